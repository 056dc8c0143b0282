/** The files of a checkpoint and of an output's log, by what they are. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Base } from "./bases.ts";
import type { Places } from "./places.ts";

export interface Kind {
  readonly name: string;
  readonly in: "checkpoint" | "output";
  /** The files of the kind, of which the one with the greatest number is damaged, or the one with the least. */
  readonly pattern: RegExp;
  readonly which: "last" | "first";
}

const kind = (
  name: string,
  pattern: RegExp,
  which: Kind["which"] = "last",
  place: Kind["in"] = "checkpoint",
): Kind => ({
  name,
  in: place,
  pattern,
  which,
});

const logs: readonly Kind[] = [
  kind("metadata", /^metadata$/),
  kind("offsets, the last", /^offsets\/\d+$/),
  kind("offsets, the first", /^offsets\/\d+$/, "first"),
  kind("commits, the last", /^commits\/\d+$/),
  kind("commits, the first", /^commits\/\d+$/, "first"),
  kind("source log, the last", /^sources\/0\/\d+$/),
  kind("source log, before the compacted", /^sources\/0\/\d+$/, "first"),
  kind("source log, compacted", /^sources\/0\/\d+\.compact$/),
];
const sinkLog: readonly Kind[] = [
  kind("sink log, the last", /^_spark_metadata\/\d+$/, "last", "output"),
  kind("sink log, before the compacted", /^_spark_metadata\/\d+$/, "first", "output"),
  kind("sink log, compacted", /^_spark_metadata\/\d+\.compact$/, "last", "output"),
];
const state: readonly Kind[] = [
  kind("state delta, the last", /^state\/0\/\d+\.delta\.parquet$/),
  kind("state delta, the first", /^state\/0\/\d+\.delta\.parquet$/, "first"),
  kind("state snapshot", /^state\/0\/\d+\.snapshot\.parquet$/),
  kind("state metadata", /^state\/0\/_metadata\/metadata$/),
  kind("state schema", /^state\/0\/_metadata\/millrace-schema$/),
];
const lastOf = (kinds: readonly Kind[]): readonly Kind[] =>
  kinds.filter(({ name, which }) => which === "last" && !name.includes("compacted"));

/** Which kinds are damaged in which base: after a kill those that tell of the batch it hit. */
export function kindsOf({ job, isKilled }: Base): readonly Kind[] {
  if (job === "etl")
    return isKilled
      ? [
          ...lastOf(logs),
          ...lastOf(sinkLog),
          kind("intents", /^millrace\/intents\/\d+$/),
          kind("lock of a dead process", /^millrace\/lock$/),
          kind("data file of an attempt, aside", /^\.millrace\/.*\.tmp$/, "last", "output"),
          kind("data file of an attempt, in place", /part-.*0d\..*parquet$/, "last", "output"),
        ]
      : [...logs, ...sinkLog];
  const watermarks = kind("watermarks of the inputs", /^millrace\/watermarks$/);
  return isKilled ? [...lastOf(logs), ...lastOf(state), watermarks] : [...lastOf(logs), ...state, watermarks];
}

/** The file of a kind, and the one before it; relative to the place the kind lies in. */
export function fileOf(
  { name, in: place, pattern, which }: Kind,
  places: Places,
): { readonly file: string; readonly before?: string } {
  const found = filesBelow(places[place])
    .filter((path) => pattern.test(path))
    .toSorted((a, b) => numberOf(a) - numberOf(b));
  const file = which === "last" ? found.at(-1) : found[0];
  if (file === undefined) throw new Error(`${places.root} has no ${name}`);
  const before = which === "last" ? found.at(-2) : undefined;
  return before === undefined ? { file } : { file, before };
}

export function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted();
}

const numberOf = (path: string): number => Number.parseInt(path.slice(path.lastIndexOf("/") + 1), 10);
