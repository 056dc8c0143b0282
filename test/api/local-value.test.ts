import { expect, test } from "vitest";
import { localRows, type LocalRow } from "../../src/api/local-value.ts";
import { array, field, INT, map, STRING, struct } from "../../src/types/data-type.ts";
import { parseSchema } from "../../src/types/ddl-parser.ts";
import { conditionOf, errorOf, session } from "../scratch.ts";

const SCHEMA = parseSchema("id BIGINT, name STRING");

test.each<[unknown, string]>([
  [[[1n], "x"], "Row 2: the value [ 1n ] does not fit the type BIGINT"],
  [{ id: 1, nam: "x" }, "Row 2 does not fit the schema (id, name): there is no column nam. Did you mean 'name'?"],
  [[1, "x", 3], "Row 2 does not fit the schema (id, name): it has 3 values. Give the values of the schema's fields"],
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

const NESTED = "a STRUCT<x: INT, y: STRING>, l ARRAY<STRUCT<x: INT>>, m MAP<STRING, STRUCT<`x y`: INT NOT NULL>>";

test.each<[LocalRow, string, string]>([
  [{ a: { z: 1 } }, "INVALID_ROW", "Row 1, in a, does not fit the schema (x, y): there is no field z. Give the values"],
  [{ a: { X: 1 } }, "INVALID_ROW", "there is no field X. Did you mean 'x'?"],
  [{ a: [1, "b", 3] }, "INVALID_ROW", "Row 1, in a, does not fit the schema (x, y): it has 3 values."],
  [{ a: [1] }, "INVALID_ROW", "it has 1 values."],
  [{ a: 5 }, "INVALID_ROW", "Row 1, in a, does not fit the schema (x, y): it is 5."],
  [{ a: new Date(0) }, "INVALID_ROW", "Row 1, in a, does not fit the schema (x, y): it is 1970-01-01T00:00:00.000Z."],
  [{ a: new Map([["x", 1]]) }, "INVALID_ROW", "it is Map(1) { 'x' => 1 }."],
  [
    { a: { x: "1" } },
    "INVALID_VALUE",
    'Row 1: the value "1" does not fit the type INT of the column a.x. Give a whole',
  ],
  [{ l: [{ x: 1 }, { z: 1 }] }, "INVALID_ROW", "Row 1, in l[1], does not fit the schema (x): there is no field z."],
  [{ l: [{ x: 0.5 }] }, "INVALID_VALUE", "the value 0.5 does not fit the type INT of the column l[0].x."],
  [{ l: 5 }, "INVALID_VALUE", "the value 5 does not fit the type ARRAY<STRUCT<x: INT>> of the column l. Give a list"],
  [{ m: new Map([["k", {}]]) }, "NOT_NULL_ASSERT_VIOLATION", 'Row 1: m["k"].`x y` is NULL, and the schema says'],
  [{ m: new Map([[null, [1]]]) }, "NOT_NULL_ASSERT_VIOLATION", "Row 1: m.key is NULL"],
])("what does not fit is told with its place, row %#", async (row, condition, text) => {
  const spark = await session();
  const error = await errorOf(() => spark.createDataFrame([row], NESTED));
  expect([error.condition, error.message]).toEqual([condition, expect.stringContaining(text)]);
  const stream = await spark.memoryStream(NESTED);
  expect(await errorOf(() => stream.add(row))).toMatchObject({ condition, message: error.message });
});

test("a field that an object does not have is NULL, at every depth", async () => {
  const spark = await session();
  const rows = await spark.createDataFrame([{ a: { y: "b" } }, {}], NESTED).collect();
  expect(rows.map((row) => JSON.stringify(row))).toEqual([
    '{"a":{"x":null,"y":"b"},"l":null,"m":null}',
    '{"a":null,"l":null,"m":null}',
  ]);
});

test.each<[LocalRow, string]>([
  [[null], "a BIGINT NOT NULL"],
  [[undefined], "a BIGINT NOT NULL"],
  [{}, "a BIGINT NOT NULL"],
  [[{ b: null }], "a STRUCT<b: BIGINT NOT NULL>"],
])("NULL in what is NOT NULL: %j", async (row, schema) => {
  const spark = await session();
  expect(await conditionOf(() => spark.createDataFrame([row], schema))).toBe("NOT_NULL_ASSERT_VIOLATION");
  const stream = await spark.memoryStream(schema);
  expect(await conditionOf(() => stream.add(row))).toBe("NOT_NULL_ASSERT_VIOLATION");
});

test("a list and a map without NULLs take none", () => {
  const schema = struct([field("l", array(INT, false)), field("m", map(STRING, INT, false))]);
  expect(() => localRows([[[1, null], null]], schema)).toThrow("Row 1: l[1] is NULL");
  expect(() => localRows([[null, new Map([["k", null]])]], schema)).toThrow('Row 1: m["k"] is NULL');
  expect(localRows([[[1], new Map([["k", 1]])]], schema)).toHaveLength(1);
});

test("a Date that is none is no TIMESTAMP", async () => {
  const spark = await session();
  const invalid = new Date(Number.NaN);
  const error = await errorOf(() => spark.createDataFrame([[invalid]], "a TIMESTAMP"));
  expect(error.message).toContain("Row 1: the value Invalid Date does not fit the type TIMESTAMP of the column a.");
  const stream = await spark.memoryStream("a TIMESTAMP");
  expect(await conditionOf(() => stream.add([invalid]))).toBe("INVALID_VALUE");
});

test("a Map, a Date and an object in a circle are no rows", async () => {
  const circle: Record<string, unknown> = {};
  circle["id"] = circle;
  for (const row of [new Map([["id", 1]]), new Date(0), null])
    expect(await conditionOf(() => localRows([row as never], SCHEMA))).toBe("INVALID_ROW");
  expect(await conditionOf(() => localRows([circle as LocalRow], SCHEMA))).toBe("INVALID_VALUE");
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
