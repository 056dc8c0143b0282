/** Count, least, greatest and mean signal per device: many groups, none ever closed. */
import { avg, count, max, min } from "../src/index.ts";
import { checkpoint, type Workload } from "./workload.ts";

export const keys: Workload = {
  data: "keys",
  start: (readings, work) =>
    readings
      .groupBy("deviceId")
      .agg(count(), min("signalStrength"), max("signalStrength"), avg("signalStrength"))
      .writeStream.format("noop")
      .outputMode("update")
      .option("checkpointLocation", checkpoint(work))
      .trigger({ availableNow: true })
      .start(),
  statement: (read) => `CREATE TEMP TABLE result AS
    SELECT deviceId, count(*) AS readings, min(signalStrength) AS least, max(signalStrength) AS greatest, avg(signalStrength) AS mean
    FROM (${read}) GROUP BY ALL`,
};
