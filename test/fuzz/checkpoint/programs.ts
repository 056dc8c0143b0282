/** Small programs over files, one for each way to keep something in a checkpoint. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expr, window, type DataFrame, type Session } from "../../../src/index.ts";

export interface Program {
  readonly name: string;
  /** How many directories of input it reads. */
  readonly inputs: number;
  query(inputs: readonly DataFrame[]): DataFrame;
}

export const PROGRAMS: readonly Program[] = [
  {
    name: "etl",
    inputs: 1,
    query: ([rows]) => rows!.where("value % 3 <> 0").select("device", "time", expr("value * 2 AS twice")),
  },
  {
    name: "windows",
    inputs: 1,
    query: ([rows]) =>
      rows!
        .withWatermark("time", "10 seconds")
        .groupBy(window("time", "30 seconds"), "device")
        .agg(expr("count(*) AS n"), expr("sum(value) AS total"), expr("max(note) AS note"))
        .select("window.start", "device", "n", "total", "note"),
  },
  {
    name: "duplicates",
    inputs: 1,
    query: ([rows]) =>
      rows!.withWatermark("time", "1 minute").dropDuplicates(["device", "time"]).select("device", "time"),
  },
  {
    name: "join",
    inputs: 2,
    query: ([left, right]) =>
      left!
        .withWatermark("time", "20 seconds")
        .alias("l")
        .join(
          right!.withWatermark("time", "40 seconds").alias("r"),
          expr("l.device = r.device AND r.time BETWEEN l.time AND l.time + INTERVAL 10 SECONDS"),
          "leftOuter",
        )
        .select("l.device", "l.time", "l.value", expr("r.value AS other")),
  },
];

/** Every second or so a reading; the same in every run. */
const ROWS_PER_FILE = 8;
const SECONDS_PER_FILE = 20;
const START = Date.UTC(2024, 0, 1);

/** Writes the files of some numbers, each later than the one before. */
export function writeInput({ inputs }: Program, directory: string, from: number, to: number): void {
  for (let input = 0; input < inputs; input++) {
    const place = join(directory, `input-${input}`);
    mkdirSync(place, { recursive: true });
    for (let file = from; file < to; file++) {
      const rows = Array.from({ length: ROWS_PER_FILE }, (_, i) => {
        const second = file * SECONDS_PER_FILE + ((i * 7 + input * 3) % 19);
        const time = new Date(START + second * 1000).toISOString();
        return JSON.stringify({ device: `d${i % 3}`, time, value: file * 10 + i, note: i === 2 ? null : `n${i}` });
      });
      const path = join(place, `${String(file).padStart(3, "0")}.json`);
      writeFileSync(path, rows.join("\n"));
      const modified = new Date(START + file * 1000);
      utimesSync(path, modified, modified);
    }
  }
}

const SCHEMA = "device STRING, time TIMESTAMP, value BIGINT, note STRING";

/** Runs the program over what there is, one file a batch. */
export async function run(session: Session, program: Program, directory: string, signal?: AbortSignal): Promise<void> {
  const inputs = Array.from({ length: program.inputs }, (_, input) =>
    session.readStream
      .schema(SCHEMA)
      .option("maxFilesPerTrigger", 1)
      .json(join(directory, `input-${input}`)),
  );
  const query = await program
    .query(inputs)
    .writeStream.format("parquet")
    .option("path", join(directory, "output"))
    .option("checkpointLocation", join(directory, "checkpoint"))
    .trigger({ availableNow: true })
    .start();
  const stop = (): void => void query.stop().catch(() => undefined);
  signal?.addEventListener("abort", stop);
  try {
    await query.awaitTermination();
  } finally {
    signal?.removeEventListener("abort", stop);
    await query.stop();
  }
}

/** What readers of the log see, in an order of its own. */
export async function output(session: Session, directory: string): Promise<readonly string[]> {
  const rows = await session.read.parquet(join(directory, "output")).collect();
  return rows
    .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value)))
    .toSorted();
}
