/** What the file sink's log costs a query that has written many files: every tenth batch writes it anew. */
import { join } from "node:path";
import { dataSet } from "../data.ts";
import type { Percentiles } from "../latency.ts";
import { run } from "../processes.ts";
import type { Batches } from "./program.ts";
import { median, quantile } from "../statistics.ts";

const ROWS = 10_000;

export interface SinkLogCost {
  readonly workload: "sink-log";
  readonly entries: number;
  /** Batches of one file of 100 rows. */
  readonly batchMs: { readonly p50: number };
  readonly compactedMs: Percentiles;
  /** The median batch that compacts the log, by the median of the others. */
  readonly ratio: number;
  readonly peakRssMb: number;
}

export async function sinkLog(entries: number): Promise<SinkLogCost> {
  const { directory } = await dataSet("sensors", ROWS);
  const { stdout } = await run(join(import.meta.dirname, "program.ts"), directory, String(entries));
  const { compacted, plain, peakRssMb } = JSON.parse(stdout) as Batches;
  return {
    workload: "sink-log",
    entries,
    batchMs: { p50: median(plain) },
    compactedMs: { p50Ms: median(compacted), p95Ms: quantile(compacted, 0.95) },
    ratio: median(compacted) / median(plain),
    peakRssMb,
  };
}
