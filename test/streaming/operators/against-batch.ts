/** A stream's answer beside the batch query's over the same rows: what every operator is measured by. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { connect, type DataFrame, type Session } from "../../../src/index.ts";
import { scratch, writeLines } from "../../scratch.ts";

/** The rows of each file of each input; file i of all inputs arrives before file i + 1 of any. */
export type Arrivals = Readonly<Record<string, readonly (readonly object[])[]>>;

export interface Pair {
  /** Rows as text, sorted. */
  readonly streamed: readonly string[];
  readonly batch: readonly string[];
}

type Inputs = (name: string) => DataFrame;

/** Runs `query` once over all rows, and over the files one by one; `restarts` says before which files the engine is started anew. */
export async function bothWays(
  schema: string,
  arrivals: Arrivals,
  query: (input: Inputs, spark: Session) => DataFrame,
  { restarts = [], outputMode = "append" }: { restarts?: readonly number[]; outputMode?: "append" | "update" } = {},
): Promise<Pair> {
  const root = scratch();
  const names = Object.keys(arrivals);
  const rounds = Math.max(...names.map((name) => arrivals[name]!.length));
  const stream: Inputs = (name) => spark.readStream.schema(schema).option("minFileAge", "0ms").json(join(root, name));
  let spark = await connect();
  onTestFinished(() => spark.stop().catch(() => undefined));
  for (const name of names) writeLines(join(root, name, ".begin"), "");
  const start = () =>
    query(stream, spark)
      .writeStream.format("json")
      .outputMode(outputMode)
      .option("path", join(root, "out"))
      .option("checkpointLocation", join(root, "checkpoint"))
      .start();
  let running = await start();
  for (let round = 0; round < rounds; round++) {
    if (restarts.includes(round)) {
      await spark.stop();
      spark = await connect();
      running = await start();
    }
    for (const name of names) {
      const rows = arrivals[name]![round];
      if (rows !== undefined && rows.length > 0) writeLines(join(root, name, `${round}.json`), ...rows);
    }
    await running.processAllAvailable();
  }
  await running.stop();
  const outSchema = await query(stream, spark).schema();
  const streamed = await sorted(spark.read.schema(outSchema).json(join(root, "out")));
  const batch = await sorted(query((name) => spark.read.schema(schema).json(join(root, name)), spark));
  await spark.stop();
  return { streamed, batch };
}

/** What a stream gives of files that are all there from the beginning, a file of each input per batch. */
export async function oneByOne(
  schema: string,
  arrivals: Arrivals,
  query: (input: Inputs) => DataFrame,
): Promise<string[]> {
  const root = scratch();
  for (const [name, files] of Object.entries(arrivals)) {
    writeLines(join(root, name, ".begin"), "");
    for (const [i, rows] of files.entries()) if (rows.length > 0) writeLines(join(root, name, `${i}.json`), ...rows);
  }
  const spark = await connect();
  onTestFinished(() => spark.stop().catch(() => undefined));
  const frame = query((name) => spark.readStream.schema(schema).option("maxFilesPerTrigger", 1).json(join(root, name)));
  const running = await frame.writeStream.format("memory").queryName("given").start();
  await running.processAllAvailable();
  return sorted(spark.table("given"));
}

async function sorted(frame: DataFrame): Promise<string[]> {
  return (await frame.collect()).map((row) => JSON.stringify(row)).toSorted();
}

/** A time of 2024-01-01, in seconds after noon. */
export const at = (seconds: number): string => new Date(Date.UTC(2024, 0, 1, 12, 0, seconds)).toISOString();
