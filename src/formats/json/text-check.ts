/**
 * Forms of text that the kernel's JSON reader lets pass and Spark's does not: a comma before a closing bracket, a number by name (`inf`,
 * `nan`), a file that does not begin and end as objects do. Found in the bytes, by searches that cost little beside reading them; what is
 * found inside a string is no harm but the slower path.
 */
import type { Runtime } from "../../runtime/runtime.ts";

const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSERS = [0x7d, 0x5d] as const;
const LAST_BLANK = 0x20;

export async function needsExactText(runtime: Runtime, path: string): Promise<boolean> {
  let first: number | undefined;
  let last: number | undefined;
  let tail = Buffer.alloc(0);
  for await (const bytes of runtime.files.pieces(path)) {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    first ??= piece.find((byte) => byte > LAST_BLANK);
    if (CLOSERS.some((closer) => hasCommaBefore(closer, piece, last))) return true;
    if (hasNamedNumber(piece) || hasNamedNumber(Buffer.concat([tail, piece.subarray(0, SEAM)]))) return true;
    tail = Buffer.from(piece.subarray(-SEAM));
    last = visibleBefore(piece, piece.length) ?? last;
  }
  return first !== undefined && (first !== OPEN || last !== CLOSERS[0]);
}

/** From one closing bracket to the next, which are far apart, and not byte by byte. `before` is what the piece before ended with. */
function hasCommaBefore(closer: number, piece: Uint8Array, before: number | undefined): boolean {
  for (let at = piece.indexOf(closer); at >= 0; at = piece.indexOf(closer, at + 1)) {
    if ((visibleBefore(piece, at) ?? before) === COMMA) return true;
  }
  return false;
}

/** The last byte before a place that is no blank. */
function visibleBefore(piece: Uint8Array, end: number): number | undefined {
  for (let i = end - 1; i >= 0; i--) if (piece[i]! > LAST_BLANK) return piece[i];
  return undefined;
}

/** Pairs of letters in every case that the names of numbers hold, the rarer ones of their letters, and where the name then begins. */
const PAIRS = [
  { pair: "nf", offset: 1 },
  { pair: "na", offset: 0 },
].flatMap(({ pair: [a, b], offset }) =>
  [a! + b!, a!.toUpperCase() + b!, a! + b!.toUpperCase(), a!.toUpperCase() + b!.toUpperCase()].map((pair) => ({
    pair: Buffer.from(pair, "latin1"),
    offset,
  })),
);
const NAMED_NUMBER = /^[\s:,[+-](?:inf|infinity|nan)(?![a-z])/i;
/** More than the longest name with a byte on either side. */
const SEAM = 12;

/** Whether a number's name stands where a value may: the pattern is only tried where a pair of its letters was found. */
function hasNamedNumber(piece: Buffer): boolean {
  return PAIRS.some(({ pair, offset }) => {
    for (let at = piece.indexOf(pair); at >= 0; at = piece.indexOf(pair, at + 1)) {
      const begin = at - offset - 1;
      if (
        begin >= 0 &&
        mayStandBefore(piece[begin]!) &&
        NAMED_NUMBER.test(piece.toString("latin1", begin, begin + SEAM))
      )
        return true;
    }
    return false;
  });
}

const VALUE_STARTS = new Set(Buffer.from(" \t\r\n:,[+-", "latin1"));
const mayStandBefore = (byte: number): boolean => VALUE_STARTS.has(byte);
