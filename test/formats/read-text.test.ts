import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LineSplitter } from "../../src/formats/line-splitter.ts";
import { readLines } from "../../src/formats/read-text.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import { decoded, PieceDecoder } from "../../src/types/charset.ts";
import { scratch } from "../scratch.ts";

/** The lines of a text that comes in pieces of one length. */
function split(text: string, length: number, separator?: string): readonly string[] {
  const splitter = separator === undefined ? new LineSplitter() : new LineSplitter(separator);
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += length) lines.push(...splitter.write(text.slice(at, at + length)));
  return [...lines, ...splitter.end()];
}

test.each([
  ["a\nb\nc", undefined, ["a", "b", "c"]],
  ["a\r\nb\rc\n", undefined, ["a", "b", "c"]],
  ["\n\na\n\r\n", undefined, ["", "", "a", ""]],
  ["a\r", undefined, ["a"]],
  ["\r", undefined, [""]],
  ["", undefined, []],
  ["a||b|c||", "||", ["a", "b|c"]],
  ["|||", "||", ["", "|"]],
  ["a\nb", "|", ["a\nb"]],
] as const)("%j has the same lines in pieces of any length", (text, separator, lines) => {
  for (let length = 1; length <= text.length + 1; length++) expect(split(text, length, separator)).toEqual(lines);
});

const TEXT = "\ufeffÄ€😀 plain ascii, and more: Ωß\u2028 \ufeff end";

test.each([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-16LE", Buffer.from(TEXT, "utf16le")],
  ["UTF-16BE", Buffer.from(TEXT, "utf16le").swap16()],
  ["UTF-16", Buffer.from(TEXT, "utf16le")],
  ["ISO-8859-1", Buffer.from("Äß plain", "latin1")],
])("%s decodes the same in pieces of any length", (charset, bytes) => {
  for (let length = 1; length <= bytes.length; length++) {
    const decoder = new PieceDecoder(charset);
    let text = "";
    for (let at = 0; at < bytes.length; at += length) text += decoder.write(bytes.subarray(at, at + length));
    expect(text + decoder.end()).toBe(charset === "ISO-8859-1" ? "Äß plain" : TEXT.slice(1));
  }
});

test("half a character at the end is a broken one", () => {
  expect(decoded(Uint8Array.of(0x61, 0xc3), "UTF-8")).toBe("a\ufffd");
  expect(decoded(Uint8Array.of(0x61, 0x00, 0x62), "UTF-16LE")).toBe("a\ufffd");
});

test("a long file comes in groups, each line whole", async () => {
  const file = join(scratch(), "long.txt");
  const lines = Array.from({ length: 200_000 }, (_, i) => `${i}:${"ä".repeat(i % 40)}`);
  writeFileSync(file, lines.join("\r\n"));
  const groups: (readonly string[])[] = [];
  const settings = { ignoreCorruptFiles: false, ignoreMissingFiles: false };
  for await (const group of readLines(realRuntime, file, { charset: "UTF-8" }, settings)) groups.push(group);
  expect(groups.length).toBeGreaterThan(3);
  expect(groups.flat()).toEqual(lines);
});
