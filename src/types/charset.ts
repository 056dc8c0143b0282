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
  if (!Object.hasOwn(NAMES, name.toLowerCase()))
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

/** Stands for bytes that are no text, where a reader asks to be told of them: half of a pair, which no text holds. */
export const BROKEN = "\udfff";

/** Bytes as text piece by piece: what a piece holds of a character is kept for the next. */
export class PieceDecoder {
  #charset: Charset;
  readonly #replacement: string;
  #rest: Uint8Array = new Uint8Array();
  #mayBeginWithMark: boolean;

  /** `replacement`: what bytes become that fit nothing. In UTF-8 a character of the same look in the same piece becomes it too. */
  constructor(charset: string, replacement = "\ufffd") {
    this.#charset = NAMES[charset.toLowerCase()] ?? "utf8";
    this.#replacement = replacement;
    this.#mayBeginWithMark = this.#charset.startsWith("utf");
  }

  write(bytes: Uint8Array): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const whole = this.#charset === "utf8" ? wholeUtf8(all) : all.length - (all.length % (UNITS[this.#charset] ?? 1));
    // UTF-16 says with its first character which of its bytes comes first.
    if (this.#charset === "utf16" && whole > 0)
      this.#charset = all[0] === 0xff && all[1] === 0xfe ? "utf16le" : "utf16be";
    this.#rest = Uint8Array.from(all.subarray(whole));
    return this.#withoutMark(this.#textOf(all.subarray(0, whole)));
  }

  /** What is left when there are no more bytes: half a character stands for a broken one. */
  end(): string {
    return this.#rest.length > 0 ? this.#replacement : "";
  }

  #textOf(bytes: Uint8Array): string {
    if (this.#charset !== "utf8") return textOf(bytes, this.#charset);
    try {
      return STRICT.decode(bytes);
    } catch {
      return LENIENT.decode(bytes).replaceAll("\ufffd", this.#replacement);
    }
  }

  #withoutMark(text: string): string {
    if (!this.#mayBeginWithMark || text === "") return text;
    this.#mayBeginWithMark = false;
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

const STRICT = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const LENIENT = new TextDecoder("utf-8", { ignoreBOM: true });

/** As many bytes as are not the beginning of a character that goes on behind them. */
function wholeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
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
