/** Paths, formats, options and schemas of readers. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mistake } from "./mistake.ts";

const people = { "people.csv": "name,age\nAnna,41\nBert,thirty\n" };
const readings = { "in/a.json": '{"id":1,"signal":0.5}\n{"id":"two","signal":0.7}\n' };

export const reading: readonly Mistake[] = [
  { name: "wrong-path", program: `await spark.read.json("sensrs").show();` },
  { name: "wrong-path-glob", program: `await spark.read.schema("id BIGINT").json("sensors/*.jsonl").show();` },
  {
    name: "directory-without-files",
    files: { "in/_hidden.json": "{}" },
    program: `await spark.read.json("in").show();`,
  },
  { name: "load-without-path", program: `await spark.read.format("json").load().show();` },
  { name: "misspelt-format", program: `await spark.read.format("jsn").load("in").show();`, files: readings },
  {
    name: "unsupported-format",
    program: `await spark.read.format("orc").load("in").show();`,
    files: readings,
  },
  {
    name: "unsupported-source-kafka",
    program: `
const frame = spark.readStream
  .format("kafka")
  .option("kafka.bootstrap.servers", "localhost:9092")
  .option("subscribe", "sensors")
  .load();
const query = await frame.writeStream.format("console").start();
await query.awaitTermination();`,
  },
  {
    name: "misspelt-option",
    files: people,
    program: `await spark.read.option("heder", true).csv("people.csv").show();`,
  },
  {
    name: "option-value-of-the-wrong-form",
    files: people,
    program: `await spark.read.option("header", "yes").csv("people.csv").show();`,
  },
  {
    name: "option-number-of-the-wrong-form",
    files: readings,
    program: `
const frame = spark.readStream.schema("id BIGINT").option("maxFilesPerTrigger", "ten").json("in");
const query = await frame.writeStream.format("console").trigger({ availableNow: true }).start();
await query.awaitTermination();`,
  },
  {
    name: "option-of-another-format",
    files: readings,
    program: `await spark.read.option("header", true).json("in").show();`,
  },
  {
    name: "misspelt-mode-of-reading",
    files: people,
    program: `await spark.read.schema("name STRING, age INT").option("mode", "FAILFST").csv("people.csv").show();`,
  },
  {
    name: "schema-with-an-unknown-type",
    files: readings,
    program: `await spark.read.schema("id BIGINTT, signal DOUBLE").json("in").show();`,
  },
  {
    name: "schema-without-types",
    files: readings,
    program: `await spark.read.schema("id, signal").json("in").show();`,
  },
  {
    name: "schema-as-an-object",
    files: readings,
    program: `await spark.read.schema({ id: "BIGINT", signal: "DOUBLE" } as never).json("in").show();`,
  },
  {
    name: "schema-not-closed",
    files: readings,
    program: `await spark.read.schema("id BIGINT, place STRUCT<lat: DOUBLE, lon: DOUBLE").json("in").show();`,
  },
  {
    name: "failfast-json",
    files: readings,
    program: `await spark.read.schema("id BIGINT, signal DOUBLE").option("mode", "FAILFAST").json("in").show();`,
  },
  {
    name: "failfast-csv",
    files: people,
    program: `
const people = spark.read.schema("name STRING, age INT").options({ header: true, mode: "FAILFAST" });
await people.csv("people.csv").show();`,
  },
  {
    name: "failfast-in-a-stream",
    files: readings,
    program: `
const frame = spark.readStream.schema("id BIGINT, signal DOUBLE").option("mode", "FAILFAST").json("in");
const query = await frame.writeStream.format("console").trigger({ availableNow: true }).start();
await query.awaitTermination();`,
  },
  {
    name: "corrupt-parquet",
    files: { "in/a.parquet": "this is no Parquet file, however it is called" },
    program: `await spark.read.parquet("in").show();`,
  },
  {
    name: "corrupt-parquet-in-a-stream",
    files: { "in/a.parquet": "this is no Parquet file, however it is called" },
    program: `
const frame = spark.readStream.schema("id BIGINT").parquet("in");
const query = await frame.writeStream.format("console").trigger({ availableNow: true }).start();
await query.awaitTermination();`,
  },
  {
    name: "truncated-parquet",
    before: `await spark.range(1000).write.parquet("in");\nawait spark.stop();`,
    between: (directory) => writeFileSync(join(directory, "in", "part-00000.parquet"), "PAR1\u0000\u0000"),
    program: `console.log(await spark.read.parquet("in").count());`,
  },
  {
    name: "parquet-with-another-type",
    before: `await spark.sql("SELECT 'one' AS id").write.parquet("in");\nawait spark.stop();`,
    program: `await spark.read.schema("id BIGINT").parquet("in").show();`,
  },
  {
    name: "json-read-as-parquet",
    files: readings,
    program: `await spark.read.parquet("in").show();`,
  },
  {
    name: "file-that-is-gone",
    files: readings,
    program: `
import { rmSync } from "node:fs";
const frame = spark.read.schema("id STRING, signal DOUBLE").json("in/a.json");
console.log(await frame.count());
rmSync("in/a.json");
console.log(await frame.count());`,
  },
  {
    name: "file-that-is-gone-during-a-query",
    files: { "in/a.json": '{"id":1}\n', "in/b.json": '{"id":2}\n' },
    program: `
import { rmSync } from "node:fs";
const frame = spark.readStream.schema("id BIGINT").option("maxFilesPerTrigger", 1).json("in");
const query = await frame.writeStream
  .foreachBatch(async (batch, id) => {
    console.log(id, await batch.count());
    for (const name of ["a", "b"]) rmSync("in/" + name + ".json", { force: true });
  })
  .trigger({ availableNow: true })
  .start();
await query.awaitTermination();`,
  },
  {
    name: "rows-that-do-not-fit-the-schema",
    program: `await spark.createDataFrame([{ id: "one", name: 1 }] as never, "id BIGINT, name STRING").show();`,
  },
  {
    name: "row-with-a-misspelt-field",
    program: `await spark.createDataFrame([{ id: 1, nam: "Anna" }] as never, "id BIGINT, name STRING").show();`,
  },
];
