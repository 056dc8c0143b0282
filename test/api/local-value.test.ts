import { expect, test } from "vitest";
import { localRows, type LocalRow } from "../../src/api/local-value.ts";
import { parseSchema } from "../../src/types/ddl-parser.ts";
import { conditionOf, errorOf, session } from "../scratch.ts";

const SCHEMA = parseSchema("id BIGINT, name STRING");

test.each<[unknown, string]>([
  [[[1n], "x"], 'Row 2: the value ["1n"] does not fit the type BIGINT'],
  [{ id: 1, nam: "x" }, "Row 2 does not fit the schema (id, name): there is no column nam. Did you mean 'name'?"],
  [[1, "x", 3], "Row 2 does not fit the schema (id, name): it has 3 values. Give every row the columns of the schema"],
  [5, "Row 2 does not fit the schema (id, name): it is 5."],
  [undefined, "Row 2 does not fit the schema (id, name): it is undefined."],
  [
    ["one", "x"],
    'Row 2: the value "one" does not fit the type BIGINT of the column id. Give a whole number of 64 bits',
  ],
  [[1, 5n], "Row 2: the value 5n does not fit the type STRING of the column name. Give a text."],
])("row %#", async (row, text) => {
  const error = await errorOf(() => localRows([[1, "a"], row as LocalRow], SCHEMA));
  expect(error.message).toContain(text);
});

test.each(["abc", Number.NaN, "1000", 1e21, "1e9999999999", ""])("%j is no DECIMAL(5,2)", async (value) => {
  const spark = await session();
  expect(await conditionOf(() => spark.createDataFrame([[value]], "d DECIMAL(5,2)").collect())).toBe("INVALID_VALUE");
});

test("a decimal is rounded to its type's scale", async () => {
  const spark = await session();
  const frame = spark.createDataFrame([["1.555"], ["-0.005"], [1e-9], [".5"], [12n]], "d DECIMAL(5,2)");
  expect((await frame.collect()).map((row) => String(row.d))).toEqual(["1.56", "-0.01", "0.00", "0.50", "12.00"]);
});
