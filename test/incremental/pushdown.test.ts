/** Conditions that work further down than they are written: where that shows, and where it must not. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { expr, type DataFrame, type QueryProgress } from "../../src/index.ts";
import { scratch, session, writeLines } from "../scratch.ts";
import { at, bothWays } from "../streaming/operators/against-batch.ts";

const FIRST = { k: 1, t: at(0), v: null };
const END = { k: 99, t: at(100_000), v: 0 };

test("a condition on whether a column is NULL keeps the rows without a match", async () => {
  const { streamed, batch } = await bothWays(
    "k INT, t TIMESTAMP, v INT",
    { a: [[FIRST], [END], [END]], b: [[], [END], [END]] },
    (input) =>
      input("a")
        .withWatermark("t", "0 seconds")
        .alias("a")
        .join(
          input("b").withWatermark("t", "0 seconds").alias("b"),
          expr("a.k = b.k AND b.t BETWEEN a.t AND a.t + INTERVAL 5 SECONDS"),
          "left",
        )
        .where("(b.v IS NOT NULL) = false")
        .selectExpr("a.k AS k"),
  );
  expect(batch).toEqual(['{"k":1}']);
  expect(streamed).toEqual(batch);
});

test("and an inner join whose condition compares what is NULL", async () => {
  const { streamed, batch } = await bothWays(
    "k INT, v INT",
    { a: [[{ k: 1, v: null }]], b: [[{ k: 1, v: null }]] },
    (input) =>
      input("a")
        .alias("a")
        .join(input("b").alias("b"), expr("a.k = b.k AND (a.v IS NOT NULL) = (b.v IS NOT NULL)"))
        .selectExpr("a.k AS k"),
  );
  expect(batch).toEqual(['{"k":1}']);
  expect(streamed).toEqual(batch);
});

/** What every batch of a stream of one-row files says: its watermark, since noon, and how many rows are stored. */
async function batchesOf(query: (input: DataFrame) => DataFrame): Promise<string[]> {
  const root = scratch();
  const rows = [
    { t: at(1), k: "a" },
    { t: at(30), k: "b" },
    { t: at(50), k: "a" },
  ];
  for (const [i, row] of rows.entries()) writeLines(join(root, `${i}.json`), row);
  const spark = await session();
  const input = spark.readStream.schema("t TIMESTAMP, k STRING").option("maxFilesPerTrigger", 1).json(root);
  const running = await query(input.withWatermark("t", "0 seconds"))
    .writeStream.format("noop")
    .trigger({ availableNow: true })
    .start();
  await running.awaitTermination();
  return (await running.recentProgress()).map(
    (p: QueryProgress) => `${p.eventTime!["watermark"]!.slice(17, 19)} ${p.stateOperators[0]!.numRowsTotal}`,
  );
}

const counted = (input: DataFrame): DataFrame => input.groupBy(expr("window(t, '10 seconds') AS w"), "k").count();

/** The row of key b is never stored, and moves no watermark. */
const WITHOUT_B = ["00 1", "01 1", "01 2", "50 1"];
/** It is not stored, but its time counts. */
const UNSTORED = ["00 1", "01 1", "30 1", "50 1"];

test.each<[string, (input: DataFrame) => DataFrame]>([
  ["a key of groups", (input) => counted(input).where("k = 'a' AND count > 0")],
  ["a column made below", (input) => counted(input.withColumn("k", expr("upper(k)")).where("k = 'A'"))],
  [
    "a column beside a generator",
    (input) => counted(input.selectExpr("t", "k", "explode(array(1)) AS e").where("k = 'a'")),
  ],
  ["a union", (input) => counted(input.where("k = 'none'").union(input).where("k = 'a'"))],
])("a condition on %s works below the watermark", async (_, query) => {
  expect(await batchesOf(query)).toEqual(WITHOUT_B);
});

test.each<[string, (input: DataFrame) => DataFrame]>([
  ["on what is counted", (input) => counted(input).where("count > 0 OR k = 'a'")],
  ["that hangs on chance", (input) => counted(input.where("k = 'a' OR rand() >= 0"))],
])("a condition %s stays above it", async (_, query) => {
  expect(await batchesOf(query)).toEqual(["00 1", "01 2", "30 2", "50 1"]);
});

test.each<[string, (input: DataFrame) => DataFrame]>([
  [
    "beside a generator of chance",
    (input) => counted(input.selectExpr("t", "k", "explode(array(rand(1))) AS e").where("k = 'a'")),
  ],
  ["above one of chance", (input) => counted(input.where("rand(1) >= 0").where("k = 'a'"))],
  [
    "with a query inside",
    (input) => counted(input.where("EXISTS (SELECT 1 FROM range(2) AS s WHERE s.id = int(k = 'b') + 1)")),
  ],
])("a condition %s stays above the watermark, and below the groups", async (_, query) => {
  expect(await batchesOf(query)).toEqual(UNSTORED);
});

test("a query inside a condition finds the columns it looks at, of either side of a join", async () => {
  const { streamed, batch } = await bothWays(
    "k INT, v INT",
    {
      a: [
        [
          { k: 1, v: 1 },
          { k: 2, v: 2 },
        ],
      ],
      b: [
        [
          { k: 1, v: 5 },
          { k: 2, v: 6 },
        ],
      ],
    },
    (input) =>
      input("a")
        .alias("a")
        .join(input("b").alias("b"), expr("a.k = b.k"))
        .where("a.v IN (SELECT s.id FROM range(9) AS s WHERE s.id = b.v - 4)")
        .selectExpr("a.k AS k"),
  );
  expect(batch).toEqual(['{"k":1}', '{"k":2}']);
  expect(streamed).toEqual(batch);
});

test("a condition on a session is asked of the whole session", async () => {
  const first = { k: 1, t: at(1), v: 1 };
  const second = { k: 1, t: at(4), v: 1 };
  const { streamed, batch } = await bothWays(
    "k INT, t TIMESTAMP, v INT",
    { a: [[first, second], [END], [END]] },
    (input) =>
      input("a")
        .withWatermark("t", "0 seconds")
        .groupBy(expr("session_window(t, '5 seconds') AS s"), "k")
        .count()
        .where(`s.end BETWEEN TIMESTAMP'${at(7)}' AND TIMESTAMP'${at(60)}'`)
        .selectExpr("k", "count"),
  );
  expect(batch).toEqual(['{"k":1,"count":2}']);
  expect(streamed).toEqual(batch);
});
