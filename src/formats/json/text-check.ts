/**
 * Forms of text that the kernel's JSON reader lets pass and Spark's does not: a comma before a closing bracket, a number by name (`inf`,
 * `nan`), a vertical tab or form feed, a carriage return by itself, a file that does not begin and end as objects do. Found in the bytes by a table of pairs, four pairs at
 * a time: this is what every clean file pays. What is found inside a string is no harm but the slower path.
 */
import type { Runtime } from "../../runtime/runtime.ts";

const [OPEN, CLOSE, CLOSE_LIST, COMMA] = [0x7b, 0x7d, 0x5d, 0x2c];
const LAST_BLANK = 0x20;
const ODD_BLANKS = [0x0b, 0x0c];
/** Ends a line for Spark, and is a blank for the kernel. */
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** What may stand before a value that is a number. */
const BEFORE_NUMBER = " \t\r\n:,[+-";
const NAMED_NUMBER = /^(?:inf|infinity|nan)(?![a-z])/i;
/** More than the longest name with a byte on either side. */
const SEAM = 12;

/** Whether two bytes, the first in the low half, may be a part of such a form; a second look tells. */
const IS_CANDIDATE = candidates();

function candidates(): Uint8Array {
  const table = new Uint8Array(0x1_0000);
  const mark = (first: number, second: number): void => void (table[first | (second << 8)] = 1);
  for (const blank of ODD_BLANKS)
    for (let byte = 0; byte < 256; byte++) {
      mark(blank, byte);
      mark(byte, blank);
    }
  for (let byte = 0; byte < 256; byte++) if (byte !== LINE_FEED) mark(CARRIAGE_RETURN, byte);
  for (const closer of [CLOSE, CLOSE_LIST])
    for (let byte = 0; byte <= LAST_BLANK; byte++) {
      mark(byte, closer);
      mark(COMMA, closer);
    }
  for (const before of BEFORE_NUMBER) for (const letter of "iInN") mark(before.charCodeAt(0), letter.charCodeAt(0));
  return table;
}

export async function needsExactText(runtime: Runtime, path: string): Promise<boolean> {
  let first: number | undefined;
  let last: number | undefined;
  let tail = Buffer.alloc(0);
  for await (const bytes of runtime.files.pieces(path)) {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (isSuspect(piece, last) || isSuspect(Buffer.concat([tail, piece.subarray(0, SEAM)]), undefined)) return true;
    first ??= piece.find((byte) => byte > LAST_BLANK);
    tail = Buffer.from(piece.subarray(-SEAM));
    last = visibleBefore(piece, piece.length) ?? last;
  }
  return first !== undefined && (first !== OPEN || last !== CLOSE);
}

/** `before`: the last visible byte before the piece. */
function isSuspect(piece: Buffer, before: number | undefined): boolean {
  const words = wordsOf(piece);
  let held = before === undefined ? OPEN : LAST_BLANK;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const found =
      IS_CANDIDATE[held | ((word & 0xff) << 8)]! |
      IS_CANDIDATE[word & 0xffff]! |
      IS_CANDIDATE[(word >>> 8) & 0xffff]! |
      IS_CANDIDATE[word >>> 16]!;
    if (found !== 0 && someIn(piece, i * 4 - 1, i * 4 + 4, before)) return true;
    held = word >>> 24;
  }
  return someIn(piece, words.length * 4 - 1, piece.length, before);
}

/** The bytes as numbers of four, the first byte lowest; what is over at the end is left out. */
function wordsOf(piece: Buffer): Uint32Array {
  const length = piece.length >> 2;
  if (piece.byteOffset % 4 === 0) return new Uint32Array(piece.buffer, piece.byteOffset, length);
  return new Uint32Array(Uint8Array.prototype.slice.call(piece, 0, length * 4).buffer);
}

/** Whether one of the pairs that begin from `from` on and end before `end` is what it may be. */
function someIn(piece: Buffer, from: number, end: number, before: number | undefined): boolean {
  for (let at = from; at + 1 < end; at++) if (isForm(piece, at, before)) return true;
  return false;
}

/** `at` is -1 for the pair whose first byte lies before the piece. */
function isForm(piece: Buffer, at: number, before: number | undefined): boolean {
  const second = piece[at + 1]!;
  if (ODD_BLANKS.includes(second) || (at >= 0 && piece[at] === CARRIAGE_RETURN && second !== LINE_FEED)) return true;
  if (second === CLOSE || second === CLOSE_LIST) return (visibleBefore(piece, at + 1) ?? before) === COMMA;
  // A name that crosses the border of two pieces is found in the seam between them.
  return (
    at >= 0 &&
    BEFORE_NUMBER.includes(String.fromCharCode(piece[at]!)) &&
    NAMED_NUMBER.test(piece.toString("latin1", at + 1, at + 1 + SEAM))
  );
}

/** The last byte before a place that is no blank. */
function visibleBefore(piece: Uint8Array, end: number): number | undefined {
  for (let i = end - 1; i >= 0; i--) if (piece[i]! > LAST_BLANK) return piece[i];
  return undefined;
}
