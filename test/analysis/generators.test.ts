/** Where generators may stand, and what comes out. Rows and conditions as Spark 4.3.0 gives them for these statements. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { col, connect, explode, type Session } from "../../src/index.ts";

let spark: Session;
beforeAll(async () => {
  spark = await connect();
  await spark.sql("CREATE TEMP VIEW t AS SELECT * FROM VALUES (1, array(1, 2)), (2, array(3)) AS t(a, xs)").collect();
});
afterAll(() => spark.stop());

test("withColumn gives a row for each element", async () => {
  const rows = await spark
    .table("t")
    .withColumn("x", explode(col("xs")))
    .select("a", "x")
    .orderBy("x")
    .collect();
  expect(rows.map((row) => [row.at(0), row.at(1)])).toEqual([
    [1, 1],
    [1, 2],
    [2, 3],
  ]);
});

test("beside aggregates a generator spreads each group's result", async () => {
  const rows = await spark
    .sql("SELECT explode(collect_list(a)) AS z, count(*) AS n FROM t")
    .as<"z INT, n BIGINT">()
    .collect();
  expect(rows.map((row) => [row.z, row.n]).toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
    [1, 2n],
    [2, 2n],
  ]);
});

test("several generators in one list multiply", async () => {
  expect(await spark.sql("SELECT explode(xs), explode(xs) FROM t").count()).toBe(5);
});

describe("elsewhere they are refused", () => {
  test.each([
    ["SELECT 1 + explode(xs) FROM t", "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS"],
    ["SELECT max(explode(xs)) FROM t", "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS"],
    ["SELECT a, row_number() OVER (ORDER BY explode(xs)) FROM t", "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS"],
    ["SELECT a FROM t WHERE explode(xs) > 1", "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT"],
    ["SELECT a FROM t ORDER BY explode(xs)", "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT"],
    ["SELECT posexplode(xs) AS p FROM t", "UDTF_ALIAS_NUMBER_MISMATCH"],
    ["SELECT explode(xs) AS (a, b) FROM t", "UDTF_ALIAS_NUMBER_MISMATCH"],
  ])("%s", async (statement, condition) => {
    await expect(spark.sql(statement).collect()).rejects.toMatchObject({ condition });
  });
});
