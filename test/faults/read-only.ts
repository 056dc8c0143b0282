/** A checkpoint or an output that may only be read, at the start or from some moment on. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { mountDisk, remountDisk, unmountDisk } from "../small-disk.ts";
import { newestMs, writeInput } from "./input.ts";
import { jobNames, type JobName } from "./jobs.ts";
import { checked, type Outcome, type Part, type Terms } from "./outcome.ts";
import { placesIn } from "./places.ts";
import { run, untold } from "./process.ts";
import { Worker } from "./workers.ts";

const FILES = 8;

export const readOnly: Part = async function* (terms) {
  const worker = new Worker();
  try {
    for (const [i, place] of (["checkpoint", "output"] as const).entries())
      for (const when of ["at the start", "in mid-run"] as const)
        yield* locked({ place, when, job: jobNames[i]! }, worker, terms);
  } finally {
    worker.stop();
  }
};

interface Case {
  readonly place: "checkpoint" | "output";
  readonly when: "at the start" | "in mid-run";
  readonly job: JobName;
}

async function* locked({ place, when, job }: Case, worker: Worker, { root }: Terms): AsyncIterable<Outcome> {
  const directory = join(root, `${place}-${when.replaceAll(" ", "-")}`);
  const disk = join(directory, "disk");
  const name = `the ${place} becomes read-only ${when}`;
  mkdirSync(directory);
  if (!mountDisk(disk, "8m")) return yield { name, skipped: "no disk could be mounted" };
  try {
    const places = placesIn(directory, { [place]: join(disk, place) });
    const terms = { job, places, filesPerBatch: 2 };
    writeInput(places, 0, FILES / 2);
    yield await checked(name, async () => {
      const following = when === "in mid-run" ? run({ ...terms, everyMs: 20 }) : undefined;
      if (following === undefined) await run(terms).ended;
      else await following.saying("batch 1 at");
      // It is refused as long as somebody has a file open for writing.
      for (let tries = 0; !remountDisk(disk, "ro"); tries++) {
        if (tries === 200) return ["the disk could not be made read-only"];
        await pause(10);
      }
      writeInput(places, FILES / 2, FILES);
      const ended = await (following ?? run(terms)).ended;
      if (!remountDisk(disk, "rw")) return ["the disk could not be made writable again"];
      return [
        ...untold(ended, ["FILE_OPERATION_FAILED"], disk),
        ...(ended.output.includes("may not be written") ? [] : [`no remedy: ${ended.output}`]),
        ...(await worker.faultsOf({ ...terms, newestMs: newestMs(FILES) })).map((fault) => `writable again: ${fault}`),
      ];
    });
  } finally {
    unmountDisk(disk);
  }
}
