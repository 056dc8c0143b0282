import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import {
  connect,
  count,
  countDistinct,
  expr,
  max,
  sum,
  window,
  type DataFrame,
  type Session,
} from "../../src/index.ts";
import { conditionOf, errorOf, scratch, session, writeLines } from "../scratch.ts";

const SCHEMA = "k INT, t TIMESTAMP, v INT";
const plain = { "spark.sql.jsonGenerator.ignoreNullFields": "false" };
const conf = { ...plain, "millrace.streaming.beyondSpark": "true" };
const BASE = Date.UTC(2024, 0, 1);

type Query = (input: DataFrame, spark: Session) => DataFrame;
type Mode = "append" | "update" | "complete";

const files = fc.array(
  fc.array(
    fc.record({
      k: fc.option(fc.integer({ min: 0, max: 3 })),
      t: fc.nat(40).map((seconds) => new Date(BASE + seconds * 1000).toISOString()),
      v: fc.option(fc.nat(4)),
    }),
    { maxLength: 6 },
  ),
  { minLength: 1, maxLength: 4 },
);

/** What the stream has said by the end, whatever the files and restarts: of an update the last word on each of its first `keys` columns. */
async function said(
  query: Query,
  mode: Mode,
  rounds: readonly object[][],
  restarts: readonly number[],
  keys = 1,
): Promise<string[]> {
  const root = scratch();
  writeLines(join(root, "in", ".begin"), "");
  let rows = new Map<string, string>();
  const start = async (): Promise<{ spark: Session; all: () => Promise<void> }> => {
    const spark = await connect({ conf });
    onTestFinished(() => spark.stop().catch(() => undefined));
    const input = spark.readStream.schema(SCHEMA).option("minFileAge", "0ms").json(join(root, "in"));
    const running = await query(input, spark)
      .writeStream.outputMode(mode)
      .foreachBatch(async (given, id) => {
        if (mode === "complete") rows = new Map();
        for (const [i, line] of (await given.toJSON()).entries()) {
          const values = Object.values(JSON.parse(line) as object);
          rows.set(mode === "update" ? JSON.stringify(values.slice(0, keys)) : `${id} ${i}`, line);
        }
      })
      .option("checkpointLocation", join(root, "checkpoint"))
      .start();
    return { spark, all: () => running.processAllAvailable() };
  };
  let life = await start();
  for (const [i, lines] of rounds.entries()) {
    if (restarts.includes(i)) {
      await life.spark.stop();
      life = await start();
    }
    if (lines.length > 0) writeLines(join(root, "in", `${i}.json`), ...lines);
    await life.all();
  }
  await life.spark.stop();
  return [...rows.values()].toSorted();
}

async function batch(query: Query, rounds: readonly object[][]): Promise<string[]> {
  const root = scratch();
  writeLines(join(root, "a.json"), ...rounds.flat());
  const spark = await connect({ conf: plain });
  const rows = await query(spark.read.schema(SCHEMA).json(root), spark).toJSON();
  await spark.stop();
  return rows.toSorted();
}

const PER_WINDOW: Query = (input) =>
  input
    .groupBy(window("t", "10 seconds").alias("w"), "k")
    .agg(count().alias("n"))
    .groupBy("w")
    .agg(max("n").alias("most"), count().alias("keys"));
const HISTOGRAM: Query = (input) => input.groupBy("k").agg(count().alias("n")).groupBy("n").agg(count().alias("keys"));
const DISTINCT: Query = (input) =>
  input
    .groupBy("k")
    .agg(countDistinct("v").alias("values"), countDistinct("v", "t").alias("pairs"), sum("v").alias("total"));
const known = (spark: Session): DataFrame =>
  spark.createDataFrame(
    [
      [0, 1],
      [1, 2],
      [null, null],
    ],
    "k INT, v INT",
  );
const EXCEPT: Query = (input, spark) => input.select("k", "v").except(known(spark));
const INTERSECT: Query = (input, spark) => input.select("k", "v").intersect(known(spark));
const STATIC_FIRST: Query = (input, spark) => known(spark).intersect(input.select("k", "v"));

test.each<[string, Query, Mode]>([
  ["aggregations over aggregations, whole", PER_WINDOW, "complete"],
  ["aggregations over aggregations, what has changed", PER_WINDOW, "update"],
  ["how often counts occur", HISTOGRAM, "complete"],
  ["distinct counts, whole", DISTINCT, "complete"],
  ["distinct counts, what has changed", DISTINCT, "update"],
  ["EXCEPT with a static side", EXCEPT, "append"],
  ["INTERSECT with a static side", INTERSECT, "append"],
  ["INTERSECT of a static side", STATIC_FIRST, "append"],
])("%s: as the batch query has it", { timeout: 300_000 }, async (_, query, mode) => {
  await fc.assert(
    fc.asyncProperty(files, fc.subarray([1, 2, 3]), async (rounds, restarts) => {
      expect(await said(query, mode, rounds, restarts)).toEqual(await batch(query, rounds));
    }),
    { numRuns: 4 },
  );
});

test("without the setting each is refused, and told of it", async () => {
  const spark = await session();
  const input = (await spark.memoryStream(SCHEMA)).toDF();
  for (const [query, mode] of [
    [PER_WINDOW, "complete"],
    [DISTINCT, "update"],
    [INTERSECT, "append"],
  ] as const) {
    const error = await errorOf(() => query(input, spark).writeStream.outputMode(mode).format("noop").start());
    expect(error.condition).toBe("STREAMING_OPERATION_UNSUPPORTED");
    expect(error.message).toContain("millrace.streaming.beyondSpark");
  }
});

test("a group whose key is a result may vanish: in update mode it is refused", async () => {
  const spark = await session({ conf });
  const input = (await spark.memoryStream(SCHEMA)).toDF();
  const start = (query: DataFrame): Promise<unknown> => query.writeStream.outputMode("update").format("noop").start();
  expect(await conditionOf(() => start(HISTOGRAM(input, spark)))).toBe("STREAMING_OPERATION_UNSUPPORTED");
  const bySpan = input.groupBy("k").agg(count().alias("n")).groupBy(expr("k % 2 AS odd")).agg(sum("n"));
  await start(bySpan);
  const few = input.groupBy("k", "v").agg(count().alias("n")).where("n < 2").groupBy("k").count();
  expect(await conditionOf(() => start(few))).toBe("STREAMING_OPERATION_UNSUPPORTED");
});

test("what Spark does anyway it goes on doing as Spark does", async () => {
  const counts: Query = (input, spark) =>
    input
      .groupBy("k")
      .agg(count().alias("n"))
      .except(spark.createDataFrame([[0, 1n]], "k INT, n BIGINT"));
  const rounds = [[{ k: 0 }], [{ k: 0 }, { k: 1 }], [{ k: 0 }]];
  expect(await said(counts, "complete", rounds, [])).toEqual(await batch(counts, rounds));
});

test("a NaN is one value, however often it comes", async () => {
  const values: Query = (input) =>
    input
      .selectExpr("k", "CAST(if(v = 0, 'NaN', CAST(v AS STRING)) AS DOUBLE) AS d")
      .groupBy("k")
      .agg(countDistinct("d").alias("n"));
  const rounds = [[{ k: 0, v: 0 }], [{ k: 0, v: 0 }], [{ k: 0, v: 1 }]];
  expect(await said(values, "complete", rounds, [1])).toEqual(await batch(values, rounds));
});
