/** Readings per device and 5 seconds: few groups, each closed soon. */
import { window } from "../src/index.ts";
import { checkpoint, type Workload } from "./workload.ts";

export const windowed: Workload = {
  data: "sensors",
  start: (readings, work) =>
    readings
      .withWatermark("timestamp", "1 minute")
      .groupBy(window("timestamp", "5 seconds"), "deviceId")
      .count()
      .writeStream.format("noop")
      .outputMode("update")
      .option("checkpointLocation", checkpoint(work))
      .trigger({ availableNow: true })
      .start(),
  statement: (read) => `CREATE TEMP TABLE result AS
    SELECT time_bucket(INTERVAL 5 seconds, "timestamp") AS window_start, deviceId, count(*) AS readings
    FROM (${read}) GROUP BY ALL`,
};
