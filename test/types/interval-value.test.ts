import { expect, test } from "vitest";
import { parseDataType } from "../../src/types/ddl-parser.ts";
import { intervalOf } from "../../src/types/interval-value.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";
import { join } from "node:path";

const of = (text: string, type: string): unknown => {
  const parsed = parseDataType(type);
  if (parsed.kind !== "day_time_interval" && parsed.kind !== "year_month_interval") throw new Error(type);
  return intervalOf(text, parsed);
};

test.each([
  ["1 02:03:04.5", "INTERVAL DAY TO SECOND", 93_784_500_000n],
  ["INTERVAL '1 02:03:04.5' DAY TO SECOND", "INTERVAL DAY TO SECOND", 93_784_500_000n],
  ["interval -'1 02:03' day to minute", "INTERVAL DAY TO MINUTE", -93_780_000_000n],
  ["INTERVAL '1 02:03' DAY TO MINUTE", "INTERVAL DAY TO SECOND", undefined],
  ["-1-2", "INTERVAL YEAR TO MONTH", -14],
  ["INTERVAL '3' YEAR", "INTERVAL YEAR", 36],
  ["soon", "INTERVAL YEAR", undefined],
])("%s as %s", (text, type, value) => {
  expect(of(text, type)).toBe(value);
});

test("JSON holds intervals in either form; what is none is NULL, and corrupt", async () => {
  const root = scratch();
  writeLines(join(root, "1.json"), { i: "1-2" }, { i: "INTERVAL '0-3' YEAR TO MONTH" }, { i: 5 });
  const spark = await session();
  const frame = spark.read.schema("i INTERVAL YEAR TO MONTH, _corrupt_record STRING").json(root);
  const rows = await frame.selectExpr("CAST(i AS STRING) AS i", "_corrupt_record AS bad").collect();
  expect(rows.map((row) => [row["i"], row["bad"]])).toEqual([
    ["INTERVAL '1-2' YEAR TO MONTH", null],
    ["INTERVAL '0-3' YEAR TO MONTH", null],
    [null, '{"i":5}'],
  ]);
  expect(
    await conditionOf(() => spark.read.schema("i INTERVAL YEAR").option("mode", "FAILFAST").json(root).collect()),
  ).toMatch(/MALFORMED_RECORD|FAILED_READ_FILE/);
});
