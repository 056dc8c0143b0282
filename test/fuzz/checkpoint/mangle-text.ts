/** What is done to a log, a list or another text of a checkpoint: by line, by value, by byte. */
import type { Dice } from "../../sql/fuzz-dice.ts";
import { BYTE_MANGLES } from "../../formats/fuzz/mangle-bytes.ts";
import { mangledJson } from "../mangle-json.ts";

type Mangle = (lines: readonly string[], dice: Dice) => readonly string[];

const at = (lines: readonly string[], dice: Dice): number => dice.below(lines.length);

const LINE_MANGLES: Readonly<Record<string, Mangle>> = {
  lineGone: (lines, dice) => lines.toSpliced(at(lines, dice), 1),
  lineTwice: (lines, dice) => {
    const line = lines[at(lines, dice)]!;
    return lines.toSpliced(at(lines, dice), 0, line);
  },
  linesChangePlaces: (lines, dice) => {
    const [one, other] = [at(lines, dice), at(lines, dice)];
    return lines.map((line, i) => (i === one ? lines[other]! : i === other ? lines[one]! : line));
  },
  lineMore: (lines, dice) =>
    lines.toSpliced(at(lines, dice) + 1, 0, dice.oneOf(["", "{}", "-", "null", "[]", "\u0000", "{", "v1", "0", '""'])),
  otherVersion: (lines, dice) => [
    dice.oneOf(["v0", "v2", "v3", "V1", "v", "", "1", "v1 ", "v99999999999999", "v-1", "v1.0"]),
    ...lines.slice(1),
  ],
  longLine: (lines, dice) => lines.toSpliced(at(lines, dice), 1, dice.oneOf(["x", "[", "9"]).repeat(3_000_000)),
  markAtStart: (lines) => [`\ufeff${lines[0]}`, ...lines.slice(1)],
  windowsLines: (lines) => lines.map((line, i) => (i < lines.length - 1 ? `${line}\r` : line)),
  lineEndAtEnd: (lines) => [...lines, ""],
  keyTwice: (lines, dice) =>
    changed(lines, dice, (line) =>
      line.startsWith("{")
        ? `{${dice.oneOf(['"batchId":1', '"path":"x"', '"id":"x"', '"conf":null', '"logOffset":0', '"batchWatermarkMs":0'])},${line.slice(1)}`
        : line,
    ),
};

function changed(lines: readonly string[], dice: Dice, change: (line: string) => string): readonly string[] {
  const place = at(lines, dice);
  return lines.map((line, i) => (i === place ? change(line) : line));
}

export interface Mangled {
  readonly bytes: Buffer;
  readonly how: string;
}

/** `others`: lines of other files of the kind. */
export function mangledText(bytes: Buffer, dice: Dice, others: readonly string[]): Mangled {
  const lines = bytes.toString("utf8").split("\n");
  const kind = dice.next();
  if (kind < 0.55)
    return { how: "value", bytes: joined(changed(lines, dice, (line) => mangledJson(line, dice, others))) };
  const table: Readonly<Record<string, unknown>> = kind < 0.85 ? LINE_MANGLES : BYTE_MANGLES;
  const how = dice.oneOf(Object.keys(table));
  if (kind < 0.85) return { how, bytes: joined(LINE_MANGLES[how]!(lines, dice)) };
  return { how, bytes: BYTE_MANGLES[how]!(bytes, dice) };
}

const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.join("\n"));
