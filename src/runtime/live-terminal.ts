import type { Terminal } from "./runtime.ts";

/** The part of Node's terminal stream that is used. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(chunk: string | Uint8Array, ...rest: unknown[]): boolean;
}

type Block = (height: number, width: number) => readonly string[];

const ERASE_BELOW = "\u001b[J";
const upBy = (lines: number): string => (lines === 0 ? "\r" : `\u001b[${lines}A\r`);

/**
 * Blocks of lines that stay at the lower end of a terminal, one below the other. As long as there is a block, what the program writes to the streams
 * itself is caught: it would fall into the blocks. They are erased for it and drawn again below it.
 */
export class LiveTerminal implements Terminal {
  readonly #out: TerminalStream;
  readonly #streams: readonly TerminalStream[];
  readonly #blocks = new Map<object, Block>();
  readonly #write: (text: string) => void;
  /** How many lines of the terminal the blocks have. */
  #drawn = 0;
  /** What was written without an end of line: it waits for one, or the blocks would follow on the same line. */
  #unfinished = "";
  #letGo: (() => void)[] = [];

  /** `out` is a terminal; `others` may show on the same one. */
  constructor(out: TerminalStream, ...others: TerminalStream[]) {
    this.#out = out;
    this.#streams = [out, ...others.filter((stream) => stream.isTTY)];
    const write = out.write.bind(out);
    this.#write = (text) => void write(text);
  }

  draw(owner: object, block: Block): void {
    if (this.#blocks.size === 0) this.#catchWrites();
    this.#blocks.set(owner, block);
    try {
      this.#redraw("");
    } catch (error) {
      // It would fail whoever writes next.
      this.#blocks.delete(owner);
      if (this.#blocks.size === 0) this.#letWritesGo();
      throw error;
    }
  }

  release(owner: object, end: "keep" | "remove"): void {
    const block = this.#blocks.get(owner);
    if (block === undefined) return;
    const last = end === "keep" ? this.#linesOf(block).map((line) => `${line}\n`) : [];
    this.#blocks.delete(owner);
    if (this.#blocks.size > 0) return this.#redraw(last.join(""));
    this.#redraw(`${last.join("")}${this.#unfinished}`);
    this.#unfinished = "";
    this.#letWritesGo();
  }

  #letWritesGo(): void {
    for (const each of this.#letGo.splice(0)) each();
  }

  /** In one write, or the terminal would flicker. */
  #redraw(above: string): void {
    const lines = [...this.#blocks.values()].flatMap((block) => this.#linesOf(block));
    const erase = this.#drawn === 0 ? "" : `${upBy(this.#drawn)}${ERASE_BELOW}`;
    this.#write(`${erase}${above}${lines.map((line) => `${line}\n`).join("")}`);
    this.#drawn = lines.length;
  }

  /** A line too many and the terminal would scroll: what has gone up cannot be drawn in its place again. */
  #linesOf(block: Block): readonly string[] {
    // Some terminals say 0 for what they do not know.
    const [columns, rows] = [this.#out.columns || 80, this.#out.rows || 24];
    const height = Math.max(1, Math.floor((rows - 1) / this.#blocks.size));
    return block(height, columns).slice(0, height);
  }

  #catchWrites(): void {
    for (const stream of this.#streams) {
      const write = stream.write.bind(stream);
      // A character may come in two pieces.
      const decoder = new TextDecoder();
      const caught: TerminalStream["write"] = (chunk, ...rest) => {
        const [encoding] = rest;
        const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding as BufferEncoding | undefined) : chunk;
        this.#writeAbove(decoder.decode(bytes, { stream: true }));
        const done = rest.find((each) => typeof each === "function");
        if (done !== undefined) queueMicrotask(done as () => void);
        return true;
      };
      stream.write = caught;
      this.#letGo.push(() => {
        // Somebody else may have put theirs around it.
        if (stream.write === caught) stream.write = write;
      });
    }
    process.once("exit", this.#flush);
    this.#letGo.push(() => process.off("exit", this.#flush));
  }

  /** A line that was never ended is written all the same when the program ends. */
  readonly #flush = (): void => {
    if (this.#unfinished !== "") this.#redraw(`${this.#unfinished}\n`);
    this.#unfinished = "";
  };

  #writeAbove(text: string): void {
    const whole = this.#unfinished + text;
    const end = whole.lastIndexOf("\n") + 1;
    this.#unfinished = whole.slice(end);
    if (end > 0) this.#redraw(whole.slice(0, end));
  }
}
