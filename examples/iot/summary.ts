/** What the pipeline has come to. */
import { readdir, readFile } from "node:fs/promises";
import type { Row, Session } from "millrace";
import type { Places } from "./setup.ts";

export interface Results {
  readonly files: number;
  /** Lines that came in, of which `bad` are kept aside. */
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly bad: number;
  readonly lost: number;
  readonly weak: number;
  readonly batches: number;
  /** Lines in the file of alerts, of which this run has told `toldNow`: one that goes on tells only what is new. */
  readonly alerts: number;
  readonly toldNow: number;
  /** Counts per window and device, in their order. */
  readonly windows: readonly Row[];
}

export async function resultsOf(spark: Session, places: Places, toldNow: number): Promise<Results> {
  const table = spark.read.parquet(places.devices);
  const windows = spark.read.parquet(places.counts).selectExpr("window.start", "window.end", "deviceId", "count");
  return {
    files: await table.select("INPUT_FILE_NAME").distinct().count(),
    rowsIn: await spark.read.text(places.sensors).count(),
    rowsOut: await table.count(),
    bad: await badRecords(spark, places.bad),
    lost: await windows.where("count < 5").count(),
    weak: await spark.read.parquet(places.weak).count(),
    batches: await spark.read.parquet(places.batches).select("batch").distinct().count(),
    alerts: await lineCount(places.alerts),
    toldNow,
    windows: await windows.orderBy("start", "deviceId").collect(),
  };
}

async function lineCount(file: string): Promise<number> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").length - 1;
}

/** Two queries read the sensors' files and keep their bad records: each of them counts once. */
async function badRecords(spark: Session, directory: string): Promise<number> {
  const times = await readdir(directory).catch(() => []);
  if (times.length === 0) return 0;
  const records = spark.read.schema("path STRING, record STRING, reason STRING").json(`${directory}/*/bad_records`);
  return records.distinct().count();
}

export const isWhole = ({ rowsIn, rowsOut, bad, windows }: Results): boolean =>
  rowsIn === rowsOut + bad && rowsOut === windows.reduce((sum, row) => sum + Number(row["count"]), 0);

export function summary(results: Results, ms: number): string {
  const { files, rowsIn, rowsOut, bad, lost, windows, weak, batches, alerts, toldNow } = results;
  const verdict = isWhole(results) ? "nothing lost, nothing doubled" : "THESE SHOULD BE AS MANY, AND THE COUNTS' SUM";
  return `
Summary
  files read      ${files}
  lines in        ${rowsIn}, of which ${bad} malformed and kept aside
  rows out        ${rowsOut}: ${verdict}
  windows         ${windows.length}, of which ${lost} with fewer than 5 readings
  alerts          ${alerts} in alerts.jsonl, ${toldNow} of them told by this run
  weak signals    ${weak}
  batches kept    ${batches}
  time            ${(ms / 1000).toFixed(1)} s`;
}

/** JSON lines: the total, then the counts in the order of window and device. */
export function resultLines({ rowsOut, windows }: Results): string {
  const text = (_: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
  return `${[{ rows: rowsOut }, ...windows].map((line) => JSON.stringify(line, text)).join("\n")}\n`;
}
