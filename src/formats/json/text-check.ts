/**
 * Forms of text that the kernel's JSON reader lets pass and Spark's does not: a comma before a closing bracket, a number by name (`inf`,
 * `nan`), a file that does not begin and end as objects do. Found in the text by one pattern, which costs little beside reading it; what is
 * found inside a string is no harm but the slower path.
 */
import type { Runtime } from "../../runtime/runtime.ts";

const SUSPECT = /,\s*[}\]]|[\s:,[+-](?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])(?![a-zA-Z])/;
/** More than the longest name with a byte on either side. */
const SEAM = 12;

export async function needsExactText(runtime: Runtime, path: string): Promise<boolean> {
  let first: string | undefined;
  let last: string | undefined;
  // What the piece before ended with, as far as a suspect may begin in it: blanks count for nothing however many they are.
  let carried = "";
  for await (const bytes of runtime.files.pieces(path)) {
    // Every byte a letter of its own: the pattern asks for ASCII alone.
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    if (SUSPECT.test(piece) || (carried !== "" && SUSPECT.test(carried + headOf(piece)))) return true;
    const visible = piece.trimEnd();
    first ??= visible.trimStart()[0];
    if (visible !== "") last = visible.at(-1);
    carried = last === "," && visible.length < piece.length ? ", " : piece.slice(-SEAM);
  }
  return first !== undefined && (first !== "{" || last !== "}");
}

/** How a piece begins, with one blank for many. */
function headOf(piece: string): string {
  const visible = piece.trimStart();
  return (visible.length < piece.length ? " " : "") + visible.slice(0, SEAM);
}
