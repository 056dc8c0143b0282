/** One life of a job: from where its checkpoint stands to the end of its input. */
import { isMillraceError, type DataStreamWriter, type Session, type StreamingQuery } from "../../src/index.ts";
import { jobs, type JobName } from "./jobs.ts";
import type { Places } from "./places.ts";

export interface LifeOptions {
  readonly filesPerBatch: number;
  /** Goes on looking for files; else it ends with those that are there. */
  readonly everyMs?: number;
}

export function start(
  spark: Session,
  job: JobName,
  places: Places,
  { filesPerBatch, everyMs }: LifeOptions,
): Promise<StreamingQuery> {
  const reader = spark.readStream.option("maxFilesPerTrigger", filesPerBatch);
  const writer: DataStreamWriter = jobs[job].frame(reader, places).writeStream;
  return writer
    .format("parquet")
    .outputMode("append")
    .partitionBy(...jobs[job].partitionBy)
    .option("path", places.output)
    .option("checkpointLocation", places.checkpoint)
    .trigger(everyMs === undefined ? { availableNow: true } : { processingTime: `${everyMs} milliseconds` })
    .start();
}

/** How a life ended: well, or with an error as its user sees it. */
export type End = "done" | { readonly condition: string; readonly message: string };

export function endOf(error: unknown): End {
  if (!isMillraceError(error)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { condition: "", message: text };
  }
  const cause: unknown = error.cause;
  if (error.condition !== "STREAM_FAILED") return { condition: error.condition, message: error.message };
  return { condition: isMillraceError(cause) ? cause.condition : "", message: error.message };
}
