import { expect, test } from "vitest";
import { col } from "../../src/index.ts";
import { conditionOf, session } from "../scratch.ts";

test("arguments of another kind are refused by the method that gets them", async () => {
  const spark = (await session()) as any;
  const frame = spark.range(5);
  for (const call of [
    () => frame.limit("x"),
    () => frame.limit(1.5),
    () => frame.show(-1),
    () => frame.join(5),
    () => spark.table(5),
    () => spark.sql(5),
    () => spark.range("a"),
    () => spark.read.json(5),
    () => spark.read.format(5),
    () => col(5 as never),
  ])
    expect(await conditionOf(call), String(call)).toBe("INVALID_ARGUMENT");
});

test("rows that do not fit the schema are refused, not filled with NULLs", async () => {
  const spark = (await session()) as any;
  expect(await conditionOf(() => spark.createDataFrame([[1, 2, 3]], "a INT, b INT"))).toBe("INVALID_ROW");
  expect(await conditionOf(() => spark.createDataFrame([{ a: 1, bb: 2 }], "a INT, b INT"))).toBe("INVALID_ROW");
});

test("show() prints whole cells where it is told so alone", async () => {
  let text = "";
  const spark = await session({ console: (printed) => (text += printed) });
  await spark.sql("SELECT repeat('x', 30) AS s").show(false);
  expect(text).toContain("x".repeat(30));
});
