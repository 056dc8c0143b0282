/** What Spark 4.3.0 answers. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";

test("arrays meet in one type, however many they are", async () => {
  const spark = await session();
  const one = async (sql: string): Promise<string> => (await spark.sql(`SELECT ${sql} AS x`).toJSON())[0]!;
  expect(await one("concat(array(), array(1))")).toBe('{"x":[1]}');
  expect(await one("concat(array(1), array(2.5))")).toBe('{"x":[1.0,2.5]}');
  expect(await one("concat(array(1), CAST(NULL AS ARRAY<INT>))")).toBe("{}");
  const many = Array.from({ length: 30 }, (_, i) => `array(${i})`).join(", ");
  expect(await one(`size(concat(${many}))`)).toBe('{"x":30}');
});

test("texts and arrays do not meet", async () => {
  const spark = await session();
  expect(await conditionOf(() => spark.sql("SELECT concat(array(1), 'x')").collect())).toBe(
    "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
  );
});
