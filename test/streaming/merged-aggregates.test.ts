/** Aggregates whose partial results are merged from batch to batch give what one batch of all rows gives. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expr } from "../../src/index.ts";
import { scratch, session, writeLines } from "../scratch.ts";

const CALLS = [
  "listagg(s, ',') WITHIN GROUP (ORDER BY v DESC, s)",
  "mode() WITHIN GROUP (ORDER BY v DESC)",
  "percentile_cont(0.3) WITHIN GROUP (ORDER BY v)",
  "percentile_disc(0.6) WITHIN GROUP (ORDER BY v DESC)",
  "percentile(v, 0.4, w)",
  "median(v)",
  "regr_count(v, w)",
  "round(regr_slope(v, w), 9)",
  "round(regr_intercept(v, w), 9)",
  "round(regr_r2(v, w), 9)",
  "regr_avgx(v, w)",
  "max_by(s, v)",
  "max_by(s, v, 2)",
  "min_by(s, struct(v, w), 2)",
  "histogram_numeric(v, 2)",
  "avg(make_dt_interval(0, v))",
];

test("as in one batch", async () => {
  const root = scratch();
  const rows = [
    { g: 1, v: 1, w: 3, s: "a" },
    { g: 1, v: 4, w: 1, s: "b" },
    { g: 2, v: 2, w: 2, s: "c" },
    { g: 1, v: 7, w: 2, s: null },
    { g: 1, v: null, w: 5, s: "d" },
    { g: 2, v: 9, w: 1, s: "e" },
    { g: 1, v: 5, w: 1, s: "f" },
  ];
  for (const [i, row] of rows.entries()) writeLines(join(root, "in", `${i}.json`), row);
  const spark = await session();
  const schema = "g INT, v INT, w INT, s STRING";
  const stream = spark.readStream.schema(schema).option("maxFilesPerTrigger", 1).json(join(root, "in"));
  await stream.createOrReplaceTempView("growing");
  await spark.read.schema(schema).json(join(root, "in")).createOrReplaceTempView("whole");
  const query = (table: string): string =>
    `SELECT g, ${CALLS.map((call, i) => `${call} AS a${i}`).join(", ")} FROM ${table} GROUP BY g`;
  const running = await spark
    .sql(query("growing"))
    .writeStream.format("memory")
    .queryName("merged")
    .outputMode("complete")
    .trigger({ availableNow: true })
    .start();
  await running.awaitTermination();
  const merged = await spark.table("merged").orderBy("g").toJSON();
  expect(merged).toEqual(await spark.sql(query("whole")).orderBy("g").toJSON());
  expect(merged).toHaveLength(2);
});

/** Per row of the input a batch; NULL once there was no room, whatever comes after. */
test.each([["try_sum(v)"], ["try_avg(INTERVAL '0.000001' SECOND * v)"]])(
  "%s that has lost its room does not begin anew with the next batch",
  async (call) => {
    const root = scratch();
    const [large, small] = ["5000000000000000000", "1"];
    mkdirSync(join(root, "in"));
    for (const [i, v] of [large, large, small].entries()) writeFileSync(join(root, "in", `${i}.json`), `{"v":${v}}\n`);
    const spark = await session();
    const schema = "v BIGINT";
    const running = await spark.readStream
      .schema(schema)
      .option("maxFilesPerTrigger", 1)
      .json(join(root, "in"))
      .selectExpr("v")
      .groupBy()
      .agg(expr(call).as("x"))
      .writeStream.format("memory")
      .queryName("lossy")
      .outputMode("complete")
      .trigger({ availableNow: true })
      .start();
    await running.awaitTermination();
    const whole = await spark.read.schema(schema).json(join(root, "in")).agg(expr(call).as("x")).toJSON();
    expect(whole).toEqual(["{}"]);
    expect(await spark.table("lossy").toJSON()).toEqual(whole);
  },
);
