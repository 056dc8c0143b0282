/** What is damaged: checkpoints and outputs past ten batches, so that logs are compacted and state has a snapshot; whole, or killed in mid-batch. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeInput } from "./input.ts";
import type { JobName } from "./jobs.ts";
import { placesIn, type Places } from "./places.ts";
import { run } from "./process.ts";

export interface Base {
  readonly name: string;
  readonly job: JobName;
  readonly places: Places;
  /** The same query's files at an earlier time. */
  readonly older: Places;
  readonly isKilled: boolean;
}

export const FILES_PER_BATCH = 2;
/** Twelve files come in the first life, then those for more than ten batches, then those of the batch that is killed, then more. */
const [FIRST, WHOLE, KILLED] = [12, 26, 28];
export const ALL_FILES = 30;

export async function makeBase(root: string, job: JobName, isKilled: boolean): Promise<Base> {
  const name = isKilled ? `${job}, killed` : job;
  const places = placesIn(join(root, `${job}-${isKilled ? "killed" : "whole"}`));
  const older = placesIn(`${places.root}-older`);
  const live = async (diesAt?: number): Promise<void> => {
    const { code, output } = await run({ job, places, filesPerBatch: FILES_PER_BATCH }, { diesAt }).ended;
    if (code !== (diesAt === undefined ? 0 : null))
      throw new Error(`${name}: its program ended with ${code}: ${output}`);
  };
  writeInput(places, 0, FIRST);
  await live();
  cpSync(places.root, older.root, { recursive: true });
  writeInput(places, FIRST, WHOLE);
  await live();
  if (isKilled) {
    writeInput(places, WHOLE, KILLED);
    // One of a batch's files is in place, and others, where there are some, are aside.
    await live(1);
  }
  writeInput(places, isKilled ? KILLED : WHOLE, ALL_FILES);
  return { name, job, places, older, isKilled };
}

/** Puts the base back to where it was when `pristine` was copied from it: files know each other by absolute paths. */
export function putBack(base: Base, pristine: string): void {
  for (const part of ["checkpoint", "output"] as const) {
    rmSync(base.places[part], { recursive: true, force: true });
    cpSync(join(pristine, part), base.places[part], { recursive: true, preserveTimestamps: true });
  }
}
