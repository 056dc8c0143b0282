/**
 * Forms of text that the kernel's JSON reader lets pass and Spark's does not: a comma before a closing bracket, a file that does not begin
 * and end as objects do. Found in the bytes, by searches that cost little beside reading them; what is found inside a string is no harm
 * but the slower path.
 */
import type { Runtime } from "../../runtime/runtime.ts";

const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSERS = [0x7d, 0x5d] as const;
const LAST_BLANK = 0x20;

export async function needsExactText(runtime: Runtime, path: string): Promise<boolean> {
  let first: number | undefined;
  let last: number | undefined;
  for await (const piece of runtime.files.pieces(path)) {
    first ??= piece.find((byte) => byte > LAST_BLANK);
    if (CLOSERS.some((closer) => hasCommaBefore(closer, piece, last))) return true;
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
