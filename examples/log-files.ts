/**
 * Lines of log files become a Parquet table with a directory per day; lines that are no log lines are counted, not lost sight of. Started
 * again, it reads only the files that are new.
 *
 *   npx millrace run examples/log-files.ts                       a directory for the example, with logs in it, deleted at the end
 *   npx millrace run examples/log-files.ts <logs> <output>       logs of your own, as `2024-05-01 10:00:07 ERROR disk full`
 */
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { col, connect, count, countIf, regexpExtract, toDate } from "millrace";

const [logs = "", output = ""] = process.argv.slice(2);
const sample = output === "" ? await sampleLogs() : undefined;
const place = sample ?? { logs, output };

const spark = await connect();

const LINE = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([A-Z]+) (.*)$/.source;
const lines = spark.readStream
  .option("maxFilesPerTrigger", 100)
  .text(place.logs)
  .observe("lines", count().alias("all"), countIf(col("value").rlike(LINE).not()).alias("strange"));

const query = await lines
  .where(col("value").rlike(LINE))
  .select(
    regexpExtract("value", LINE, 1).cast("TIMESTAMP").alias("time"),
    regexpExtract("value", LINE, 2).alias("level"),
    regexpExtract("value", LINE, 3).alias("message"),
  )
  .withColumn("day", toDate("time"))
  .writeStream.format("parquet")
  .option("path", join(place.output, "table"))
  .option("checkpointLocation", join(place.output, "checkpoint"))
  .partitionBy("day")
  .trigger({ availableNow: true })
  .start();
await query.awaitTermination();
for (const { batchId, observedMetrics } of await query.recentProgress()) {
  const { all, strange } = observedMetrics!["lines"];
  console.log(`batch ${batchId}: ${all} lines, ${strange} of them no log lines`);
}

const table = spark.read.parquet(join(place.output, "table"));
await table.groupBy("day", "level").count().orderBy("day", "level").show();

await spark.stop();
if (sample !== undefined) await rm(sample.root, { recursive: true });

/** Two files of a log. */
async function sampleLogs(): Promise<{ root: string; logs: string; output: string }> {
  const root = await mkdtemp(join(tmpdir(), "millrace-logs-"));
  await mkdir(join(root, "logs"));
  await writeFile(
    join(root, "logs", "a.log"),
    "2024-05-01 10:00:01 INFO started\n2024-05-01 10:00:07 ERROR disk full\n    at write (disk.ts:12)\n",
  );
  await writeFile(join(root, "logs", "b.log"), "2024-05-02 09:30:00 INFO started\n2024-05-02 09:31:12 WARN slow\n");
  return { root, logs: join(root, "logs"), output: join(root, "out") };
}
