/** Checkpoints and output directories, used twice or damaged. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mistake } from "./mistake.ts";

const files = {
  "in/a.json": '{"time":"2025-01-01T10:00:00Z","id":1,"name":"a"}\n',
  "other/b.json": '{"time":"2025-01-01T10:00:00Z","id":2,"name":"b"}\n',
};
const read = `const readings = spark.readStream.schema("time TIMESTAMP, id BIGINT, name STRING").json("in");\n`;
const once = 'option("checkpointLocation", "cp").trigger({ availableNow: true })';
const wait = "await query.awaitTermination();\nawait spark.stop();";
const copy = `${read}const query = await readings.writeStream.${once}.start("out");\n${wait}`;
const counted = (keys: string): string =>
  `${read}const query = await readings.groupBy(${keys}).count().writeStream.outputMode("complete").format("console").${once}.start();\n${wait}`;
const more = (directory: string): void => writeFileSync(join(directory, "in", "c.json"), '{"id":3,"name":"c"}\n');
const damaged = (name: string, between: (directory: string) => void): Mistake => ({
  name,
  files,
  before: copy,
  between: (directory) => {
    more(directory);
    between(directory);
  },
  program: copy,
});

export const checkpoints: readonly Mistake[] = [
  {
    name: "two-queries-on-one-checkpoint",
    files,
    program: `${read}
const first = await readings.writeStream.option("checkpointLocation", "cp").start("out");
await first.processAllAvailable();
const second = await readings.select("id").writeStream.option("checkpointLocation", "cp").start("out2");
await second.processAllAvailable();
for (const query of [first, second]) console.log(await query.isActive(), (await query.recentProgress()).length);
await spark.stop();`,
  },
  {
    name: "one-checkpoint-in-two-processes",
    files: {
      ...files,
      "other.ts": `
import { connect } from "millrace";
const spark = await connect();
await spark.readStream.schema("id BIGINT").json("in").writeStream.option("checkpointLocation", "cp").start("out");
console.log("running");`,
    },
    program: `
import { spawn } from "node:child_process";
import { once } from "node:events";
// Stands for a second terminal.
const other = spawn(process.execPath, [process.env.MILLRACE!, "run", "other.ts"], { stdio: ["ignore", "pipe", "ignore"] });
process.on("exit", () => other.kill("SIGKILL"));
await once(other.stdout, "data");
other.unref();
other.stdout.destroy();
${copy}`,
  },
  {
    name: "other-keys-on-an-old-checkpoint",
    files,
    before: counted('"id"'),
    between: more,
    program: counted('"name"'),
  },
  {
    name: "more-keys-on-an-old-checkpoint",
    files,
    before: counted('"id"'),
    between: more,
    program: counted('"id", "name"'),
  },
  {
    name: "aggregation-on-the-checkpoint-of-a-copy",
    files,
    before: `${read}const query = await readings.writeStream.format("console").${once}.start();\n${wait}`,
    between: more,
    program: counted('"id"'),
  },
  {
    name: "more-sources-on-an-old-checkpoint",
    files,
    before: copy,
    program: `${read}
const others = spark.readStream.schema("time TIMESTAMP, id BIGINT, name STRING").json("other");
const query = await readings.union(others).writeStream.${once}.start("out");
${wait}`,
  },
  {
    name: "another-directory-on-an-old-checkpoint",
    files,
    before: copy,
    program: copy.replace('json("in")', 'json("other")') + `console.log("done");`,
  },
  {
    name: "output-of-another-query",
    files,
    before: copy,
    program: copy.replace('"cp"', '"cp2"'),
  },
  {
    name: "checkpoint-deleted-output-kept",
    files,
    before: copy,
    between: (directory) => rmSync(join(directory, "cp"), { recursive: true }),
    program: copy,
  },
  damaged("corrupt-offsets", (directory) => writeFileSync(join(directory, "cp", "offsets", "0"), "not this")),
  damaged("corrupt-metadata", (directory) => writeFileSync(join(directory, "cp", "metadata"), "{}")),
  damaged("empty-commit", (directory) => writeFileSync(join(directory, "cp", "commits", "0"), "")),
  damaged("deleted-offsets", (directory) => rmSync(join(directory, "cp", "offsets", "0"))),
  damaged("deleted-metadata", (directory) => rmSync(join(directory, "cp", "metadata"))),
  damaged("deleted-source-log", (directory) => rmSync(join(directory, "cp", "sources"), { recursive: true })),
  damaged("deleted-sink-log", (directory) => rmSync(join(directory, "out", "_spark_metadata"), { recursive: true })),
  {
    name: "deleted-output-file",
    files,
    before: copy,
    between: (directory) => {
      for (const name of readdirSync(join(directory, "out")))
        if (name.endsWith(".parquet")) rmSync(join(directory, "out", name));
    },
    program: `console.log(await spark.read.parquet("out").count());`,
  },
  {
    name: "deleted-state",
    files,
    before: counted('"id"'),
    between: (directory) => {
      more(directory);
      rmSync(join(directory, "cp", "state"), { recursive: true });
    },
    program: counted('"id"'),
  },
  {
    name: "checkpoint-below-a-file",
    files: { ...files, cp: "a file" },
    program: copy,
  },
  {
    name: "output-below-a-file",
    files: { ...files, out: "a file" },
    program: copy.replace('start("out")', 'start("out/readings")'),
  },
  {
    name: "output-is-a-file",
    files: { ...files, out: "a file" },
    program: copy,
  },
  {
    name: "batch-output-exists",
    before: `await spark.range(3).write.parquet("out");\nawait spark.stop();`,
    program: `await spark.range(3).write.parquet("out");\nawait spark.stop();`,
  },
  {
    name: "batch-output-below-a-file",
    files: { out: "a file" },
    program: `await spark.range(3).write.parquet("out/numbers");`,
  },
  { name: "misspelt-save-mode", program: `await spark.range(3).write.mode("overwite").parquet("out");` },
  { name: "save-without-path", program: `await spark.range(3).write.format("parquet").save();` },
  { name: "batch-write-with-an-unknown-format", program: `await spark.range(3).write.format("excel").save("out");` },
  {
    name: "full-disk-in-a-batch-write",
    smallDisk: "disk",
    program: `await spark.range(1000000).selectExpr("id", "md5(CAST(id AS STRING)) AS text").write.parquet("disk/out");`,
  },
  {
    name: "full-disk-in-a-stream",
    files,
    smallDisk: "disk",
    program: `${read}
const query = await readings
  .selectExpr("explode(sequence(1, 300000)) AS n")
  .selectExpr("n", "md5(CAST(n AS STRING)) AS text")
  .writeStream.${once}
  .start("disk/out");
${wait}`,
  },
  {
    name: "full-disk-for-the-checkpoint",
    files,
    smallDisk: "disk",
    program: `
import { writeFileSync } from "node:fs";
${read}
const query = await readings.writeStream
  .option("checkpointLocation", "disk/cp")
  .foreachBatch(() => {
    try {
      writeFileSync("disk/filler", new Uint8Array(2 ** 21));
    } catch {}
  })
  .trigger({ availableNow: true })
  .start();
${wait}`,
  },
];
