/** JSON to Parquet, with the file's name and the time of processing. */
import { currentTimestamp, inputFileName } from "../src/index.ts";
import { checkpoint, output, type Workload } from "./workload.ts";

export const etl: Workload = {
  data: "sensors",
  start: (readings, work) =>
    readings
      .withColumn("INPUT_FILE_NAME", inputFileName())
      .withColumn("PROCESSED_TIME", currentTimestamp())
      .withWatermark("PROCESSED_TIME", "1 minute")
      .writeStream.format("parquet")
      .option("checkpointLocation", checkpoint(work))
      .trigger({ availableNow: true })
      .start(output(work)),
  statement: (read, work) => `COPY (
      SELECT CAST("timestamp" AS TIMESTAMPTZ) AS "timestamp", deviceId, deviceType, signalStrength,
        file AS INPUT_FILE_NAME, TIMESTAMPTZ '2016-08-03 01:30:00+00' AS PROCESSED_TIME
      FROM (${read})
    ) TO '${output(work)}' (FORMAT parquet, COMPRESSION snappy)`,
};
