import { format, inspect } from "node:util";
import { expect, test } from "vitest";
import { col } from "../../src/index.ts";
import { conditionOf, session } from "../scratch.ts";

const id = col("id") as any;

test.each<[string, () => unknown]>([
  ["+", () => id + 1],
  ["-", () => id - 1],
  ["<", () => id < 1],
  ["a template", () => `${id}`],
  ["String", () => String(id)],
  ["a key", () => ({ [id]: 1 })],
])("a column is no value for JavaScript: %s", async (_, use) => {
  expect(await conditionOf(use)).toBe("COLUMN_IS_NOT_A_VALUE");
});

test("a column can be printed", () => {
  expect(inspect(id)).toContain("unparsedIdentifier: 'id'");
  expect(format("column:", id)).toContain("unparsedIdentifier: 'id'");
  expect(JSON.stringify(id)).toContain('"id"');
});

test.each(["`id", "id`", "`id`x", "a.", ".a", "a..b", "a.`b"])("%s is no column's name", async (name) => {
  const frame = (await session()).range(1) as any;
  for (const use of [
    () => col(name),
    () => frame.select(name),
    () => frame.select(`${name}.*`),
    () => frame.orderBy(name),
    () => frame.groupBy().max(name),
  ])
    expect(await conditionOf(use), String(use)).toBe("INVALID_ATTRIBUTE_NAME_SYNTAX");
});

test("names in back-ticks", async () => {
  const frame = (await session()).sql("SELECT 1 AS `a.b`, 2 AS `c``d`, named_struct('e f', 3) AS s") as any;
  const row = await frame.select("`a.b`", "`c``d`", "s.`e f`", "s.e f", "`s`.*").first();
  expect([0, 1, 2, 3, 4].map((index) => row.at(index))).toEqual([1, 2, 3, 3, 3]);
});
