/** One life of the engine: from its start to the end of the input, to a power loss or a kill, or to an error. */
import { join } from "node:path";
import { connect, type DataFrame, type Session, type StreamingQuery } from "../../src/index.ts";
import { TABLE, type Places } from "./places.ts";
import type { Program } from "./programs/program.ts";
import type { World } from "./world.ts";

export interface Life {
  /** "cut off": from one effect to the next nothing happened any more. */
  readonly end: "finished" | "cut off" | "failed";
  readonly error?: unknown;
  /** The batches that were committed in it. */
  readonly batches: readonly number[];
}

export async function live(program: Program, places: Places, { runtime, disk, life }: World): Promise<Life> {
  // A clock that nobody tells would not wait for a query to stop.
  const conf = {
    "spark.sql.streaming.stopTimeout": "0",
    "spark.sql.warehouse.dir": places.warehouse,
    ...program.conf,
  };
  const spark = await connect({ runtime, conf });
  const batches: number[] = [];
  spark.streams.addListener({ onQueryProgress: ({ progress }) => void batches.push(progress.batchId) });
  const running = run(spark, program, places, { runtime, disk, life });
  try {
    await Promise.race([running, disk.off]);
    return { end: disk.isOff ? "cut off" : "finished", batches };
  } catch (error) {
    return disk.isOff ? { end: "cut off", batches } : { end: "failed", error, batches };
  } finally {
    await spark.stop().catch(() => undefined);
    // Nothing may be at work any more when the disk is looked at.
    await running.catch(() => undefined);
  }
}

async function run(spark: Session, program: Program, places: Places, world: World): Promise<void> {
  const query = await start(spark, program, places, world);
  if (program.trigger === "asItComes") {
    await query.processAllAvailable();
    await query.stop();
  } else await query.awaitTermination();
}

export function inputOf(spark: Session, program: Program, places: Places, isStreaming: boolean) {
  return (name: string): DataFrame => {
    const isStream = isStreaming && program.statics?.includes(name) !== true;
    let reader = (isStream ? spark.readStream : spark.read).schema(program.schema);
    if (isStream) {
      const options = { minFileAge: "0ms", maxFilesPerTrigger: "1", ...program.readOptions?.(places) };
      for (const [key, value] of Object.entries(options)) reader = reader.option(key, value);
    } else if (program.badRecords !== undefined) reader = reader.option("mode", "DROPMALFORMED");
    return reader.format(program.format ?? "json").load(places.input(name));
  };
}

function start(spark: Session, program: Program, places: Places, world: World): Promise<StreamingQuery> {
  const { sink } = program;
  const frame = program.query(inputOf(spark, program, places, true), world.life);
  const writer = frame.writeStream
    .option("checkpointLocation", places.checkpoint)
    .trigger(program.trigger === "asItComes" ? { processingTime: "0 seconds" } : { availableNow: true });
  switch (sink.kind) {
    case "files":
      return writer
        .format(sink.format)
        .partitionBy(...(sink.partitionBy ?? []))
        .option("path", places.output)
        .start();
    case "table":
      return writer.toTable(TABLE);
    case "batches":
      return writer
        .outputMode(sink.mode)
        .foreachBatch(async (batch, batchId) => {
          await world.runtime.files.replace(join(places.target, String(batchId)), JSON.stringify(await batch.toJSON()));
        })
        .start();
  }
}
