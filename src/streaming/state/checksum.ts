/**
 * A checksum in a Parquet file, over all of it: a page of wrong numbers is as good as any to a reader of Parquet. It stands among the file's
 * key-value metadata, where room is left for it when the file is written, and counts as that room when it is checked.
 */
import { crc32 } from "node:zlib";
import type { Files } from "../../runtime/runtime.ts";

const KEY = "millrace_crc32";
const UNSET = "00000000";
/** The metadata lie at the end of a file, behind all that grows with it. */
const TAIL_BYTES = 16_384;

/** What leaves room for a checksum, as an entry of the kernel's KV_METADATA. */
export const CHECKSUM_ROOM: string = `${KEY}: '${UNSET}'`;

/** Writes the checksum into a file that is not published yet. */
export async function seal(files: Files, path: string): Promise<void> {
  const { sum, at } = await sumOf(files, path);
  if (at === undefined) throw new Error(`${path} was written without room for its checksum`);
  await files.amend(path, at, sum);
}

/** False when the file is not as it was sealed; also where the checksum's own name is spoiled. */
export async function isAsSealed(files: Files, path: string): Promise<boolean> {
  const { sum, at, found } = await sumOf(files, path);
  return at !== undefined && found === sum;
}

interface Sum {
  readonly sum: string;
  /** Where the checksum stands in the file. */
  readonly at: number | undefined;
  readonly found: string | undefined;
}

async function sumOf(files: Files, path: string): Promise<Sum> {
  let [sum, size] = [0, 0];
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of files.pieces(path)) {
    tail = Buffer.concat([tail, piece]);
    const rest = Math.max(0, tail.length - TAIL_BYTES);
    sum = crc32(tail.subarray(0, rest), sum);
    size += rest;
    tail = tail.subarray(rest);
  }
  const key = tail.lastIndexOf(KEY);
  // Between key and text stand the text's type and length.
  const at = key < 0 ? undefined : key + KEY.length + 2;
  const found = at === undefined ? undefined : tail.toString("latin1", at, at + UNSET.length);
  if (at !== undefined) tail.write(UNSET, at, "latin1");
  const hex = crc32(tail, sum).toString(16).padStart(UNSET.length, "0");
  return { sum: hex, at: at === undefined ? undefined : size + at, found };
}
