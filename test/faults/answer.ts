/** Whether an output is exactly what the batch query over its input gives (law 2), to readers of its log and to those of its directory. */
import { DuckDBInstance } from "@duckdb/node-api";
import type { DataFrame, Session } from "../../src/index.ts";
import { difference } from "../kills/multisets.ts";
import { jobs, type JobName } from "./jobs.ts";
import type { Places } from "./places.ts";

/** `newestMs`: the time of the newest record, which the watermark follows. */
export async function wrongAnswers(
  spark: Session,
  job: JobName,
  places: Places,
  newestMs: number,
): Promise<readonly string[]> {
  const { expected, read } = await both(spark, job, places, newestMs);
  return [
    ...difference("by the sink log", read, expected),
    ...difference("rows by the bare listing", [await bareCount(places.output)], [String(expected.length)]),
  ];
}

/** Whether readers of the log see, of an output that is not finished, right rows and whole batches of the copy only. */
export async function wrongPrefix(
  spark: Session,
  job: JobName,
  places: Places,
  { newestMs, rowsPerBatch }: { readonly newestMs: number; readonly rowsPerBatch: number },
): Promise<readonly string[]> {
  const { expected, read } = await both(spark, job, places, newestMs);
  const extra = difference("of an unfinished output", read, expected).filter((text) => !text.includes("; 0 too many"));
  const isWhole = job !== "etl" || read.length % rowsPerBatch === 0;
  return [...extra, ...(isWhole ? [] : [`a reader sees ${read.length} rows, of batches of ${rowsPerBatch}`])];
}

async function both(
  spark: Session,
  job: JobName,
  places: Places,
  newestMs: number,
): Promise<{ readonly expected: readonly string[]; readonly read: readonly string[] }> {
  const { frame, closed } = jobs[job];
  const all = await sorted(frame(spark.read, places));
  const expected = all.filter(({ row }) => closed(row, newestMs)).map(({ line }) => line);
  return { expected, read: (await sorted(spark.read.parquet(places.output))).map(({ line }) => line) };
}

/** The rows without the time at which they were read, columns by name: partition columns come last when read back. */
async function sorted(
  frame: DataFrame,
): Promise<readonly { readonly row: Readonly<Record<string, unknown>>; readonly line: string }[]> {
  const rows = await frame.collect();
  return rows.map((each) => {
    const row = each as Readonly<Record<string, unknown>>;
    const names = Object.keys(row).filter((name) => name !== "read");
    const line = JSON.stringify(names.toSorted().map((name) => String(row[name])));
    return { row, line };
  });
}

async function bareCount(directory: string): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      `SELECT count(*) FROM read_parquet('${directory}/**/*.parquet', hive_partitioning = true)`,
    );
    return String(reader.getRows()[0]![0]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
