/** The job under test, as plans that both a stream and a batch can run. */
import { ddlOf, type Question } from "../readers/question.ts";
import type { DataFrame, DataFrameReader } from "../../src/index.ts";
import { currentTimestamp, inputFileName, window } from "../../src/index.ts";

const SENSOR_SCHEMA = "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";
export const DEVICE_COLUMNS: Readonly<Record<string, string>> = {
  timestamp: "TIMESTAMP",
  deviceId: "BIGINT",
  deviceType: "STRING",
  signalStrength: "DOUBLE",
  INPUT_FILE_NAME: "STRING",
  PROCESSED_TIME: "TIMESTAMP",
};
export const WATERMARK_DELAY_SECONDS = 15;

export function devices(reader: DataFrameReader, input: string): DataFrame {
  return reader
    .schema(SENSOR_SCHEMA)
    .json(input)
    .withColumn("INPUT_FILE_NAME", inputFileName())
    .withColumn("PROCESSED_TIME", currentTimestamp())
    .withWatermark("PROCESSED_TIME", "1 minute");
}

/** Of the devices' output. */
export function counts(reader: DataFrameReader, output: Question): DataFrame {
  return reader
    .schema(ddlOf(output))
    .format(output.format)
    .load(output.path)
    .withWatermark("timestamp", `${WATERMARK_DELAY_SECONDS} seconds`)
    .groupBy(window("timestamp", "20 seconds"), "deviceId")
    .count()
    .selectExpr("window.start AS start", "window.end AS end", "deviceId", "count");
}
