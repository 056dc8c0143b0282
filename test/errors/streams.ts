/** What a stream cannot do, and how a query is started. */
import type { Mistake } from "./mistake.ts";

const files = { "in/a.json": '{"time":"2025-01-01T10:00:00Z","id":1,"signal":0.5}\n' };
const read = `const readings = spark.readStream.schema("time TIMESTAMP, id BIGINT, signal DOUBLE").json("in");\n`;
const once = "trigger({ availableNow: true })";
const stream = (name: string, program: string): Mistake => ({ name, files, program: `${read}${program}` });
const wait = "await query.awaitTermination();";

export const streams: readonly Mistake[] = [
  {
    name: "stream-without-schema",
    files,
    program: `
const query = await spark.readStream.json("in").writeStream.format("console").start();
${wait}`,
  },
  {
    name: "stream-of-a-missing-directory",
    program: `
const query = await spark.readStream.schema("id BIGINT").json("inn").writeStream.format("console").${once}.start();
${wait}`,
  },
  stream("count-of-a-stream", `console.log(await readings.count());`),
  stream("show-of-a-stream", `await readings.show();`),
  stream("collect-of-a-stream", `console.log(await readings.collect());`),
  stream("write-of-a-stream", `await readings.write.parquet("out");`),
  stream(
    "cache-of-a-stream",
    `await readings.cache().writeStream.format("console").${once}.start();\nawait spark.streams.awaitAnyTermination();\nawait spark.stop();`,
  ),
  {
    name: "writeStream-of-a-batch-frame",
    files,
    program: `
const query = await spark.read.schema("id BIGINT").json("in").writeStream.format("console").start();
${wait}`,
  },
  stream(
    "append-aggregation-without-watermark",
    `const query = await readings.groupBy("id").count().writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "complete-without-aggregation",
    `const query = await readings.writeStream.outputMode("complete").format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "misspelt-output-mode",
    `const query = await readings.writeStream.outputMode("apend").format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "update-into-files",
    `
const query = await readings
  .groupBy("id")
  .count()
  .writeStream.outputMode("update")
  .option("checkpointLocation", "checkpoint")
  .${once}
  .start("out");
${wait}`,
  ),
  stream(
    "start-without-path",
    `const query = await readings.writeStream.option("checkpointLocation", "cp").${once}.start();\n${wait}`,
  ),
  stream(
    "start-without-checkpoint",
    `const query = await readings.writeStream.format("parquet").${once}.start("out");\n${wait}`,
  ),
  stream(
    "start-with-an-unknown-format",
    `const query = await readings.writeStream.format("consol").${once}.start();\n${wait}`,
  ),
  stream(
    "kafka-sink",
    `const query = await readings.writeStream.format("kafka").option("topic", "t").start();\n${wait}`,
  ),
  stream(
    "misspelt-option-of-a-sink",
    `const query = await readings.writeStream.format("console").option("numRow", 5).${once}.start();\n${wait}`,
  ),
  stream(
    "misspelt-checkpointLocation",
    `const query = await readings.writeStream.option("checkpointlocatoin", "cp").${once}.start("out");\n${wait}`,
  ),
  stream(
    "unknown-trigger",
    `const query = await readings.writeStream.format("console").trigger({ availableNwo: true } as never).start();\n${wait}`,
  ),
  stream(
    "trigger-of-two",
    `const query = await readings.writeStream.format("console").trigger({ availableNow: true, processingTime: "1 second" }).start();\n${wait}`,
  ),
  stream(
    "trigger-as-text",
    `const query = await readings.writeStream.format("console").trigger("10 seconds" as never).start();\n${wait}`,
  ),
  stream(
    "trigger-continuous",
    `const query = await readings.writeStream.format("console").trigger({ continuous: "1 second" }).start();\n${wait}`,
  ),
  stream(
    "malformed-trigger-interval",
    `const query = await readings.writeStream.format("console").trigger({ processingTime: "10 secs" }).start();\n${wait}`,
  ),
  stream(
    "negative-trigger-interval",
    `const query = await readings.writeStream.format("console").trigger({ processingTime: "-1 second" }).start();\n${wait}`,
  ),
  stream(
    "watermark-on-a-misspelt-column",
    `const query = await readings.withWatermark("tiem" as "time", "10 minutes").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "watermark-on-a-number",
    `const query = await readings.withWatermark("id", "10 minutes").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "malformed-watermark-delay",
    `const query = await readings.withWatermark("time", "ten minutes").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "watermark-delay-without-unit",
    `const query = await readings.withWatermark("time", "10").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "malformed-window",
    `const query = await readings.groupBy(window("time", "5 mintes")).count().writeStream.outputMode("complete").format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "dropDuplicatesWithinWatermark-without-watermark",
    `const query = await readings.dropDuplicatesWithinWatermark(["id"]).writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "sort-of-a-stream",
    `const query = await readings.orderBy("time").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "window-function-over-a-stream",
    `const query = await readings.selectExpr("id", "row_number() OVER (PARTITION BY id ORDER BY time) AS n").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "misspelt-column-in-a-stream",
    `const query = await readings.selectExpr("idd").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "outer-join-of-streams-without-watermark",
    `const query = await readings.join(readings.select("id"), "id", "left").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  {
    name: "nested-column-into-csv",
    files,
    program: `
const readings = spark.readStream.schema("id BIGINT, place STRUCT<lat: DOUBLE, lon: DOUBLE>").json("in");
const query = await readings.writeStream.format("csv").option("checkpointLocation", "cp").${once}.start("out");
${wait}`,
  },
  stream(
    "two-columns-into-text",
    `const query = await readings.writeStream.format("text").option("checkpointLocation", "cp").${once}.start("out");\n${wait}`,
  ),
  stream(
    "partitionBy-of-a-misspelt-column",
    `const query = await readings.writeStream.partitionBy("idd").option("checkpointLocation", "cp").${once}.start("out");\n${wait}`,
  ),
  stream(
    "foreachBatch-that-throws",
    `
const query = await readings.writeStream
  .foreachBatch(async (frame, batchId) => {
    await frame.count();
    throw new Error("no room for batch " + batchId);
  })
  .queryName("rooms")
  .${once}
  .start();
${wait}`,
  ),
  stream(
    "foreachBatch-with-a-misspelt-column",
    `
const query = await readings.writeStream
  .foreachBatch(async (frame) => {
    await frame.select("idd" as "id").show();
  })
  .${once}
  .start();
${wait}`,
  ),
  stream(
    "foreachBatch-whose-write-fails-unawaited",
    `
const query = await readings.writeStream
  .foreachBatch((frame) => {
    frame.write.mode("append").parquet("in/a.json/out");
  })
  .${once}
  .start();
${wait}`,
  ),
  stream(
    "foreachBatch-called",
    `const query = await readings.writeStream.foreachBatch(console.log("batch") as never).${once}.start();\n${wait}`,
  ),
  stream(
    "foreach-that-throws",
    `
const query = await readings.writeStream
  .foreach((row) => {
    throw new TypeError("row " + row.id);
  })
  .${once}
  .start();
${wait}`,
  ),
  stream(
    "udf-that-throws-in-a-stream",
    `
const check = udf((id: bigint) => {
  if (id === 1n) throw new RangeError("id 1 is taken");
  return id;
}, "BIGINT");
const query = await readings.select(check("id")).writeStream.queryName("checked").format("console").${once}.start();
${wait}`,
  ),
  stream(
    "division-by-zero-in-a-stream",
    `const query = await readings.selectExpr("signal / (id - 1) AS share").writeStream.queryName("shares").format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "cast-error-in-a-stream",
    `const query = await readings.selectExpr("CAST(concat('nr', id) AS INT) AS nr").writeStream.format("console").${once}.start();\n${wait}`,
  ),
  stream(
    "duplicate-query-name",
    `
const first = await readings.writeStream.queryName("rows").format("noop").start();
const second = await readings.writeStream.queryName("rows").format("noop").start();
await second.stop();
await first.stop();`,
  ),
  stream(
    "memory-sink-without-name",
    `const query = await readings.writeStream.format("memory").${once}.start();\n${wait}`,
  ),
  stream(
    "memory-table-not-there",
    `
const query = await readings.writeStream.format("memory").queryName("seen").${once}.start();
${wait}
await spark.table("sean").show();`,
  ),
  stream(
    "toTable-with-a-bad-name",
    `const query = await readings.writeStream.option("checkpointLocation", "cp").${once}.toTable("my-table");\n${wait}`,
  ),
  { name: "table-not-there", program: `await spark.table("readings").show();` },
  {
    name: "socket-nobody-answers",
    program: `
const lines = spark.readStream.format("socket").option("host", "127.0.0.1").option("port", 1).load();
const query = await lines.writeStream.format("console").start();
${wait}`,
  },
  {
    name: "socket-without-port",
    program: `
const lines = spark.readStream.format("socket").option("host", "127.0.0.1").load();
const query = await lines.writeStream.format("console").start();
${wait}`,
  },
];
