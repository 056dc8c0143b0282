/** A checkpoint's log files, read without the engine. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** By file, when the batch began that read it: from the source log and the offset log alone. */
export function batchTimes(checkpoint: string): ReadonlyMap<string, number> {
  const sources = join(checkpoint, "sources", "0");
  const offsetOf = new Map<string, number>();
  for (const name of listed(sources).filter((n) => /^\d+(\.compact)?$/.test(n)))
    for (const entry of entries<{ path: string; batchId: number }>(join(sources, name)))
      offsetOf.set(entry.path, entry.batchId);
  const batches = numbers(join(checkpoint, "offsets")).map((id) => {
    const [head, offset] = entries<{ batchTimestampMs: number; logOffset: number }>(
      join(checkpoint, "offsets", String(id)),
    );
    return { until: offset!.logOffset, time: head!.batchTimestampMs };
  });
  return new Map(
    [...offsetOf].map(([file, offset]) => [file, batches.find((batch) => offset <= batch.until)?.time ?? -1]),
  );
}

export function entries<T>(file: string): T[] {
  const [, ...texts] = readFileSync(file, "utf8").split("\n");
  return texts.filter((text) => text !== "").map((text) => JSON.parse(text) as T);
}

export function numbers(directory: string): number[] {
  const ids = listed(directory)
    .filter((name) => /^\d+(\.compact)?$/.test(name))
    .map((name) => Number.parseInt(name));
  return [...new Set(ids)].toSorted((a, b) => a - b);
}

export const listed = (directory: string): string[] => (existsSync(directory) ? readdirSync(directory) : []);
