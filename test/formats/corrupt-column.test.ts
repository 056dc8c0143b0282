/** The column for corrupt records read alone: no other column is there by which a record could be corrupt. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { conditionOf, scratch, session } from "../scratch.ts";

test.each(["json", "csv"] as const)("%s: it is refused alone, and tells beside another column", async (format) => {
  const file = join(scratch(), `data.${format}`);
  writeFileSync(file, format === "json" ? '{"v":1}\n{"v":"x"}\n' : "1\nx\n");
  const spark = await session();
  const frame = spark.read.schema("v INT, _corrupt_record STRING").format(format).load(file);
  expect(await conditionOf(() => frame.select("_corrupt_record").collect())).toBe(
    "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
  );
  const corrupt = await frame.where("_corrupt_record IS NOT NULL").select("v", "_corrupt_record").collect();
  expect(corrupt.map((row) => row.at(1))).toEqual([format === "json" ? '{"v":"x"}' : "x"]);
});
