import { expect, test } from "vitest";
import { parseDataType } from "../../src/types/ddl-parser.ts";
import { rawOf } from "../../src/types/user-value.ts";
import { errorOf, session } from "../scratch.ts";
import { udf } from "../../src/index.ts";

test.each<[string, unknown]>([
  ["STRUCT<y: INT>", { x: 1 }],
  ["STRUCT<y: INT>", [1, 2]],
  ["STRUCT<y: INT>", []],
  ["STRUCT<y: INT>", new Date(0)],
  ["STRUCT<y: INT NOT NULL>", {}],
  ["ARRAY<STRUCT<y: INT>>", [{ x: 1 }]],
  ["MAP<STRING, INT>", new Map([[null, 1]])],
  ["TIMESTAMP", new Date(Number.NaN)],
])("%s does not take it, nor does a function give it: %j", async (type, value) => {
  expect(rawOf(parseDataType(type), value)).toBe(undefined);
  const spark = await session();
  const frame = spark.range(1).select(udf(() => value, type)().alias("given"));
  expect(await errorOf(() => frame.collect())).toMatchObject({ condition: "FAILED_EXECUTE_UDF" });
});

test.each<[string, unknown, unknown]>([
  ["STRUCT<x: INT, y: INT>", { y: 1 }, [null, 1]],
  ["STRUCT<x: INT, y: INT>", [1, undefined], [1, null]],
  ["MAP<STRING, INT>", new Map([["k", null]]), [["k", null]]],
  ["TIMESTAMP", new Date(1), 1000n],
  ["ARRAY<INT>", null, null],
])("%s takes %j", (type, value, raw) => {
  expect(rawOf(parseDataType(type), value)).toEqual(raw);
});
