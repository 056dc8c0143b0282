import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { simulatedRuntime } from "../../../src/testing/index.ts";
import { RateMicroBatchSource } from "../../../src/connectors/rate/micro-batch-source.ts";
import { RateSource } from "../../../src/connectors/rate/source.ts";
import { conditionOf, scratch, session } from "../../scratch.ts";

test("rate-micro-batch gives so many rows a batch, from where it was", async () => {
  const source = new RateMicroBatchSource({ rowsPerBatch: "3", startTimestamp: "1000", advanceMillisPerBatch: "500" });
  const first = await source.latestOffset(undefined);
  expect(first).toBe('{"offset":3,"timestamp":1500}');
  expect(await source.latestOffset(first)).toBe('{"offset":6,"timestamp":2000}');
  await source.prepareForAvailableNow();
  const last = await source.latestOffset(first);
  expect(await source.latestOffset(last)).toBe(last);
});

test("rate counts the seconds since the first start, over restarts and a clock that is set back", async () => {
  const runtime = simulatedRuntime({ start: 1_000_000 });
  const directory = `${scratch()}/0`;
  const source = await RateSource.open(runtime, { rowsPerSecond: "10" }, directory);
  expect(await source.latestOffset(undefined)).toBe("0");
  await runtime.clock.advance(2500);
  expect(await source.latestOffset(undefined)).toBe("2");
  const again = await RateSource.open(runtime, { rowsPerSecond: "10" }, directory);
  expect(await again.latestOffset("2")).toBe("2");
  await runtime.clock.advance(1000);
  expect(await again.latestOffset("2")).toBe("3");
});

test.each(["", "v1", "v1\n", "v1\nsoon", "v9\n5"])(
  "a first start that was %j is refused, not taken for now",
  async (text) => {
    const runtime = simulatedRuntime({ start: 1_000_000 });
    const directory = scratch();
    writeFileSync(join(directory, "0"), text);
    expect(await conditionOf(() => RateSource.open(runtime, {}, directory))).toBe("CHECKPOINT_FILE_CORRUPT");
  },
);

test("options are checked", async () => {
  const spark = await session();
  const read = (options: Record<string, string>) => () =>
    spark.readStream.format("rate-micro-batch").options(options).load().schema();
  expect(await conditionOf(read({}))).toBe("MISSING_OPTION");
  expect(await conditionOf(read({ rowsPerBatch: "1", rowPerBatch: "2" }))).toBe("UNKNOWN_OPTION");
});

test("columns may be left out, and rows of no file have no file's columns", async () => {
  const spark = await session();
  const rate = spark.readStream.format("rate-micro-batch").option("rowsPerBatch", 2).load();
  const query = await rate
    .select("value")
    .writeStream.format("memory")
    .queryName("values")
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  expect((await spark.table("values").collect()).map((row) => row.at(0))).toEqual([0n, 1n]);
  expect(await conditionOf(() => rate.selectExpr("_metadata.file_name").schema())).toBe(
    "UNRESOLVED_COLUMN.WITH_SUGGESTION",
  );
});
