/** What the logs of a checkpoint and of an output must be at any moment: whole, without a gap, in step. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Places } from "../places.ts";

export interface SinkEntry {
  readonly batchId: number;
  readonly path: string;
  readonly size: number;
}

export const lastCommit = ({ checkpoint }: Places): number => numbers(join(checkpoint, "commits")).at(-1) ?? -1;

/** By batch, the watermark and the time it was logged with. */
export function loggedBatches({ checkpoint }: Places): ReadonlyMap<number, { watermark: number; time: number }> {
  const ids = numbers(join(checkpoint, "offsets"));
  return new Map(
    ids.map((id) => {
      const head = JSON.parse(linesOf(join(checkpoint, "offsets", String(id)))[0]!) as Record<string, number>;
      return [id, { watermark: head["batchWatermarkMs"]!, time: head["batchTimestampMs"]! }];
    }),
  );
}

/** Lists of files that are all in the sink log by now. That of a last batch without files stays, and names none. */
export function intentFaults({ checkpoint }: Places): string[] {
  const directory = join(checkpoint, "millrace", "intents");
  const left = listedIn(directory).filter((name) => /^\d+$/.test(name) && filesIn(join(directory, name)).length > 0);
  return left.length > 0 ? [`intent lists are left: ${left.join(", ")}`] : [];
}

/** `kept`: how many batches the query keeps; which of the older ones are gone already says nothing. */
export function logFaults(places: Places, isDone: boolean, kept: number): string[] {
  const { checkpoint, output } = places;
  try {
    const offsets = numbers(join(checkpoint, "offsets"));
    const commits = numbers(join(checkpoint, "commits"));
    const [planned, committed] = [offsets.at(-1) ?? -1, commits.at(-1) ?? -1];
    loggedBatches(places);
    for (const id of commits) JSON.parse(linesOf(join(checkpoint, "commits", String(id)))[0]!);
    const sink = join(output, "_spark_metadata");
    const listed = numbers(sink).at(-1) ?? -1;
    const sinkFaults = existsSync(sink)
      ? [
          ...gaps("the sink log", sink, lastCompact(sink)),
          ...(listed === committed || (!isDone && listed === committed + 1)
            ? []
            : [`the sink log ends with ${listed}, the commits with ${committed}`]),
        ]
      : [];
    return [
      ...gaps("offsets", join(checkpoint, "offsets"), planned - kept),
      ...gaps("commits", join(checkpoint, "commits"), committed - kept),
      ...listedIn(join(checkpoint, "sources")).flatMap((i) => {
        const log = join(checkpoint, "sources", i);
        return gaps(`sources/${i}`, log, lastCompact(log));
      }),
      ...sinkFaults,
      ...(planned === committed || (!isDone && planned === committed + 1)
        ? []
        : [`offsets end with ${planned}, commits with ${committed}`]),
    ];
  } catch (error) {
    return [`a log cannot be read: ${String(error)}`];
  }
}

/** What the sink log lists, with the batch that wrote it: the file's name says. */
export function sinkEntries(output: string): readonly SinkEntry[] {
  const log = join(output, "_spark_metadata");
  const names = listedIn(log);
  const compact = lastCompact(log);
  return names
    .filter((name) => name === `${compact}.compact` || (/^\d+$/.test(name) && Number(name) > compact))
    .flatMap((name) => linesOf(join(log, name)))
    .map((line) => {
      const { path, size } = JSON.parse(line) as { path: string; size: number };
      const file = decodeURIComponent(path.replace(/^file:\/\/(?=\/)/, "").replace(/^file:/, ""));
      // part-00000-<id of the query>-<batch, twelve digits>...
      return { path: file, size, batchId: Number.parseInt(/-([0-9a-f]{12})[-.]c000/.exec(file)![1]!, 16) };
    });
}

function linesOf(file: string): string[] {
  const [version, ...lines] = readFileSync(file, "utf8").split("\n");
  if (version !== "v1") throw new Error(`${file} begins with '${version}'`);
  return lines.filter((line) => line !== "");
}

/** From `first` on none is missing; those before it have been compacted or forgotten. */
function gaps(log: string, directory: string, first: number): string[] {
  const found = numbers(directory).filter((id) => id >= first);
  const gap = found.findIndex((id, i) => id !== Math.max(first, 0) + i);
  return gap < 0 ? [] : [`${log} has ${found[gap]} where ${Math.max(first, 0) + gap} belongs`];
}

const lastCompact = (directory: string): number =>
  Math.max(-1, ...listedIn(directory).map((name) => (name.endsWith(".compact") ? Number.parseInt(name) : -1)));

function numbers(directory: string): number[] {
  const ids = listedIn(directory).filter((name) => /^\d+(\.compact)?$/.test(name));
  return [...new Set(ids.map((name) => Number.parseInt(name)))].toSorted((a, b) => a - b);
}

const listedIn = (directory: string): string[] => (existsSync(directory) ? readdirSync(directory) : []);

const filesIn = (intent: string): readonly string[] =>
  (JSON.parse(readFileSync(intent, "utf8")) as { readonly files: readonly string[] }).files;
