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
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (NAMES[charset.toLowerCase()]) {
    case "ascii":
      return buffer.toString("latin1").replaceAll(/[\x80-\xff]/g, "\ufffd");
    case "latin1":
      return buffer.toString("latin1");
    case "utf16le":
      return withoutMark(buffer.toString("utf16le"));
    case "utf16be":
      return withoutMark(Buffer.from(buffer).swap16().toString("utf16le"));
    case "utf16":
      return buffer[0] === 0xff && buffer[1] === 0xfe ? decoded(bytes, "utf-16le") : decoded(bytes, "utf-16be");
    case "utf32":
      return withoutMark(
        Array.from({ length: buffer.length >> 2 }, (_, i) => String.fromCodePoint(buffer.readUInt32BE(i * 4))).join(""),
      );
    default:
      return withoutMark(buffer.toString("utf8"));
  }
}

const withoutMark = (text: string): string => text.replace(/^\ufeff/, "");

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
