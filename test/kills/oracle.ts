/**
 * Which rows belong to which batch, from the input's text and the logs alone: no engine takes part. By law 2 an output whose last batch is N holds
 * the rows of all batches up to N.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { double, instant, integer, lineOf, string } from "../readers/cells.ts";
import { loggedBatches } from "./log-files.ts";
import type { Places } from "./places.ts";

/** Rows as lines, by the batch that brings them. */
export type Batches = ReadonlyMap<number, readonly string[]>;

interface Reading {
  readonly timestamp: string;
  readonly deviceId: number;
  readonly deviceType: string;
  readonly signalStrength: number;
}

/** A batch of the ETL brings the rows of the files it reads, at the time it was logged with. */
export function deviceBatches({ devicesCheckpoint }: Places): Batches {
  return new Map(
    loggedBatches(devicesCheckpoint).map(({ id, files, timeMs }) => [
      id,
      files.flatMap((uri) =>
        readings(uri).map((reading) =>
          lineOf({
            timestamp: instantOf(timeOf(reading)),
            deviceId: integer(reading.deviceId),
            deviceType: string(reading.deviceType),
            signalStrength: double(reading.signalStrength),
            INPUT_FILE_NAME: string(uri),
            PROCESSED_TIME: instantOf(timeMs),
          }),
        ),
      ),
    ]),
  );
}

/**
 * Of the counts a batch brings, by output mode, of what it and those before it have read:
 *
 *   append   : the windows that its watermark is the first to close (end <= watermark)
 *   update   : the groups to which it has brought a row
 *   complete : all
 *
 * The watermark never leaves a row behind: the input is in the order of its times (see input.ts).
 */
export function countBatches(places: Places, mode: "append" | "update" | "complete"): Batches {
  const brought = readingsByDevicesBatch(places);
  const groups = new Map<string, Group>();
  let closedUntil = -Infinity;
  return new Map(
    loggedBatches(places.countsCheckpoint).map(({ id, files, watermarkMs }) => {
      const touched = new Set<Group>();
      for (const file of files) {
        const devicesBatch = batchInName(file);
        for (const reading of brought.get(devicesBatch) ?? []) touched.add(add(groups, reading));
      }
      const closedBefore = closedUntil;
      closedUntil = Math.max(closedUntil, watermarkMs);
      const shown = [...groups.values()].filter(
        (group) =>
          mode === "complete" ||
          (mode === "update" ? touched.has(group) : group.end > closedBefore && group.end <= closedUntil),
      );
      return [id, shown.map(lineOfGroup)];
    }),
  );
}

const WINDOW_MS = 20_000;

interface Group {
  readonly end: number;
  readonly deviceId: number;
  count: number;
}

function add(groups: Map<string, Group>, reading: Reading): Group {
  const end = (Math.floor(timeOf(reading) / WINDOW_MS) + 1) * WINDOW_MS;
  const key = `${end} ${reading.deviceId}`;
  const group = groups.get(key) ?? { end, deviceId: reading.deviceId, count: 0 };
  group.count++;
  groups.set(key, group);
  return group;
}

const lineOfGroup = ({ end, deviceId, count }: Group): string =>
  lineOf({
    start: instantOf(end - WINDOW_MS),
    end: instantOf(end),
    deviceId: integer(deviceId),
    count: integer(count),
  });

function readingsByDevicesBatch({ devicesCheckpoint }: Places): ReadonlyMap<number, readonly Reading[]> {
  return new Map(loggedBatches(devicesCheckpoint).map(({ id, files }) => [id, files.flatMap(readings)]));
}

/** The sink names its one file per batch by query and batch. */
const batchInName = (uri: string): number => Number.parseInt(/([0-9a-f]{12})-c000\./.exec(uri)![1]!, 16);

const readings = (uri: string): readonly Reading[] =>
  readFileSync(fileURLToPath(uri), "utf8")
    .split("\n")
    .map((line) => JSON.parse(line) as Reading);

const timeOf = ({ timestamp }: Reading): number => Date.parse(`${timestamp.replace(" ", "T")}Z`);
const instantOf = (ms: number): string => instant(ms * 1000);
