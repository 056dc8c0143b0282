/**
 * A join of two streams by an equal key and a range of event time, with watermarks on both sides.
 *
 *   batch : how long 100 new rows a side take when each side holds `rows` that may still find a partner; as many leave as come
 *   hour  : what the state holds over an hour of event time, which is what the watermark leaves open and no more
 */
import { join as path } from "node:path";
import type { Percentiles } from "../latency.ts";
import { run } from "../processes.ts";
import { quantile } from "../statistics.ts";
import { ECHO, joinInput, type Logs } from "./input.ts";
import type { Joined, JoinJob } from "./program.ts";

const HOUR = 3600;
/** As many as there are between two snapshots of a large state: one of them writes it. */
const BATCHES = 100;
const BATCH_ROWS = 100;
/** The files that fill the state. */
const FILES_BEFORE = 10;
const QUARTERS = [0.25, 0.5, 0.75, 1];

export interface JoinCost {
  readonly workload: "join";
  /** The least that both sides together held while batches were measured. */
  readonly liveRows: number;
  readonly batchMs: Percentiles & { readonly longestMs: number };
  readonly peakRssMb: number;
  readonly hour: JoinHour;
}

export interface JoinHour {
  /** The most that both sides together may hold: what comes in a delay, a range and the batch by which the watermark is behind, and the row at the edge. */
  readonly boundRows: number;
  readonly quarters: readonly { readonly stateRows: number; readonly rssMb: number }[];
}

/** `rows` on each side. */
export async function joinCost(rows: number): Promise<JoinCost> {
  const { batches, peakRssMb } = await filled(rows);
  const times = batches.map(({ ms }) => ms);
  return {
    workload: "join",
    liveRows: Math.min(...batches.map(({ stateRows }) => stateRows)),
    batchMs: { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), longestMs: Math.max(...times) },
    peakRssMb,
    hour: await hour(rows),
  };
}

/** The rows of an hour, of which half is the delay and half the range; then the batches to be measured. */
async function filled(rows: number): Promise<Joined> {
  const files = [
    ...Array.from({ length: FILES_BEFORE }, () => rows / FILES_BEFORE),
    ...Array.from({ length: BATCHES }, () => BATCH_ROWS),
  ];
  const logs = { files, stepMs: (HOUR * 1000) / rows };
  const { batches, peakRssMb } = await joined(`filled-${rows}`, logs, { delay: HOUR / 2, range: HOUR / 2 });
  return { batches: batches.slice(FILES_BEFORE), peakRssMb };
}

/** A tenth of the rows in an hour, 20 seconds of them a batch. */
async function hour(rows: number): Promise<JoinHour> {
  const [step, delay, range] = [20, 300, 300];
  // Few rows at least, or a partner would come later than the range lets it.
  const rowsPerBatch = Math.max(10, Math.ceil((rows / 10 / HOUR) * step));
  const files = Array.from({ length: HOUR / step }, () => rowsPerBatch);
  const logs = { files, stepMs: (step * 1000) / rowsPerBatch };
  const { batches } = await joined(`hour-${rowsPerBatch}`, logs, { delay, range });
  return {
    boundRows: 2 * ((rowsPerBatch * (delay + range + step)) / step + 1),
    quarters: QUARTERS.map((quarter) => {
      const { stateRows, rssMb } = batches[quarter * batches.length - 1]!;
      return { stateRows, rssMb };
    }),
  };
}

/** Runs the join over such logs; every left row must have found its partner, but for the last ones. */
async function joined(name: string, logs: Logs, times: Omit<JoinJob, "directory">): Promise<Joined> {
  const directory = await joinInput(name, logs);
  const { stdout } = await run(path(import.meta.dirname, "program.ts"), JSON.stringify({ directory, ...times }));
  const result = JSON.parse(stdout) as Joined;
  const pairs = result.batches.reduce((sum, batch) => sum + batch.pairs, 0);
  const expected = logs.files.reduce((sum, rows) => sum + rows, -ECHO);
  if (pairs !== expected) throw new Error(`${pairs} pairs came out of ${expected}`);
  return result;
}
