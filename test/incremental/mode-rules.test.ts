import { expect, test } from "vitest";
import { sessionWindow } from "../../src/index.ts";
import { conditionOf, scratch, session } from "../scratch.ts";

test("a session's gap that is no interval is refused of a stream; of a table, as in Spark, no row has a session", async () => {
  const spark = await session();
  const path = scratch();
  const bySession = (gap: string) => sessionWindow("t", gap);
  const stream = spark.readStream.schema("t TIMESTAMP, k INT").json(path).withWatermark("t", "1 minute");
  const counts = (gap: string) => stream.groupBy(bySession(gap), "k").count().writeStream.format("noop");
  expect(await conditionOf(() => counts("5 secnds").start())).toBe("CANNOT_PARSE_INTERVAL");
  await (await counts("5 seconds").start()).stop();
  const table = spark.sql("SELECT TIMESTAMP '2024-01-01 00:00:00' AS t");
  expect(await table.groupBy(bySession("5 secnds")).count().collect()).toEqual([]);
});
