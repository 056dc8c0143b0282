/** A checkpoint's log files, read without the engine. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the offset log and the source log say of a batch. */
export interface LoggedBatch {
  readonly id: number;
  readonly timeMs: number;
  readonly watermarkMs: number;
  /** What it reads: URIs, in no order. */
  readonly files: readonly string[];
}

export function loggedBatches(checkpoint: string): readonly LoggedBatch[] {
  const sources = join(checkpoint, "sources", "0");
  const offsetOf = new Map<string, number>();
  for (const name of listed(sources).filter((n) => LOG_FILE.test(n)))
    for (const entry of entries<{ path: string; batchId: number }>(join(sources, name)))
      offsetOf.set(entry.path, entry.batchId);
  let from = -1;
  return numbers(join(checkpoint, "offsets")).map((id) => {
    const [head, offset] = entries<{ batchTimestampMs: number; batchWatermarkMs: number; logOffset: number }>(
      join(checkpoint, "offsets", String(id)),
    );
    const after = from;
    from = offset!.logOffset;
    const files = [...offsetOf].flatMap(([file, at]) => (at > after && at <= from ? [file] : []));
    return { id, timeMs: head!.batchTimestampMs, watermarkMs: head!.batchWatermarkMs, files };
  });
}

/** By file, when the batch began that read it. */
export function batchTimes(checkpoint: string): ReadonlyMap<string, number> {
  return new Map(loggedBatches(checkpoint).flatMap(({ files, timeMs }) => files.map((file) => [file, timeMs])));
}

export function entries<T>(file: string): T[] {
  const [, ...texts] = readFileSync(file, "utf8").split("\n");
  return texts.filter((text) => text !== "").map((text) => JSON.parse(text) as T);
}

export function numbers(directory: string): number[] {
  const ids = listed(directory)
    .filter((name) => LOG_FILE.test(name))
    .map((name) => Number.parseInt(name));
  return [...new Set(ids)].toSorted((a, b) => a - b);
}

/** Of a log's name, but not of one that is being written. */
export const LOG_FILE: RegExp = /^\d+(\.compact)?$/;

export const listed = (directory: string): string[] => (existsSync(directory) ? readdirSync(directory) : []);
