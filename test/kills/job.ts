/** The program that is killed: `node job.ts <seed> <directory>` runs the job to its end, or on from where its checkpoints stand. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type DataFrame, type DataStreamWriter, type Session, type StreamingQuery } from "../../src/index.ts";
import { devicesQuestion } from "./outputs.ts";
import { placesIn } from "./places.ts";
import { counts, devices } from "./queries.ts";
import { scenarioOf } from "./scenario.ts";

const [seed, root] = process.argv.slice(2);
const scenario = scenarioOf(Number(seed));
const places = placesIn(root!);
const spark = await connect();

if (scenario.order === "together") {
  const running = [await startDevices(spark), await startCounts(spark)];
  console.log("started");
  for (const query of running) await query.processAllAvailable();
} else {
  const first = await startDevices(spark);
  console.log("started");
  await first.awaitTermination();
  await (await startCounts(spark)).awaitTermination();
}
await spark.stop();

function startDevices(session: Session): Promise<StreamingQuery> {
  return devices(session.readStream.option("maxFilesPerTrigger", scenario.maxFilesPerTrigger), places.input)
    .writeStream.format(scenario.devicesFormat)
    .option("path", places.devices)
    .option("checkpointLocation", places.devicesCheckpoint)
    .queryName("devices")
    .trigger(scenario.order === "inTurn" ? { availableNow: true } : {})
    .start();
}

function startCounts(session: Session): Promise<StreamingQuery> {
  const reader = session.readStream.option("maxFilesPerTrigger", scenario.maxFilesPerTrigger);
  const frame = counts(reader, devicesQuestion(scenario, places));
  return sink(frame)
    .option("checkpointLocation", places.countsCheckpoint)
    .queryName("counts")
    .trigger(scenario.order === "inTurn" ? { availableNow: true } : {})
    .start();
}

function sink(frame: DataFrame): DataStreamWriter {
  const writer = frame.writeStream.outputMode(scenario.counts);
  if (scenario.counts !== "append") return writer.foreachBatch(writeBatch);
  return writer
    .format(scenario.countsFormat)
    .partitionBy(...scenario.countsBy)
    .option("path", places.counts);
}

/** A file per batch id, whole or not at all: what a careful user would write. */
async function writeBatch(batch: DataFrame, batchId: number): Promise<void> {
  mkdirSync(places.counts, { recursive: true });
  const file = join(places.counts, `${batchId}.json`);
  writeFileSync(`${file}.tmp`, JSON.stringify(await batch.toJSON()));
  renameSync(`${file}.tmp`, file);
}
