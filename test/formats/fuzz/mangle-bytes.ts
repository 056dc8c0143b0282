/** What happens to any file on its way: bytes that turn, go or come in. */
import type { Dice } from "../../sql/fuzz-dice.ts";

type Mangle = (bytes: Buffer, dice: Dice) => Buffer;

const BROKEN_TEXT: readonly Buffer[] = [
  [0xff],
  [0xc3],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
].map((bytes) => Buffer.from(bytes));
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LINE_ENDS = ["\r\n", "\r", "\n\n", "\n\r", "\r\r\n", "\n \n", "\n\t\r"];
const NEW_LINE = 0x0a;

const inserted = (bytes: Buffer, at: number, what: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
const place = (bytes: Buffer, dice: Dice): number => dice.below(bytes.length + 1);
const lineStart = (bytes: Buffer, dice: Dice): number => bytes.indexOf(NEW_LINE, place(bytes, dice)) + 1;

export const BYTE_MANGLES: Readonly<Record<string, Mangle>> = {
  flippedBits: (bytes, dice) => {
    const result = Buffer.from(bytes);
    for (let n = dice.below(8); n >= 0 && result.length > 0; n--) {
      const at = dice.below(result.length);
      result[at] = result[at]! ^ (1 << dice.below(8));
    }
    return result;
  },
  otherBytes: (bytes, dice) => {
    const result = Buffer.from(bytes);
    for (let n = dice.below(4); n >= 0 && result.length > 0; n--) result[dice.below(result.length)] = dice.below(256);
    return result;
  },
  cutEnd: (bytes, dice) => bytes.subarray(0, place(bytes, dice)),
  cutStart: (bytes, dice) => bytes.subarray(place(bytes, dice)),
  hole: (bytes, dice) => {
    const from = place(bytes, dice);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + dice.below(60))]);
  },
  doubledPart: (bytes, dice) => {
    const from = place(bytes, dice);
    return inserted(bytes, place(bytes, dice), bytes.subarray(from, from + dice.below(60)));
  },
  brokenText: (bytes, dice) => inserted(bytes, place(bytes, dice), dice.oneOf(BROKEN_TEXT)),
  markAtStart: (bytes) => inserted(bytes, 0, MARK),
  markInside: (bytes, dice) => inserted(bytes, dice.next() < 0.5 ? place(bytes, dice) : lineStart(bytes, dice), MARK),
  nul: (bytes, dice) => inserted(bytes, place(bytes, dice), Buffer.alloc(1 + dice.below(3))),
  nulLine: (bytes, dice) => inserted(bytes, lineStart(bytes, dice), Buffer.from("\0\0\n")),
  lineEnds: (bytes, dice) =>
    Buffer.from(
      bytes.toString("latin1").replaceAll("\n", () => (dice.next() < 0.4 ? dice.oneOf(LINE_ENDS) : "\n")),
      "latin1",
    ),
  oneLineEnd: (bytes, dice) => {
    const end = dice.oneOf(LINE_ENDS);
    return Buffer.from(bytes.toString("latin1").replaceAll("\n", end), "latin1");
  },
  nothing: () => Buffer.alloc(0),
};
