/**
 * Two logs that answer each other: row i of either side comes at the same moment, and the right row i has the key of the left row i - ECHO.
 * Every left row finds its one partner a little later, whatever the size.
 */
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { madeOnce } from "../data.ts";

export const SIDES = ["left", "right"] as const;
export const SCHEMA = "timestamp TIMESTAMP, readingId BIGINT, signalStrength DOUBLE";

export interface Logs {
  /** The rows in each file of a side, in the order of their reading. */
  readonly files: readonly number[];
  /** Event time from a row to the next one. */
  readonly stepMs: number;
}

/** To be changed when other rows are written. */
const GENERATION = 1;
const START = Date.UTC(2016, 7, 3, 1, 30);
/** How many rows later a partner comes. */
export const ECHO = 50;

/** A directory with one of files for each side. */
export function joinInput(name: string, logs: Logs): Promise<string> {
  return madeOnce(`join-${name}-v${GENERATION}`, async (aside) => {
    for (const side of SIDES) {
      await mkdir(join(aside, side));
      let row = 0;
      for (const [i, rows] of logs.files.entries()) {
        const file = join(aside, side, `${String(i).padStart(4, "0")}.json`);
        await writeFile(file, Array.from({ length: rows }, () => line(side, row++, logs.stepMs)).join("\n"));
        // A stream takes files in the order of their times: here a second apart, whatever the disk did.
        await utimes(file, i + 1, i + 1);
      }
    }
  });
}

function line(side: (typeof SIDES)[number], row: number, stepMs: number): string {
  const timestamp = new Date(START + Math.floor(row * stepMs)).toISOString().replace("T", " ").slice(0, -1);
  // Scattered: keys in the order of time would let the kernel leave out most of the state unread.
  const readingId = Math.imul(side === "left" ? row : row - ECHO, 0x9e3779b1) >>> 0;
  return `{"timestamp":"${timestamp}","readingId":${readingId},"signalStrength":${(row % 1000) / 1000}}`;
}
