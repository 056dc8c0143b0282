/** The job under test, as plans that both a stream and a batch can run. */
import type { DataFrame, DataFrameReader } from "../../src/index.ts";
import { currentTimestamp, inputFileName, window } from "../../src/index.ts";

const SENSOR_SCHEMA = "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";
const DEVICE_SCHEMA = `${SENSOR_SCHEMA}, INPUT_FILE_NAME STRING, PROCESSED_TIME TIMESTAMP`;
export const WATERMARK_DELAY_SECONDS = 15;

export function devices(reader: DataFrameReader, input: string): DataFrame {
  return reader
    .schema(SENSOR_SCHEMA)
    .json(input)
    .withColumn("INPUT_FILE_NAME", inputFileName())
    .withColumn("PROCESSED_TIME", currentTimestamp())
    .withWatermark("PROCESSED_TIME", "1 minute");
}

export function counts(reader: DataFrameReader, output: string): DataFrame {
  return reader
    .schema(DEVICE_SCHEMA)
    .parquet(output)
    .withWatermark("timestamp", `${WATERMARK_DELAY_SECONDS} seconds`)
    .groupBy(window("timestamp", "20 seconds"), "deviceId")
    .count()
    .selectExpr("window.start AS start", "window.end AS end", "deviceId", "count");
}
