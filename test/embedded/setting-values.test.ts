import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";

/** Values as Spark 4.3.0 takes them, or the part of INVALID_CONF_VALUE it gives. */
test.each([
  ["spark.sql.ansi.enabled", " TRUE ", undefined],
  ["spark.sql.ansi.enabled", "maybe", "TYPE_MISMATCH"],
  ["spark.sql.ansi.enabled", "", "TYPE_MISMATCH"],
  ["spark.sql.session.timeZone", "Mars", "TIME_ZONE"],
  ["spark.sql.session.timeZone", "0", "TIME_ZONE"],
  ["spark.sql.streaming.minBatchesToRetain", "0", "REQUIREMENT"],
  ["spark.sql.streaming.minBatchesToRetain", "1.5", "TYPE_MISMATCH"],
  ["spark.sql.streaming.numRecentProgressUpdates", "99999999999", "TYPE_MISMATCH"],
  ["spark.sql.streaming.stopTimeout", "10s", undefined],
  ["spark.sql.streaming.stopTimeout", "-1", undefined],
  ["spark.sql.streaming.pollingDelay", "soon", "TYPE_MISMATCH"],
  ["spark.sql.streaming.multipleWatermarkPolicy", "MAX", undefined],
  ["spark.sql.streaming.multipleWatermarkPolicy", "avg", "REQUIREMENT"],
  ["spark.sql.mapKeyDedupPolicy", "last_win", undefined],
  ["spark.sql.mapKeyDedupPolicy", "FIRST_WIN", "OUT_OF_RANGE_OF_OPTIONS"],
  ["spark.sql.shuffle.partitions", "many", "TYPE_MISMATCH"],
  ["spark.sql.shuffle.partitions", "0", "REQUIREMENT"],
  ["millrace.memoryLimit", "lots", "REQUIREMENT"],
])("%s = '%s': %s", async (key, value, part) => {
  const spark = await session();
  if (part !== undefined) {
    expect(await conditionOf(() => spark.conf.set(key, value))).toBe(`INVALID_CONF_VALUE.${part}`);
    return;
  }
  await spark.conf.set(key, value);
  expect(await spark.conf.get(key)).toBe(value);
});
