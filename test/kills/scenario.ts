import { seededRandom } from "../../src/runtime/simulated.ts";

/** What one run does, drawn from its seed: the job, its input, and when it is killed. */
export interface Scenario {
  readonly seed: number;
  /** "together": both queries at once, each as soon as it has data. "inTurn": availableNow, one after the other. */
  readonly order: "together" | "inTurn";
  readonly counts: "appendParquet" | "updateForeachBatch" | "completeForeachBatch";
  readonly files: number;
  readonly rowsPerFile: number;
  readonly maxFilesPerTrigger: number;
  readonly kills: readonly Kill[];
}

/** After so many milliseconds from the queries' start, or at the n-th change in the checkpoints and outputs. */
export type Kill = { readonly afterMs: number } | { readonly atFileEvent: number };

export function scenarioOf(seed: number): Scenario {
  const { next } = seededRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const oneOf = <T>(...choices: T[]): T => choices[between(0, choices.length - 1)]!;
  const order = oneOf("together" as const, "inTurn" as const);
  const counts = oneOf(
    "appendParquet" as const,
    "appendParquet" as const,
    "updateForeachBatch" as const,
    "updateForeachBatch" as const,
    "completeForeachBatch" as const,
  );
  // Past ten batches, so that the logs' compaction and the state's snapshots are met too.
  const files = between(8, 24);
  const kills = Array.from({ length: between(1, 4) }, (): Kill =>
    next() < 0.3 ? { afterMs: between(0, 400) } : { atFileEvent: between(1, 250) },
  );
  return { seed, order, counts, files, rowsPerFile: between(1, 40), maxFilesPerTrigger: between(1, 3), kills };
}
