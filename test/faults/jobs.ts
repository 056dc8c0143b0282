/** The queries that are disturbed, as plans that both a stream and a batch can run; both write Parquet by event time. */
import type { DataFrame, DataFrameReader } from "../../src/index.ts";
import { currentTimestamp, window } from "../../src/index.ts";
import type { Places } from "./places.ts";

export const jobNames = ["etl", "windows"] as const;
export type JobName = (typeof jobNames)[number];

interface Job {
  readonly frame: (reader: DataFrameReader, places: Places) => DataFrame;
  /** Columns of directories: a batch has several files then, of which a kill leaves some in place and some aside. */
  readonly partitionBy: readonly string[];
  /** What of the result of the batch query a stream may have written: all, or what the watermark has closed. */
  readonly closed: (row: Readonly<Record<string, unknown>>, newestMs: number) => boolean;
}

const SCHEMA = "time TIMESTAMP, id BIGINT, kind STRING, text STRING";
const DELAY_SECONDS = 15;

export const jobs: Readonly<Record<JobName, Job>> = {
  /** A copy, by directories, with the time of reading as an event time. */
  etl: {
    frame: (reader, { left }) =>
      reader.schema(SCHEMA).json(left).withColumn("read", currentTimestamp()).withWatermark("read", "1 second"),
    partitionBy: ["kind"],
    closed: () => true,
  },
  /** Counts over two inputs, each with a watermark of its own. */
  windows: {
    frame: (reader, { left, right }) =>
      reader
        .schema(SCHEMA)
        .json(left)
        .withWatermark("time", `${DELAY_SECONDS} seconds`)
        .union(reader.schema(SCHEMA).json(right).withWatermark("time", `${DELAY_SECONDS} seconds`))
        .groupBy(window("time", "20 seconds"), "kind")
        .count()
        .selectExpr("window.start AS start", "window.end AS end", "kind", "count"),
    partitionBy: [],
    closed: (row, newestMs) => (row["end"] as Date).getTime() <= newestMs - DELAY_SECONDS * 1000,
  },
};
