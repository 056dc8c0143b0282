import { expect, test } from "vitest";
import type { DataFrame } from "../../src/index.ts";
import { conditionOf, errorOf, session } from "../scratch.ts";

test("a table that is not there: the nearest name, or all that there are", async () => {
  const spark = await session();
  const read = async (name: string): Promise<string> => (await errorOf(() => spark.table(name).collect())).remedy;
  expect(await read("people")).toBe("Verify the spelling, or create it with createOrReplaceTempView.");
  await spark.range(1).createOrReplaceTempView("people");
  await spark.range(1).createOrReplaceTempView("rooms");
  expect(await read("poeple")).toBe("Did you mean `people`?");
  expect(await read("readings")).toContain("There are `people`, `rooms`.");
  const dropped = await errorOf(() => spark.sql("DROP VIEW romms").collect());
  expect([dropped.condition, dropped.remedy]).toEqual(["TABLE_OR_VIEW_NOT_FOUND", "Did you mean `rooms`?"]);
});

test("a column where there are none, for want of a FROM", async () => {
  const spark = await session();
  const error = await errorOf(() => spark.sql("SELECT id, name people").collect());
  expect([error.condition, error.remedy]).toEqual([
    "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
    "The query has no FROM: say which table has the column, or put a text in quotes.",
  ]);
});

test.each([
  ["", "UNRESOLVED_COLUMN.WITH_SUGGESTION"],
  ["`", "INVALID_ATTRIBUTE_NAME_SYNTAX"],
  [".", "INVALID_ATTRIBUTE_NAME_SYNTAX"],
])("nothing is called %j, and that is said", async (name, condition) => {
  const spark = await session();
  const frame: DataFrame = spark.range(1);
  expect(await conditionOf(() => spark.table(name).collect())).toBe("TABLE_OR_VIEW_NOT_FOUND");
  expect(await conditionOf(async () => frame.select(name).collect())).toBe(condition);
  expect(await conditionOf(async () => frame.groupBy(name).count().collect())).toBe(condition);
});
