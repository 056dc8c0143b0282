// Joins the two logs of a directory, a file of each side a batch. A process of its own, so that its memory is its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, expr, type DataFrame } from "../../src/index.ts";
import { checkpoint } from "../workload.ts";
import { SCHEMA, SIDES } from "./input.ts";

export interface JoinJob {
  readonly directory: string;
  /** How late a row may be, and how far from its partner: both in seconds of event time. */
  readonly delay: number;
  readonly range: number;
}

export interface Joined {
  /** Those that had input. */
  readonly batches: readonly JoinBatch[];
  readonly peakRssMb: number;
}

export interface JoinBatch {
  readonly ms: number;
  /** Of both sides, after the batch. */
  readonly stateRows: number;
  readonly pairs: number;
  readonly rssMb: number;
}

const { directory, delay, range } = JSON.parse(process.argv[2]!) as JoinJob;
const work = await mkdtemp(join(tmpdir(), "millrace-bench-work-"));
try {
  const spark = await connect();
  const batches: JoinBatch[] = [];
  spark.streams.addListener({
    onQueryProgress: ({ progress: { numInputRows, durationMs, stateOperators, sink } }) => {
      if (numInputRows === 0) return;
      batches.push({
        ms: durationMs["triggerExecution"]!,
        stateRows: stateOperators[0]!.numRowsTotal,
        pairs: sink.numOutputRows,
        rssMb: process.memoryUsage.rss() / 1024 ** 2,
      });
    },
  });
  const [left, right] = SIDES.map((side): DataFrame =>
    spark.readStream
      .schema(SCHEMA)
      .option("maxFilesPerTrigger", 1)
      .json(join(directory, side))
      .withWatermark("timestamp", `${delay} seconds`)
      .alias(side),
  ) as [DataFrame, DataFrame];
  const near = `right.timestamp BETWEEN left.timestamp - INTERVAL ${range} SECONDS AND left.timestamp + INTERVAL ${range} SECONDS`;
  const query = await left
    .join(right, expr(`left.readingId = right.readingId AND ${near}`))
    .selectExpr("left.readingId", "left.signalStrength AS before", "right.signalStrength AS after")
    .writeStream.format("noop")
    .option("checkpointLocation", checkpoint(work))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  await spark.stop();
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ batches, peakRssMb } satisfies Joined));
} finally {
  await rm(work, { recursive: true });
}
