/**
 * Sensor files become a Parquet table, and the table becomes counts per device and 5 seconds: two streams, one after the other.
 * Run it with `npm run demo -- --once`; with `--work <directory>` it can be killed at any moment and started again.
 */
import { connect, count, currentTimestamp, inputFileName, window } from "../src/index.ts";
import { openDemo } from "./demo-setup.ts";

const demo = await openDemo();
const spark = await connect();

demo.say(`
1. Sensors drop files of JSON lines into a directory: ${demo.sensors}`);
await demo.generateSensorFiles();

demo.say(`
2. The first stream reads every file once, in small batches, notes where and when it read each record, and appends to a
   Parquet table. Its checkpoint remembers what is done: started again, it goes on from there.`);
const schema = "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";

const readings = spark.readStream
  .schema(schema)
  .option("maxFilesPerTrigger", 4)
  .json(demo.sensors)
  .withColumn("INPUT_FILE_NAME", inputFileName())
  .withColumn("PROCESSED_TIME", currentTimestamp())
  .withWatermark("PROCESSED_TIME", "1 minute");

const devices = await readings.writeStream
  .format("parquet")
  .option("path", demo.devices)
  .option("checkpointLocation", demo.checkpoint("devices"))
  .outputMode("append")
  .queryName("devices")
  .trigger({ availableNow: true })
  .start();
await devices.awaitTermination();

demo.say(`
3. The table can be asked like any other, here for the readings of each type:`);
const table = spark.read.parquet(demo.devices);
await table.groupBy("deviceType").count().orderBy("deviceType").show();

demo.say(`
4. The second stream reads that table as it grows, and counts the readings of every device in windows of 5 seconds. It keeps
   the counts between batches. After each batch all of them replace those of the batch before; a batch that a crash makes run
   twice does no harm that way.`);
const grown = await table.schema();
const counts = await spark.readStream
  .schema(grown)
  .option("maxFilesPerTrigger", 5)
  .parquet(demo.devices)
  .groupBy(window("timestamp", "5 seconds"), "deviceId")
  .count()
  .writeStream.outputMode("complete")
  .queryName("counts")
  .option("checkpointLocation", demo.checkpoint("counts"))
  .foreachBatch(async (batch) => batch.write.mode("overwrite").parquet(demo.counts))
  .trigger({ availableNow: true })
  .start();
await counts.awaitTermination();

demo.say(`
5. A device that reports fewer than 5 times in 5 seconds may have lost its signal. The first of these windows:`);
const windows = spark.read.parquet(demo.counts).selectExpr("window.start", "window.end", "deviceId", "count");
const lost = windows.where("count < 5");
await lost.orderBy("start", "deviceId").show(10, false);

demo.say(`   And the windows by the readings they hold:`);
await windows.groupBy("count").agg(count().alias("windows")).orderBy("count").show();

await demo.finish({
  files: await table.select("INPUT_FILE_NAME").distinct().count(),
  rowsIn: await spark.read.schema(schema).json(demo.sensors).count(),
  rowsOut: await table.count(),
  lost: await lost.count(),
  windows: await windows.orderBy("start", "deviceId").collect(),
});
await spark.stop();
