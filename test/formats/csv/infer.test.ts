/** What Spark 4.3.0 finds in the same files. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch, session, writeLines } from "../../scratch.ts";
import { ddl } from "../schema-text.ts";

async function found(lines: readonly string[], options: Record<string, string | boolean>): Promise<string> {
  const spark = await session();
  const file = join(scratch(), "in.csv");
  writeLines(file, ...lines);
  return ddl(await spark.read.options(options).csv(file).schema());
}

test("types grow until they hold every value", async () => {
  const lines = [
    "i,l,d,dec,big,day,ts,mix,b,e,n,q,part",
    '1,3000000000,1.5,12345678901234567890,123456789012345678901234567890123456789012,2020-01-02,2020-01-02 03:04:05,1,true,,NaN,"1,234",2020-01',
    "2,1,2,1,1,2021-01-02,2020-01-02T03:04:05Z,x,FALSE,,1,5,2021",
  ];
  expect(await found(lines, { header: true, inferSchema: true })).toBe(
    "i INT, l BIGINT, d DOUBLE, dec DECIMAL(20,0), big DOUBLE, day DATE, ts TIMESTAMP, mix STRING, b BOOLEAN, e STRING, n DOUBLE, q STRING, part TIMESTAMP",
  );
});

test("a date that its pattern does not read makes the column a timestamp", async () => {
  expect(await found(["d", "2020-01-02", "2021-1-2"], { header: true, inferSchema: true })).toBe("d TIMESTAMP");
});

test("names come from the header, or are numbers; one that is empty or there twice gets its place", async () => {
  expect(await found(["a,,a,A, b", "1,2,3,4,5"], { header: true, inferSchema: true })).toBe(
    "a0 INT, _c1 INT, a2 INT, A3 INT,  b INT",
  );
  expect(await found(["1,x"], {})).toBe("_c0 STRING, _c1 STRING");
});

test("an empty file has no columns", async () => {
  expect(await found([], { header: true })).toBe("");
});
