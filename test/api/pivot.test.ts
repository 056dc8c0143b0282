/** Rows as columns and columns as rows, by the methods of frames; on streams too. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { max, sum } from "../../src/index.ts";
import { errorOf, scratch, session, writeLines } from "../scratch.ts";

const EARNINGS = "VALUES (2012, 'Java', 3), (2012, 'R', 1), (2013, 'R', 2) AS t(year, course, n)";

test("a column for each value, and for each aggregate where there are several", async () => {
  const spark = await session();
  const frame = spark.sql(`SELECT * FROM ${EARNINGS}`);
  const one = frame.groupBy("year").pivot("course", ["Java", "R"]).sum("n").orderBy("year");
  expect(await one.toJSON()).toEqual(['{"year":2012,"Java":3,"R":1}', '{"year":2013,"R":2}']);
  const two = frame.groupBy().pivot("year", [2012]).agg(sum("n"), max("course").alias("last"));
  expect(await two.toJSON()).toEqual(['{"2012_sum(n)":4,"2012_last":"R"}']);
});

test("pivot once, with values, over plain groups", async () => {
  const frame = (await session()).sql(`SELECT * FROM ${EARNINGS}`);
  expect((await errorOf(() => frame.groupBy("year").pivot("course", []))).condition).toBe("INVALID_ARGUMENT");
  const twice = (): unknown => frame.groupBy("year").pivot("course", ["R"]).pivot("n", [1]);
  expect((await errorOf(twice)).condition).toBe("REPEATED_CLAUSE");
  expect((await errorOf(() => frame.rollup("year").pivot("course", ["R"]))).condition).toBe("REPEATED_CLAUSE");
});

test("every value column becomes a row, NULL too", async () => {
  const spark = await session();
  const frame = spark.sql("SELECT * FROM VALUES ('x', 1, NULL) AS t(id, a, b)");
  const rows = ['{"id":"x","k":"a","v":1}', '{"id":"x","k":"b"}'];
  expect(await frame.unpivot(["id"], ["a", "b"], "k", "v").orderBy("k").toJSON()).toEqual(rows);
  expect(await frame.melt(["id"], null, "k", "v").orderBy("k").toJSON()).toEqual(rows);
});

test("a stream's columns become rows", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { id: 1, a: 2, b: 3 });
  const spark = await session();
  const query = await spark.readStream
    .schema("id INT, a INT, b INT")
    .json(join(root, "in"))
    .unpivot(["id"], ["a", "b"], "k", "v")
    .writeStream.format("memory")
    .queryName("turned")
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  expect(await spark.table("turned").orderBy("k").toJSON()).toEqual([
    '{"id":1,"k":"a","v":2}',
    '{"id":1,"k":"b","v":3}',
  ]);
});
