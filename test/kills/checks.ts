/** What must hold when the job has finished, however often it was killed, beside what holds at every look: a list of what does not. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ddlOf, type Question } from "../readers/question.ts";
import { connect, type DataFrame, type Session } from "../../src/index.ts";
import { batchTimes, entries, listed, numbers } from "./log-files.ts";
import { difference } from "./multisets.ts";
import { countsQuestion, devicesQuestion } from "./outputs.ts";
import type { Places } from "./places.ts";
import { counts, devices, WATERMARK_DELAY_SECONDS } from "./queries.ts";
import type { Scenario } from "./scenario.ts";

export async function faults(scenario: Scenario, places: Places): Promise<readonly string[]> {
  const spark = await connect();
  try {
    return [
      ...(await deviceFaults(spark, scenario, places)),
      ...(await countFaults(spark, scenario, places)),
      ...logFaults(places.devicesCheckpoint, places.devices),
      ...logFaults(places.countsCheckpoint, scenario.counts === "append" ? places.counts : undefined),
    ];
  } finally {
    await spark.stop();
  }
}

/** Law 2 for the ETL: the batch over all input, but for the time of processing, which is the logged one of the row's batch. */
async function deviceFaults(spark: Session, scenario: Scenario, places: Places): Promise<string[]> {
  const expected = await lines(devices(spark.read, places.input).drop("PROCESSED_TIME"));
  const written = read(spark, devicesQuestion(scenario, places));
  const times = batchTimes(places.devicesCheckpoint);
  const wrongTimes = (await written.select("INPUT_FILE_NAME", "PROCESSED_TIME").collect()).flatMap((row) => {
    const [file, time] = [row["INPUT_FILE_NAME"] as string, (row["PROCESSED_TIME"] as Date).getTime()];
    return times.get(file) === time ? [] : [`${file} has ${time}, its batch ${times.get(file)}`];
  });
  return [
    ...difference("devices, against the batch query", await lines(written.drop("PROCESSED_TIME")), expected),
    ...wrongTimes.slice(0, 1).map((text) => `devices: a row's PROCESSED_TIME is not its batch's: ${text}`),
  ];
}

async function countFaults(spark: Session, scenario: Scenario, places: Places): Promise<string[]> {
  const input = devicesQuestion(scenario, places);
  const all = await lines(counts(spark.read, input));
  const output = countsQuestion(scenario, places);
  const what = "counts, against the batch query";
  if (output === undefined) {
    const got = scenario.counts === "complete" ? lastBatch(places.counts) : lastRowPerKey(places.counts);
    return difference(what, got, all);
  }
  const [last] = await read(spark, input).selectExpr("max(timestamp) AS t").collect();
  const watermark = (last!["t"] as Date).getTime() - WATERMARK_DELAY_SECONDS * 1000;
  const closed = all.filter((line) => Date.parse((JSON.parse(line) as { end: string }).end) <= watermark);
  const written = read(spark, output).select("start", "end", "deviceId", "count");
  return difference(what, await lines(written), closed);
}

const read = (spark: Session, output: Question): DataFrame =>
  spark.read.schema(ddlOf(output)).format(output.format).load(output.path);

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
  const files = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== log)
    .map((entry) => join(entry.parentPath, entry.name));
  const isHidden = (file: string): boolean =>
    relative(output, file)
      .split("/")
      .some((name) => /^[._]/.test(name));
  const stray = files.filter((file) => !isHidden(file) && !named.has(file));
  const missing = [...named].filter(([file, size]) => !existsSync(file) || statSync(file).size !== size);
  const last = numbers(log).at(-1) ?? -1;
  return [
    ...compactedGaps("_spark_metadata", log),
    ...(last === batches - 1 ? [] : [`the sink log ends with ${last} after ${batches} batches`]),
    ...stray.map((file) => `${file} is not in the sink log`),
    ...missing.map(([file]) => `${file} is in the sink log but not there, or of another size`),
    ...files.filter(isHidden).map((file) => `${file} was left behind`),
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
