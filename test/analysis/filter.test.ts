import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { col, expr, type DataFrame, type Session } from "../../src/index.ts";
import { conditionOf, scratch, session } from "../scratch.ts";

async function withView(): Promise<Session> {
  const spark = await session();
  spark.sql("CREATE TEMP VIEW v AS SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(id, n)");
  return spark;
}
const rows = (spark: Session): DataFrame => spark.sql("SELECT * FROM VALUES (1, 10), (3, 30) AS t(id, x)");

test("a frame's condition may name what a select has left out", async () => {
  const spark = await withView();
  expect(await rows(spark).drop("x").filter(col("x").gt(15)).collect()).toEqual([{ id: 3 }]);
  expect(await rows(spark).select("id").where("x > 15").columns()).toEqual(["id"]);
});

test("a condition in SQL may not", async () => {
  const spark = await withView();
  const sql = "SELECT * FROM (SELECT id FROM v) WHERE n = 'a'";
  expect(await conditionOf(() => spark.sql(sql).collect())).toBe("UNRESOLVED_COLUMN.WITH_SUGGESTION");
});

test("queries stand in the text of a condition or a column", async () => {
  const spark = await withView();
  expect(await rows(spark).where("id IN (SELECT id FROM v)").collect()).toEqual([{ id: 1, x: 10 }]);
  expect(await rows(spark).selectExpr("(SELECT max(id) FROM v) AS m").first()).toEqual({ m: 2 });
  expect(await rows(spark).where(expr("EXISTS (SELECT 1 FROM v WHERE v.n = 'z')")).collect()).toEqual([]);
  expect(await rows(spark).alias("q").where("EXISTS (SELECT 1 FROM v WHERE v.id = q.id)").count()).toBe(1);
});

test("ORDER BY ALL is by every column, or by the one of that name", async () => {
  const spark = await withView();
  const ids = async (sql: string): Promise<unknown[]> => (await spark.sql(sql).collect()).map((row) => row.at(0));
  expect(await ids("SELECT * FROM VALUES (2, 1), (1, 2), (1, 1) AS t(a, b) ORDER BY ALL")).toEqual([1, 1, 2]);
  expect(await ids("SELECT * FROM VALUES (2, 1), (1, 2), (1, 1) AS t(a, b) ORDER BY ALL DESC")).toEqual([2, 1, 1]);
  expect(await ids("SELECT * FROM VALUES (1, 9), (2, 8) AS t(a, all) ORDER BY all")).toEqual([2, 1]);
});

test("SQL reads files by their format and path", async () => {
  const file = join(scratch(), "a.csv");
  writeFileSync(file, "1,x\n2,y\n");
  const spark = await session();
  expect(await spark.sql(`SELECT _c1 FROM csv.\`${file}\` WHERE _c0 = '2'`).first()).toEqual({ _c1: "y" });
  expect(await conditionOf(() => spark.sql(`SELECT * FROM orc.\`${file}\``).collect())).toBe("UNSUPPORTED_FORMAT");
});
