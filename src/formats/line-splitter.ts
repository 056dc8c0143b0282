/** Lines out of pieces of text; a line is put together once, when its end has come. */
export class LineSplitter {
  readonly #separator: string | RegExp;
  /** How much of a piece's end may be the beginning of a separator. */
  readonly #seam: number;
  #open: string[] = [];
  #held = "";

  constructor(separator?: string) {
    this.#separator = separator ?? /\r\n|\n|\r/;
    this.#seam = separator === undefined ? 1 : separator.length - 1;
  }

  write(piece: string): readonly string[] {
    const text = this.#held + piece;
    const kept = this.#keeps(text);
    this.#held = text.slice(text.length - kept);
    const [first, ...lines] = text.slice(0, text.length - kept).split(this.#separator);
    this.#open.push(first!);
    if (lines.length === 0) return [];
    const whole = [this.#open.join(""), ...lines.slice(0, -1)];
    this.#open = [lines.at(-1)!];
    return whole;
  }

  /** What stands behind the last line's end, if anything does. */
  end(): readonly string[] {
    const lines = (this.#open.join("") + this.#held).split(this.#separator);
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  }

  #keeps(text: string): number {
    if (typeof this.#separator !== "string") return text.endsWith("\r") ? 1 : 0;
    return Math.min(this.#seam, text.length);
  }
}
