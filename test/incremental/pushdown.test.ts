/** Conditions that are true of NULLs must not make an outer join an inner one. */
import { expect, test } from "vitest";
import { expr } from "../../src/index.ts";
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
