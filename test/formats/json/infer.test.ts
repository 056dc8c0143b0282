/** What Spark 4.3.0 finds in the same files. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { conditionOf, scratch, session, writeLines } from "../../scratch.ts";
import { ddl } from "../schema-text.ts";

async function found(lines: readonly string[], options: Record<string, string | boolean> = {}): Promise<string> {
  const spark = await session();
  const file = join(scratch(), "in.json");
  writeLines(file, ...lines);
  return ddl(await spark.read.options(options).json(file).schema());
}

const MIXED = [
  '{"a":1,"b":true,"c":1.5,"d":"x","e":null,"f":[1],"g":{"h":2,"n":null},"l":[],"t":"2020-01-02T03:04:05Z"}',
  '{"a":3000000000,"c":12345678901234567890,"f":[1.5,null],"g":{"i":"y"},"k":{},"mix":1}',
  '{"mix":"s","c":0.12345678901234567890123}',
];

test("fields by name, in the order of their names, in types that hold every value", async () => {
  expect(await found(MIXED)).toBe(
    "a BIGINT, b BOOLEAN, c DOUBLE, d STRING, e STRING, f ARRAY<DOUBLE>, g STRUCT<h: BIGINT, i: STRING, n: STRING>, l ARRAY<STRING>, mix STRING, t STRING",
  );
});

test("options say what numbers, times and NULLs are", async () => {
  expect(await found(MIXED, { prefersDecimal: true })).toContain("f ARRAY<DECIMAL(21,1)>");
  expect(await found(MIXED, { inferTimestamp: true })).toContain("t TIMESTAMP");
  expect(await found(MIXED, { primitivesAsString: true })).toContain("a STRING, b STRING, c STRING");
  expect(await found(MIXED, { dropFieldIfAllNull: true })).toBe(
    "a BIGINT, b BOOLEAN, c DOUBLE, d STRING, f ARRAY<DOUBLE>, g STRUCT<h: BIGINT, i: STRING>, mix STRING, t STRING",
  );
});

test("what is no record makes the corrupt column; records in an array count each", async () => {
  const lines = ['[{"a":1},{"a":2.5}]', '{"b":{"c":[{"x":1}]}}', "5", "broken"];
  expect(await found(lines)).toBe("_corrupt_record STRING, a DOUBLE, b STRUCT<c: ARRAY<STRUCT<x: BIGINT>>>");
  expect(await found(lines, { mode: "DROPMALFORMED" })).toBe("a DOUBLE, b STRUCT<c: ARRAY<STRUCT<x: BIGINT>>>");
  expect(await conditionOf(() => found(lines, { mode: "FAILFAST" }))).toBe(
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
  );
});

test("names that differ in case alone are refused", async () => {
  expect(await conditionOf(() => found(['{"b":1,"B":2}']))).toBe("COLUMN_ALREADY_EXISTS");
});

test("a directory without files has no schema", async () => {
  const spark = await session();
  expect(await conditionOf(() => spark.read.json(scratch()).schema())).toBe("UNABLE_TO_INFER_SCHEMA");
});

test("a file may have more records than a call has room for arguments", async () => {
  expect(await found([Array.from({ length: 200_000 }, () => '{"a":1}').join("\n")])).toBe("a BIGINT");
});
