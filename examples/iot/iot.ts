/**
 * A continuous IoT pipeline, to be read from top to bottom. Sensors drop files of JSON lines into a directory; the files become a Parquet table
 * with a checkpoint, SQL looks at both while they grow, devices that lose their signal raise alerts.
 *
 *   npm run demo                 half a minute of it, live: files are written while the pipeline runs
 *   npm run demo -- --once       everything there is, once, with result tables; with --work <dir> it can be killed and started again
 */
import { col, connect, currentTimestamp, dbutils, inputFileName, window } from "millrace";
import { Alerts } from "./alerts.ts";
import { openDemo } from "./setup.ts";

const demo = await openDemo();
const { places, trigger } = demo;
const spark = await connect();

// Set-up. What an earlier run left in its place is kept: the checkpoints know how far it had come.
for (const directory of [places.sensors, places.checkpoints]) await dbutils.fs.mkdirs(directory);
await demo.startSensors();

demo.say("1. Sensors drop files of JSON lines into a directory. A raw one begins so:");
const [first] = await dbutils.fs.ls(places.sensors);
demo.say(await dbutils.fs.head(first!.path, 240));

// What comes in, and what goes out: where and when a record was read is added to it.
const inputSchema = "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";
const outputSchema =
  "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE, INPUT_FILE_NAME STRING, PROCESSED_TIME TIMESTAMP";

demo.say(`
2. A stream reads every file once, in small batches, notes where and when it read each record, and appends to a Parquet
   table. Lines that are no JSON are kept aside. Its checkpoint remembers what is done: started again, it goes on.`);
await spark.conf.set("spark.sql.shuffle.partitions", 2);
const readings = spark.readStream
  .schema(inputSchema)
  .option("maxFilesPerTrigger", 4)
  .option("badRecordsPath", places.bad)
  .json(places.sensors);
const devices = await readings
  .withColumn("INPUT_FILE_NAME", inputFileName())
  .withColumn("PROCESSED_TIME", currentTimestamp())
  .writeStream.format("parquet")
  .option("path", places.devices)
  .option("checkpointLocation", demo.checkpoint("devices"))
  .outputMode("append")
  .queryName("devices")
  .trigger(trigger)
  .start();
await demo.settled(devices);

// A view over the files as they come, and one over the table as it grows. With --once they are finished tables: the SQL is the same.
const source = demo.isOnce ? spark.read : spark.readStream;
await source
  .schema(inputSchema)
  .option("mode", "DROPMALFORMED")
  .json(places.sensors)
  .createOrReplaceTempView("readings");
await source.schema(outputSchema).parquet(places.devices).createOrReplaceTempView("devices");

demo.say("\n3. SQL over views that live. All rows of two types:");
await demo.look("two types", spark.sql("SELECT * FROM readings WHERE deviceType IN ('SensorTypeA', 'SensorTypeD')"));

demo.say("The files seen so far and when they were processed, the newest first:");
await demo.look(
  "files",
  spark.sql(`
    SELECT substring_index(INPUT_FILE_NAME, '/', -1) AS file, PROCESSED_TIME, count(*) AS readings FROM devices
    GROUP BY 1, 2 ORDER BY PROCESSED_TIME DESC, file`),
);

demo.say("How many readings there are:");
await demo.look("readings", spark.sql("SELECT count(*) AS readings FROM devices"));

demo.say("Their number, and the weakest, strongest and average signal, by type:");
await demo.look(
  "by type",
  spark.sql(`
    SELECT deviceType, count(*) AS readings, min(signalStrength) AS weakest, max(signalStrength) AS strongest,
           round(avg(signalStrength), 4) AS average
    FROM devices GROUP BY deviceType ORDER BY deviceType`),
);

demo.say("\n4. Readings per device in windows of 5 seconds of the time at which they were taken:");
await demo.look(
  "windows",
  spark.sql(`
    SELECT window, deviceId, count(*) AS count FROM devices
    GROUP BY window(timestamp, '5 seconds'), deviceId ORDER BY window.start DESC, deviceId`),
);

demo.say("A device with fewer than 5 of them may have lost its signal:");
const perDevice = spark.readStream
  .schema(outputSchema)
  .option("maxFilesPerTrigger", 5)
  .parquet(places.devices)
  .groupBy(window("timestamp", "5 seconds"), "deviceId")
  .count();
await demo.look(
  "lost signals",
  spark.sql(`
    SELECT window, deviceId, count(*) AS count FROM devices
    GROUP BY window(timestamp, '5 seconds'), deviceId HAVING count < 5 ORDER BY window.start DESC, deviceId`),
);

demo.say(`
5. Alerts: the same question as a query of its own, whose every row goes to a function. In complete mode a batch brings
   all windows, so the function remembers what it has told. After a crash a batch may come twice: alerts are told at least
   once, and each carries its batch's id.`);
const alerts = new Alerts(places.alerts, (line) => demo.say(line));
const alerting = await perDevice
  .where("count < 5")
  .selectExpr("window.start", "window.end", "deviceId", "count")
  .writeStream.outputMode("complete")
  .queryName("alerts")
  .option("checkpointLocation", demo.checkpoint("alerts"))
  .foreach(alerts)
  .trigger(trigger)
  .start();
await demo.settled(alerting);

// The counts as a table for others: every batch replaces the one before, so that one which a crash makes run twice does no harm.
const counting = await perDevice.writeStream
  .outputMode("complete")
  .queryName("counts")
  .option("checkpointLocation", demo.checkpoint("counts"))
  .foreachBatch(async (counts) => counts.write.mode("overwrite").parquet(places.counts))
  .trigger(trigger)
  .start();
await demo.settled(counting);

demo.say(`
6. First challenge: each micro-batch in a directory of its own, written with the batch API. The batch's id is in the name and
   the mode is overwrite, so that a batch which runs again after a crash replaces its own first attempt and doubles nothing.`);
const copying = await readings.writeStream
  .queryName("batches")
  .option("checkpointLocation", demo.checkpoint("batches"))
  .foreachBatch(async (batch, batchId) => batch.write.mode("overwrite").parquet(`${places.batches}/batch=${batchId}`))
  .trigger(trigger)
  .start();
await demo.settled(copying);

demo.say("\n7. Second challenge: one more monitor, for signals that are there but weak.");
const weak = await readings
  .where(col("signalStrength").lt(0.2))
  .writeStream.queryName("weak")
  .option("checkpointLocation", demo.checkpoint("weak"))
  .trigger(trigger)
  .start(places.weak);
await demo.settled(weak);

await demo.untilTheEnd(spark, [devices, alerting, counting, copying, weak]);
await demo.finish(spark, alerts.told);

// Clean-up.
await spark.stop();
await demo.cleanUp();
