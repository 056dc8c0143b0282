/**
 * A disk that is full in mid-run: under the output, the checkpoint, or both and the temporary files. The program ends with an error that says so
 * and where; readers see whole batches; and when there is room again it goes on to the right answer.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../src/runtime/simulated.ts";
import { mountDisk, unmountDisk } from "../small-disk.ts";
import { newestMs, writeInput } from "./input.ts";
import type { JobName } from "./jobs.ts";
import { checked, type Outcome, type Part, type Terms } from "./outcome.ts";
import { placesIn, type Places } from "./places.ts";
import { run, untold } from "./process.ts";
import { Worker } from "./workers.ts";

const FILES = 32;
const ROWS_PER_FILE = 120;
const FILES_PER_BATCH = 2;

interface Case {
  readonly name: string;
  readonly job: JobName;
  readonly on: readonly (keyof Places | "temporary")[];
  /** What is left free, at most: less than the batches that are to come need. */
  readonly leavesBytes: number;
}

const cases: readonly Case[] = [
  { name: "the output", job: "etl", on: ["output"], leavesBytes: 100_000 },
  { name: "the checkpoint", job: "windows", on: ["checkpoint"], leavesBytes: 80_000 },
  {
    name: "output, checkpoint and temporary files",
    job: "etl",
    on: ["output", "checkpoint", "temporary"],
    leavesBytes: 100_000,
  },
];

export const fullDisk: Part = async function* (terms) {
  const worker = new Worker();
  try {
    for (const each of cases)
      for (let i = 0; i < (terms.isEvery ? 8 : 1); i++) yield* fill(each, worker, { ...terms, seed: terms.seed + i });
  } finally {
    worker.stop();
  }
};

async function* fill(
  { name, job, on, leavesBytes }: Case,
  worker: Worker,
  { seed, root }: Terms,
): AsyncIterable<Outcome> {
  const { next } = seededRandom(seed * 31 + leavesBytes + on.length);
  const directory = join(root, `${on.join("-")}-${seed}`);
  const disk = join(directory, "disk");
  const title = `${name}, filled up (seed ${seed})`;
  mkdirSync(directory);
  if (!mountDisk(disk, "8m")) return yield { name: title, skipped: "no disk could be mounted" };
  try {
    const moved = Object.fromEntries(on.map((place) => [place, join(disk, place)]));
    const places = placesIn(directory, moved);
    writeInput(places, 0, FILES, { rowsPerFile: ROWS_PER_FILE });
    const task = { job, places, filesPerBatch: FILES_PER_BATCH, newestMs: newestMs(FILES, ROWS_PER_FILE) };
    yield await checked(title, async () => {
      const running = run(
        { job, places, filesPerBatch: FILES_PER_BATCH },
        moved["temporary"] === undefined ? {} : { temporary: moved["temporary"] },
      );
      await running.saying(`batch ${Math.floor(next() * 5)} at`);
      const filler = join(disk, "filler");
      fillUp(filler, Math.floor(next() * leavesBytes));
      const told = untold(await running.ended, ["FILE_OPERATION_FAILED"], disk);
      const prefix = await worker.faultsOf({ ...task, rowsPerBatch: FILES_PER_BATCH * ROWS_PER_FILE });
      rmSync(filler);
      return [...told, ...prefix, ...(await worker.faultsOf(task)).map((fault) => `with room again: ${fault}`)];
    });
  } finally {
    unmountDisk(disk);
  }
}

/** Takes all room but so many bytes. */
function fillUp(file: string, leavesBytes: number): void {
  const descriptor = openSync(file, "w");
  const piece = new Uint8Array(4096);
  let written = 0;
  try {
    for (;;) written += writeSync(descriptor, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    ftruncateSync(descriptor, Math.max(0, written - leavesBytes));
  } finally {
    closeSync(descriptor);
  }
}
