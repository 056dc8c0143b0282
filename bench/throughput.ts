/** Rows per second of etl, window and keys beside what the kernel alone reaches. */
import { dataSet } from "./data.ts";
import type { Measured, Side } from "./measure.ts";
import { measure } from "./processes.ts";
import { median } from "./statistics.ts";
import { workloads, type WorkloadName } from "./workloads.ts";

const FILES_PER_BATCH = 10;
const SIDES: readonly Side[] = ["limit", "raw", "millrace"];

export interface Speed {
  readonly rowsPerSecond: number;
  readonly ms: number;
  readonly peakRssMb: number;
}

export interface Throughput {
  readonly workload: WorkloadName;
  /** Of the kernel's speed with Spark's reading of values. */
  readonly ratio: number;
  /** Of the kernel's speed with its own reading of values. */
  readonly rawRatio: number;
  readonly millrace: Speed;
  readonly limit: Speed;
  readonly raw: Speed;
  /** Milliseconds of a batch by step, means over the batches of the median run. */
  readonly steps: Readonly<Record<string, number>>;
}

export async function throughput(
  workload: WorkloadName,
  { rows, rounds }: { readonly rows: number; readonly rounds: number },
): Promise<Throughput> {
  const data = await dataSet(workloads[workload].data, rows);
  const runs: Record<Side, Measured[]> = { limit: [], raw: [], millrace: [] };
  // In turn, so that whatever else the machine does strikes all sides alike.
  for (let round = 0; round < rounds; round++)
    for (const side of SIDES) runs[side].push(await measure({ workload, side, data, filesPerBatch: FILES_PER_BATCH }));
  const [limit, raw, millrace] = SIDES.map((side) => speed(rows, runs[side])) as [Speed, Speed, Speed];
  return {
    workload,
    ratio: limit.ms / millrace.ms,
    rawRatio: raw.ms / millrace.ms,
    millrace,
    limit,
    raw,
    steps: meanSteps(runs.millrace.toSorted((a, b) => a.ms - b.ms)[rounds >> 1]!),
  };
}

function speed(rows: number, runs: readonly Measured[]): Speed {
  const ms = median(runs.map((run) => run.ms));
  return { rowsPerSecond: (rows * 1000) / ms, ms, peakRssMb: Math.max(...runs.map((run) => run.peakRssMb)) };
}

function meanSteps({ batches }: Measured): Record<string, number> {
  const names = Object.keys(batches[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, batches.reduce((sum, batch) => sum + (batch[name] ?? 0), 0) / batches.length]),
  );
}
