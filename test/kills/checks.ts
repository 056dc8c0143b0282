/** What must hold when the job has finished, however often it was killed: a list of what does not. */
import { DuckDBInstance } from "@duckdb/node-api";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, type DataFrame, type Session } from "../../src/index.ts";
import { batchTimes, entries, listed, numbers } from "./log-files.ts";
import { difference } from "./multisets.ts";
import type { Places } from "./places.ts";
import { counts, devices, WATERMARK_DELAY_SECONDS } from "./queries.ts";
import type { Scenario } from "./scenario.ts";

export async function faults(scenario: Scenario, places: Places): Promise<readonly string[]> {
  const spark = await connect();
  try {
    return [
      ...(await deviceFaults(spark, places)),
      ...(await countFaults(spark, scenario, places)),
      ...logFaults(places.devicesCheckpoint, places.devices),
      ...logFaults(places.countsCheckpoint, scenario.counts === "appendParquet" ? places.counts : undefined),
    ];
  } finally {
    await spark.stop();
  }
}

/** Law 2 for the ETL: the batch over all input, but for the time of processing, which is the logged one of the row's batch. */
async function deviceFaults(spark: Session, places: Places): Promise<string[]> {
  const expected = await lines(devices(spark.read, places.input).drop("PROCESSED_TIME"));
  const written = spark.read.parquet(places.devices);
  const times = batchTimes(places.devicesCheckpoint);
  const wrongTimes = (await written.select("INPUT_FILE_NAME", "PROCESSED_TIME").collect()).flatMap((row) => {
    const [file, time] = [row["INPUT_FILE_NAME"] as string, (row["PROCESSED_TIME"] as Date).getTime()];
    return times.get(file) === time ? [] : [`${file} has ${time}, its batch ${times.get(file)}`];
  });
  return [
    ...difference("devices, by the sink log", await lines(written.drop("PROCESSED_TIME")), expected),
    ...difference("devices, by the bare listing", await bareLines(places.devices), expected.map(asJavaScript)),
    ...wrongTimes.slice(0, 1).map((text) => `devices: a row's PROCESSED_TIME is not its batch's: ${text}`),
  ];
}

async function countFaults(spark: Session, scenario: Scenario, places: Places): Promise<string[]> {
  const all = await lines(counts(spark.read, places.devices));
  if (scenario.counts !== "appendParquet") {
    const complete = scenario.counts === "completeForeachBatch";
    return difference("counts", complete ? lastBatch(places.counts) : lastRowPerKey(places.counts), all);
  }
  const latest = (await spark.read.parquet(places.devices).selectExpr("max(timestamp) AS t").collect())[0]![
    "t"
  ] as Date;
  const watermark = latest.getTime() - WATERMARK_DELAY_SECONDS * 1000;
  const closed = all.filter((line) => Date.parse((JSON.parse(line) as { end: string }).end) <= watermark);
  return [
    ...difference("counts, by the sink log", await lines(spark.read.parquet(places.counts)), closed),
    ...difference(
      "counts, number of rows by the bare listing",
      [await bareCount(places.counts)],
      [String(closed.length)],
    ),
  ];
}

/** Offsets and commits without a gap and of one length; sink log likewise, naming all files there are and no others. */
function logFaults(checkpoint: string, output: string | undefined): string[] {
  const offsets = numbers(join(checkpoint, "offsets"));
  const commits = numbers(join(checkpoint, "commits"));
  const intents = numbers(join(checkpoint, "millrace", "intents"));
  return [
    ...gaps("offsets", offsets),
    ...gaps("commits", commits),
    ...(offsets.length === commits.length ? [] : [`${offsets.length} offsets but ${commits.length} commits`]),
    ...compactedGaps("sources/0", join(checkpoint, "sources", "0")),
    ...(intents.length === 0 ? [] : [`intent lists are left: ${intents.join(", ")}`]),
    ...(output === undefined ? [] : sinkFaults(output, commits.length)),
  ].map((text) => `${checkpoint}: ${text}`);
}

function sinkFaults(output: string, batches: number): string[] {
  const log = join(output, "_spark_metadata");
  const named = new Map(sinkEntries(log).map((entry) => [fileURLToPath(entry.path), entry.size]));
  const present = listed(output).filter((name) => !name.startsWith("_") && !name.startsWith("."));
  const stray = present.map((name) => join(output, name)).filter((file) => !named.has(file));
  const missing = [...named].filter(([file, size]) => !existsSync(file) || statSync(file).size !== size);
  const hidden = readdirSync(output, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.parentPath !== log && !present.includes(entry.name),
  );
  const last = numbers(log).at(-1) ?? -1;
  return [
    ...compactedGaps("_spark_metadata", log),
    ...(last === batches - 1 ? [] : [`the sink log ends with ${last} after ${batches} batches`]),
    ...stray.map((file) => `${file} is not in the sink log`),
    ...missing.map(([file]) => `${file} is in the sink log but not there, or of another size`),
    ...hidden.map((entry) => `${join(entry.parentPath, entry.name)} was left behind`),
  ];
}

/** From the compacted entry that holds all before it. */
function sinkEntries(log: string): { path: string; size: number }[] {
  const compact = lastCompact(log);
  const names = listed(log).filter(
    (name) => name === `${compact}.compact` || (/^\d+$/.test(name) && Number(name) > compact),
  );
  return names.flatMap((name) => entries<{ path: string; size: number }>(join(log, name)));
}

function lastBatch(directory: string): string[] {
  const last = Math.max(...listed(directory).map((name) => Number.parseInt(name)));
  return JSON.parse(readFileSync(join(directory, `${last}.json`), "utf8")) as string[];
}

function lastRowPerKey(directory: string): string[] {
  const rows = new Map<string, string>();
  const batches = listed(directory)
    .map((name) => Number.parseInt(name))
    .toSorted((a, b) => a - b);
  for (const batch of batches) {
    for (const line of JSON.parse(readFileSync(join(directory, `${batch}.json`), "utf8")) as string[]) {
      const { start, deviceId } = JSON.parse(line) as { start: string; deviceId: number };
      rows.set(`${start} ${deviceId}`, line);
    }
  }
  return [...rows.values()];
}

const lines = (frame: DataFrame): Promise<string[]> => frame.toJSON();

/** The rows as somebody reads them who knows nothing of the log. */
async function bareLines(directory: string): Promise<string[]> {
  const rows =
    await bare(`SELECT * EXCLUDE (PROCESSED_TIME) REPLACE (strftime(timestamp, '%Y-%m-%dT%H:%M:%S.%gZ') AS timestamp)
    FROM read_parquet('${directory}/*.parquet')`);
  return rows.map((row) =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
  );
}

/** Numbers as JavaScript writes them. */
const asJavaScript = (line: string): string => JSON.stringify(JSON.parse(line));

async function bareCount(directory: string): Promise<string> {
  const [row] = await bare(`SELECT count(*) AS n FROM read_parquet('${directory}/*.parquet')`);
  return String(row!["n"]);
}

async function bare(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function gaps(log: string, found: readonly number[]): string[] {
  const gap = found.findIndex((id, i) => id !== i);
  if (found.length === 0) return [`${log} is empty`];
  return gap < 0 ? [] : [`${log} has ${found[gap]} where ${gap} belongs`];
}

/** From the last compacted entry on, which holds all before it, none is missing; those before it may have been removed. */
function compactedGaps(log: string, directory: string): string[] {
  const compact = lastCompact(directory);
  const later = numbers(directory).filter((id) => id > compact);
  return compact < 0
    ? gaps(log, later)
    : later.length === 0
      ? []
      : gaps(
          log,
          later.map((id) => id - compact - 1),
        );
}

const lastCompact = (directory: string): number =>
  Math.max(-1, ...listed(directory).map((name) => (name.endsWith(".compact") ? Number.parseInt(name) : -1)));
