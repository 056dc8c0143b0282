/** Answers of real Spark 4.3.0 that Millrace once gave otherwise. */
import { expect, test } from "vitest";
import {
  col,
  concatWs,
  count,
  dateFormat,
  lit,
  lpad,
  regexpReplace,
  split,
  sum,
  type Session,
} from "../../src/index.ts";
import { conditionOf, session } from "../scratch.ts";

async function tables(): Promise<Session> {
  const spark = await session();
  spark.sql("CREATE TEMP VIEW o AS SELECT * FROM VALUES (1, 10, 5), (2, 10, 7), (3, 20, 1) AS t(oid, cid, amt)");
  spark.sql("CREATE TEMP VIEW u AS SELECT * FROM VALUES (1), (NULL) AS t(k)");
  return spark;
}
const answer = async (sql: string): Promise<unknown[][]> =>
  (await (await tables()).sql(sql).collect()).map((row) => row.fields.map((_: unknown, i: number) => row.at(i)));

test.each([
  ["SELECT oid AS k FROM o ORDER BY oid DESC", [[3], [2], [1]]],
  ["SELECT oid AS k FROM o ORDER BY o.oid DESC LIMIT 1", [[3]]],
  ["SELECT amt AS a FROM o QUALIFY row_number() OVER (PARTITION BY cid ORDER BY amt DESC) = 1 ORDER BY a", [[1], [7]]],
  ["SELECT 1 FROM o HAVING 1 = 1", [[1]]],
  [
    "SELECT oid, oid IN (SELECT k FROM u) FROM o ORDER BY oid",
    [
      [1, true],
      [2, false],
      [3, false],
    ],
  ],
  ["SELECT oid FROM o WHERE NOT (oid IN (SELECT k FROM u) AND true)", []],
  ["SELECT oid FROM o WHERE NOT (oid IN (SELECT k FROM u) AND cid = 10) ORDER BY oid", [[3]]],
  ["SELECT oid FROM o WHERE NOT (oid NOT IN (SELECT k FROM u) OR cid = 20)", [[1]]],
  ["SELECT count_if(DISTINCT cid = 10) FROM o", [[1n]]],
  ["SELECT -2147483648 % -1, ceil(DOUBLE('NaN')), sin(DOUBLE('Infinity'))", [[0, 0n, NaN]]],
  ["SELECT try_cast('1_000' AS DOUBLE), try_cast('1_000' AS DECIMAL(10, 2))", [[null, null]]],
  ["SELECT filter(array(1, 2), true), aggregate(array(1, 2), 0, 5)", [[[1, 2], 5]]],
  ["SELECT to_json(named_struct('b', X'01ff')), to_csv(named_struct('b', X'01ff'))", [['{"b":"Af8="}', "[01 FF]"]]],
  [
    "SELECT to_json(named_struct('i', INTERVAL '1' DAY, 'm', INTERVAL '3' MONTH))",
    [['{"i":"INTERVAL \'1\' DAY","m":"INTERVAL \'3\' MONTH"}']],
  ],
  ["SELECT oid NOT IN (SELECT k FROM u) FROM o", [[false], [false], [false]]],
  ["SELECT oid FROM o WHERE oid NOT IN (SELECT k FROM u)", []],
  ["SELECT oid FROM o WHERE (oid IN (SELECT k FROM u)) IS NULL", []],
  ["SELECT try_sum(x) FROM VALUES (CAST(6e37 AS DECIMAL(38, 0))), (CAST(6e37 AS DECIMAL(38, 0))) AS t(x)", [[null]]],
])("%s", async (sql, rows) => {
  expect(await answer(sql)).toEqual(rows);
});

test.each([
  ["SELECT oid AS k FROM o ORDER BY o.k", "UNRESOLVED_COLUMN.WITH_SUGGESTION"],
  [
    "SELECT sum(x) FROM VALUES (CAST(6e37 AS DECIMAL(38, 0))), (CAST(6e37 AS DECIMAL(38, 0))) AS t(x)",
    "ARITHMETIC_OVERFLOW",
  ],
  ["SELECT abs(-2147483648)", "ARITHMETIC_OVERFLOW"],
  ["SELECT constructor()", "UNRESOLVED_ROUTINE"],
  ["SELECT :constructor", "UNBOUND_SQL_PARAMETER"],
  [
    `SELECT 1 AS a0, ${Array.from({ length: 30 }, (_, i) => `a${i} + a${i} AS a${i + 1}`).join(", ")}`,
    "FAILED_TO_PARSE_TOO_COMPLEX",
  ],
])("%.60s is refused", async (sql, condition) => {
  expect(await conditionOf(() => answer(sql))).toBe(condition);
});

test("text is a constant where Spark's functions take one", async () => {
  const spark = await session();
  const frame = spark.sql("SELECT 'a b' AS s, date'2024-05-06' AS d, 'x' AS month");
  const row = await frame
    .select(
      split("s", " ").alias("split"),
      concatWs("-", "s", "month").alias("joined"),
      dateFormat("d", "yyyy").alias("year"),
      lpad("month", 3, "*").alias("padded"),
      regexpReplace("s", "b", "month").alias("replaced"),
    )
    .first();
  expect(row).toEqual({ split: ["a", "b"], joined: "a b-x", year: "2024", padded: "**x", replaced: "a month" });
});

test("a renamed column is still found by its own name below", async () => {
  const spark = await tables();
  expect(
    await spark
      .table("o")
      .select(col("oid").alias("k"))
      .orderBy("oid" as never)
      .first(),
  ).toEqual({ k: 1 });
  expect(await spark.table("o").select(col("oid").alias("k")).where("oid > 2").collect()).toEqual([{ k: 3 }]);
});

test("an aggregate of nothing is one row; its filter must be a column", async () => {
  const spark = await tables();
  expect(await spark.range(3).groupBy().agg(lit(1).alias("one")).count()).toBe(1);
  expect(
    await spark
      .range(3)
      .agg(sum("id").filter(col("id").gt(1)))
      .first(),
  ).toEqual({ "sum(id) FILTER (WHERE (id > 1))": 2n });
  expect(await conditionOf(() => count("id").filter("id > 1" as never))).toBe("INVALID_ARGUMENT");
  expect(await conditionOf(() => col("id").filter(col("id")))).toBe("INVALID_ARGUMENT");
});
