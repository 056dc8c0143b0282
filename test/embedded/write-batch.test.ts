import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DataFrame, Session } from "../../src/index.ts";
import { conditionOf, scratch, session } from "../scratch.ts";

const rows = (spark: Session, ...values: number[]): DataFrame =>
  spark.createDataFrame(
    values.map((v) => [v, v % 2 === 0 ? "even" : "odd"]),
    "v INT, k STRING",
  );
const valuesIn = async (spark: Session, path: string): Promise<unknown[]> =>
  (await spark.read.parquet(path).orderBy("v").select("v").collect()).map((row) => row.at(0));

test("overwriting replaces what was there, in partitions too, and nothing of the new", async () => {
  const out = join(scratch(), "out");
  const spark = await session();
  const write = (...values: number[]): Promise<void> =>
    rows(spark, ...values)
      .write.mode("overwrite")
      .partitionBy("k")
      .parquet(out);
  await write(1, 2);
  expect(await valuesIn(spark, out)).toEqual([1, 2]);
  await write(3, 5);
  expect(await valuesIn(spark, out)).toEqual([3, 5]);
  expect(readdirSync(out).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["_SUCCESS", "k=odd"]);
});

test("a frame may overwrite what it reads", async () => {
  const out = join(scratch(), "out");
  const spark = await session();
  await rows(spark, 1, 2).write.parquet(out);
  await spark.read.parquet(out).where("v > 1").write.mode("overwrite").parquet(out);
  expect(await valuesIn(spark, out)).toEqual([2]);
});

test("the modes say what becomes of a directory that holds something", async () => {
  const out = join(scratch(), "out");
  const spark = await session();
  await rows(spark, 1).write.parquet(out);
  expect(await conditionOf(() => rows(spark, 2).write.parquet(out))).toBe("PATH_ALREADY_EXISTS");
  await rows(spark, 3).write.mode("ignore").parquet(out);
  expect(await valuesIn(spark, out)).toEqual([1]);
  await rows(spark, 4).write.mode("append").parquet(out);
  expect(await valuesIn(spark, out)).toEqual([1, 4]);
});

test("a write that fails leaves nothing, and may be tried again", async () => {
  const out = join(scratch(), "out");
  const spark = await session();
  const broken = spark.sql("SELECT raise_error('no') AS v");
  expect(await conditionOf(() => broken.write.parquet(out))).toBe("USER_RAISED_EXCEPTION");
  expect(existsSync(out)).toBe(false);
  await rows(spark, 1).write.mode("ignore").parquet(out);
  expect(await valuesIn(spark, out)).toEqual([1]);
});

test("a directory that was there before stays where a write fails", async () => {
  const out = scratch();
  const broken = (await session()).sql("SELECT raise_error('no') AS v");
  expect(await conditionOf(() => broken.write.mode("append").parquet(out))).toBe("USER_RAISED_EXCEPTION");
  expect(readdirSync(out)).toEqual([]);
});

test("several write into one directory at once", async () => {
  const out = join(scratch(), "out");
  const sessions = await Promise.all(Array.from({ length: 4 }, () => session()));
  await Promise.all(sessions.map((spark, i) => rows(spark, i).write.mode("append").parquet(out)));
  expect(await valuesIn(sessions[0]!, out)).toEqual([0, 1, 2, 3]);
  expect(existsSync(join(out, ".millrace"))).toBe(false);
});

test("a word of an option may be written in any case", async () => {
  const out = join(scratch(), "out");
  const spark = await session();
  await rows(spark, 1).write.option("compression", "GZIP").json(out);
  expect(readdirSync(out).some((name) => name.endsWith(".json.gz"))).toBe(true);
  expect(await spark.read.json(out).count()).toBe(1);
});

test("files by other codecs are refused by name, not read as text", async () => {
  const root = scratch();
  writeFileSync(join(root, "a.json.bz2"), "BZh9");
  const spark = await session();
  expect(await conditionOf(() => spark.read.schema("v INT").json(root).collect())).toBe("FAILED_READ_FILE.NO_HINT");
});

test.each([
  ["the same twice", "1 AS a, 2 AS b", ["a", "A"], "COLUMN_ALREADY_EXISTS"],
  ["a list", "array(1) AS a, 2 AS b", ["a"], "INVALID_PARTITION_COLUMN_DATA_TYPE"],
  ["a struct", "struct(1) AS a, 2 AS b", ["a"], "INVALID_PARTITION_COLUMN_DATA_TYPE"],
  ["nothing but NULL", "NULL AS a, 2 AS b", ["a"], "INVALID_PARTITION_COLUMN_DATA_TYPE"],
  ["one that is not there", "1 AS a, 2 AS b", ["c"], "PARTITION_COLUMN_NOT_FOUND"],
  ["all columns", "1 AS a, 2 AS b", ["a", "b"], "ALL_PARTITION_COLUMNS_NOT_ALLOWED"],
])("rows are not partitioned by %s", async (_, columns, partitionBy, condition) => {
  const spark = await session();
  const write = (): Promise<void> =>
    spark
      .sql(`SELECT ${columns}`)
      .write.partitionBy(...partitionBy)
      .json(join(scratch(), "out"));
  expect(await conditionOf(write)).toBe(condition);
});

test.each(["./", "..", process.cwd()])("%s is not overwritten: the program may be in it", async (path) => {
  const spark = await session();
  expect(await conditionOf(() => rows(spark, 1).write.mode("overwrite").json(path))).toBe("REMOVAL_REFUSED");
});

test.each([
  "named_struct('a', 1, 'A', 2)",
  "array(named_struct('a', 1, 'A', 2))",
  "map(1, named_struct('a', 1, 'A', 2))",
])("fields of one name are refused inside too: %s", async (value) => {
  const frame = (await session()).range(1).selectExpr(`${value} AS s`);
  expect(await conditionOf(() => frame.write.parquet(join(scratch(), "out")))).toBe("COLUMN_ALREADY_EXISTS");
});
