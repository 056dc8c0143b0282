import { seededRandom } from "../../src/runtime/simulated.ts";

/** What one run does, drawn from its seed: the job, its input, and when it is killed. */
export interface Scenario {
  readonly seed: number;
  /** "together": both queries at once, each as soon as it has data. "inTurn": availableNow, one after the other. */
  readonly order: "together" | "inTurn";
  /** The output mode of the counts: appended ones go to files, the others to the user's own function. */
  readonly counts: "append" | "update" | "complete";
  readonly files: number;
  readonly rowsPerFile: number;
  readonly maxFilesPerTrigger: number;
  readonly kills: readonly Kill[];
  readonly devicesFormat: "parquet" | "json";
  readonly countsFormat: "parquet" | "json";
  /** With it a batch is several files. */
  readonly countsBy: readonly "deviceId"[];
}

/** After so many milliseconds from the queries' start, or at the n-th change in the checkpoints and outputs. */
export type Kill = { readonly afterMs: number } | { readonly atFileEvent: number };

export function scenarioOf(seed: number): Scenario {
  const { next } = seededRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const oneOf = <const T>(...choices: T[]): T => choices[between(0, choices.length - 1)]!;
  const order = oneOf("together", "inTurn");
  const counts = oneOf("append", "append", "update", "update", "complete");
  // Past ten batches, so that the logs' compaction and the state's snapshots are met too.
  const files = between(8, 24);
  const kills = Array.from({ length: between(1, 4) }, (): Kill =>
    next() < 0.3 ? { afterMs: between(0, 400) } : { atFileEvent: between(1, 250) },
  );
  const [rowsPerFile, maxFilesPerTrigger] = [between(1, 40), between(1, 3)];
  const devicesFormat = oneOf("parquet", "parquet", "json");
  const countsFormat = oneOf("parquet", "parquet", "json");
  const countsBy = oneOf<readonly "deviceId"[]>([], ["deviceId"]);
  const formats = { devicesFormat, countsFormat, countsBy };
  return { seed, order, counts, files, rowsPerFile, maxFilesPerTrigger, kills, ...formats };
}
