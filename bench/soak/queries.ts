/** The five queries of the soak, each with what it has given in the end and what it must have given: in rows of the input. */
import {
  avg,
  count,
  currentTimestamp,
  inputFileName,
  max,
  window,
  type DataFrame,
  type Session,
  type StreamingQuery,
} from "../../src/index.ts";
import type { Written } from "./generator.ts";

export interface SoakQuery {
  readonly name: string;
  /** Starts the query; `place` is a directory of its own for output and checkpoint. */
  readonly start: (readings: DataFrame, place: string) => Promise<StreamingQuery>;
  readonly rowsOut: (spark: Session, place: string) => Promise<number>;
  readonly expected: (written: Written) => number;
}

const DELAY = "10 seconds";
const everyRow = ({ rows }: Written): number => rows;

export const soakQueries = (): readonly SoakQuery[] => [etl, windows, devices(), distinct, totals];

/** JSON to Parquet. */
const etl: SoakQuery = {
  name: "etl",
  start: (readings, place) =>
    toParquet(
      readings.withColumn("INPUT_FILE_NAME", inputFileName()).withColumn("PROCESSED_TIME", currentTimestamp()),
      place,
    ),
  rowsOut: (spark, place) => spark.read.parquet(output(place)).count(),
  expected: everyRow,
};

/** Readings per device and 10 seconds, once a window is closed: state comes and goes. */
const windows: SoakQuery = {
  name: "windows",
  start: (readings, place) =>
    toParquet(
      readings.withWatermark("timestamp", DELAY).groupBy(window("timestamp", "10 seconds"), "deviceId").count(),
      place,
    ),
  rowsOut: (spark, place) => sumOf(spark.read.parquet(output(place)), "count"),
  // The window of the closing reading is the one that nothing closes.
  expected: ({ rows }) => rows - 1,
};

/** Readings per device, every change handed to a function: as many groups at the end as at the beginning. */
function devices(): SoakQuery {
  const counts = new Map<unknown, number>();
  return {
    name: "devices",
    start: (readings, place) =>
      readings
        .groupBy("deviceId")
        .agg(count().alias("readings"), max("timestamp"), avg("signalStrength"))
        .writeStream.outputMode("update")
        .foreachBatch(async (changed) => {
          for (const row of await changed.collect()) counts.set(row["deviceId"], Number(row["readings"]));
        })
        .option("checkpointLocation", checkpoint(place))
        .start(),
    rowsOut: async () => [...counts.values()].reduce((sum, n) => sum + n, 0),
    expected: everyRow,
  };
}

/** Each reading once: keys come by the thousand and leave with the watermark. */
const distinct: SoakQuery = {
  name: "distinct",
  start: (readings, place) =>
    toParquet(readings.withWatermark("timestamp", DELAY).dropDuplicatesWithinWatermark(["readingId"]), place),
  rowsOut: (spark, place) => spark.read.parquet(output(place)).count(),
  expected: (written) => written.distinct,
};

/** The whole result in memory, anew with every batch. */
const totals: SoakQuery = {
  name: "totals",
  start: (readings, place) =>
    readings
      .groupBy("deviceType", "deviceId")
      .agg(count().alias("readings"), max("signalStrength"))
      .writeStream.outputMode("complete")
      .format("memory")
      .queryName("totals")
      .option("checkpointLocation", checkpoint(place))
      .start(),
  rowsOut: (spark) => sumOf(spark.table("totals"), "readings"),
  expected: everyRow,
};

const output = (place: string): string => `${place}/out`;
const checkpoint = (place: string): string => `${place}/checkpoint`;

function toParquet(frame: DataFrame, place: string): Promise<StreamingQuery> {
  return frame.writeStream.format("parquet").option("checkpointLocation", checkpoint(place)).start(output(place));
}

async function sumOf(frame: DataFrame, column: string): Promise<number> {
  const [row] = await frame.selectExpr(`sum(\`${column}\`) AS total`).collect();
  return Number(row!["total"] ?? 0);
}
