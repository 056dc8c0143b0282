import { expect, test } from "vitest";
import { session } from "../scratch.ts";

test("a view made anew from itself reads the one before, again and again", async () => {
  const spark = await session();
  spark.sql("CREATE TEMP VIEW v AS SELECT 1 AS a");
  for (let i = 0; i < 3; i++) await spark.table("v").selectExpr("a + 1 AS a").createOrReplaceTempView("v");
  expect((await spark.table("v").collect()).map((row) => row.at(0))).toEqual([4]);
});

test("a view goes on reading what its names meant when it was made", async () => {
  const spark = await session();
  spark.sql("CREATE TEMP VIEW below AS SELECT 1 AS a");
  spark.sql("CREATE TEMP VIEW above AS SELECT * FROM below WHERE a IN (SELECT a FROM below)");
  spark.sql("CREATE OR REPLACE TEMP VIEW below AS SELECT 2 AS a");
  expect((await spark.table("above").collect()).map((row) => row.at(0))).toEqual([1]);
});
