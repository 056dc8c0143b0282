/** How long a small batch takes, from its trigger to its commit. */
import { dataSet } from "./data.ts";
import { measure } from "./processes.ts";
import { quantile } from "./statistics.ts";
import type { WorkloadName } from "./workloads.ts";

const ROWS = 10_000;

export interface Percentiles {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface Latency {
  readonly workload: "latency";
  readonly etl: Percentiles;
  readonly window: Percentiles;
}

export async function latency(rounds: number): Promise<Latency> {
  return { workload: "latency", etl: await percentiles("etl", rounds), window: await percentiles("window", rounds) };
}

/** Over the batches of all rounds, one file of 100 rows each. */
async function percentiles(workload: WorkloadName, rounds: number): Promise<Percentiles> {
  const data = await dataSet("sensors", ROWS);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { batches } = await measure({ workload, side: "millrace", data, filesPerBatch: 1 });
    times.push(...batches.map((batch) => batch["triggerExecution"]!));
  }
  return { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}
