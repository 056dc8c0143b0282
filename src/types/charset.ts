/** Bytes as text in the character sets Spark's readers and writers take. */
import { millraceError } from "../errors.ts";

const NAMES: Readonly<Record<string, "ascii" | "latin1" | "utf8" | "utf16" | "utf16le" | "utf16be" | "utf32">> = {
  "us-ascii": "ascii",
  ascii: "ascii",
  "iso-8859-1": "latin1",
  latin1: "latin1",
  "utf-8": "utf8",
  utf8: "utf8",
  "utf-16": "utf16",
  "utf-16le": "utf16le",
  "utf-16be": "utf16be",
  "utf-32": "utf32",
};

export function checkCharset(name: string, option: string): void {
  if (NAMES[name.toLowerCase()] === undefined)
    throw millraceError("INVALID_OPTION_VALUE", {
      option,
      value: name,
      expected: `one of ${Object.keys(NAMES).join(", ")} is expected`,
    });
}

/** Text without a byte order mark; bytes that fit nothing become replacement characters. */
export function decoded(bytes: Uint8Array, charset: string): string {
  const decoder = new PieceDecoder(charset);
  return decoder.write(bytes) + decoder.end();
}

type Charset = (typeof NAMES)[string];

/** Bytes as text piece by piece: what a piece holds of a character is kept for the next. */
export class PieceDecoder {
  #charset: Charset;
  readonly #utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  #rest: Uint8Array = new Uint8Array();
  #mayBeginWithMark: boolean;

  constructor(charset: string) {
    this.#charset = NAMES[charset.toLowerCase()] ?? "utf8";
    this.#mayBeginWithMark = this.#charset.startsWith("utf");
  }

  write(bytes: Uint8Array): string {
    if (this.#charset === "utf8") return this.#withoutMark(this.#utf8.decode(bytes, { stream: true }));
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const unit = UNITS[this.#charset] ?? 1;
    const whole = all.length - (all.length % unit);
    // UTF-16 says with its first character which of its bytes comes first.
    if (this.#charset === "utf16" && whole > 0)
      this.#charset = all[0] === 0xff && all[1] === 0xfe ? "utf16le" : "utf16be";
    this.#rest = Uint8Array.from(all.subarray(whole));
    return this.#withoutMark(textOf(all.subarray(0, whole), this.#charset));
  }

  /** What is left when there are no more bytes: half a character stands for a broken one. */
  end(): string {
    if (this.#charset === "utf8") return this.#withoutMark(this.#utf8.decode());
    return this.#rest.length > 0 ? "\ufffd" : "";
  }

  #withoutMark(text: string): string {
    if (!this.#mayBeginWithMark || text === "") return text;
    this.#mayBeginWithMark = false;
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

/** Bytes per unit, where it is not one. */
const UNITS: Partial<Record<Charset, number>> = { utf16: 2, utf16le: 2, utf16be: 2, utf32: 4 };

function textOf(bytes: Uint8Array, charset: Charset): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (charset) {
    case "ascii":
      return buffer.toString("latin1").replaceAll(/[\x80-\xff]/g, "\ufffd");
    case "latin1":
      return buffer.toString("latin1");
    case "utf16be":
      return Buffer.from(buffer).swap16().toString("utf16le");
    case "utf32":
      return Array.from({ length: buffer.length >> 2 }, (_, i) => characterOf(buffer.readUInt32BE(i * 4))).join("");
    default:
      return buffer.toString("utf16le");
  }
}

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");

/** Text as bytes of the set. UTF-16 is written with a mark, high bytes first, as in Java. */
export function encoded(text: string, charset: string): Uint8Array {
  switch (NAMES[charset.toLowerCase()]) {
    case "ascii":
      return Buffer.from(text.replaceAll(/[^\0-\x7f]/g, "?"), "latin1");
    case "latin1":
      return Buffer.from(text.replaceAll(/[^\0-\xff]/g, "?"), "latin1");
    case "utf16le":
      return Buffer.from(text, "utf16le");
    case "utf16be":
      return Buffer.from(text, "utf16le").swap16();
    case "utf16":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    case "utf32":
      return Buffer.concat(
        Array.from(text, (char) => {
          const unit = Buffer.alloc(4);
          unit.writeUInt32BE(char.codePointAt(0)!);
          return unit;
        }),
      );
    default:
      return Buffer.from(text, "utf8");
  }
}
