/** A clock that is set back by hours, between two lives of a program and in the middle of one. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { entries, numbers } from "../kills/log-files.ts";
import { newestMs, writeInput } from "./input.ts";
import { jobNames, type JobName } from "./jobs.ts";
import { checked, type Part } from "./outcome.ts";
import { placesIn, type Places } from "./places.ts";
import { run } from "./process.ts";
import { Worker } from "./workers.ts";

const HOUR = 3_600_000;
const FILES = 8;

export const clock: Part = async function* ({ root }) {
  const worker = new Worker();
  try {
    for (const job of jobNames) {
      yield await checked(`${job}, set back between two lives`, () =>
        betweenLives(job, join(root, `${job}-between`), worker),
      );
      for (const everyMs of [0, 200])
        yield await checked(`${job}, set back in mid-run, a batch every ${everyMs} ms`, () =>
          inMidRun(job, join(root, `${job}-within-${everyMs}`), everyMs, worker),
        );
    }
  } finally {
    worker.stop();
  }
};

async function betweenLives(job: JobName, directory: string, worker: Worker): Promise<readonly string[]> {
  const { places, clockFile, setClock } = clocked(directory);
  const terms = { job, places, filesPerBatch: 2 };
  for (const [i, shift] of [5 * HOUR, 0, -5 * HOUR, HOUR].entries()) {
    writeInput(places, i * 2, i * 2 + 2, { isNew: true });
    setClock(shift);
    const { code, output } = await run(terms, { clockFile }).ended;
    if (code !== 0) return [`life ${i} ended with ${code}: ${output}`];
    const committed = numbers(join(places.checkpoint, "commits")).length;
    if (committed < i + 1) return [`after life ${i} there are ${committed} batches`];
  }
  return [...watermarkFaults(places), ...(await worker.faultsOf({ ...terms, newestMs: newestMs(FILES) }))];
}

async function inMidRun(job: JobName, directory: string, everyMs: number, worker: Worker): Promise<readonly string[]> {
  const { places, clockFile, setClock } = clocked(directory);
  const terms = { job, places, filesPerBatch: 2 };
  writeInput(places, 0, 2, { isNew: true });
  const running = run({ ...terms, everyMs }, { clockFile });
  try {
    await running.saying("batch 0 at");
    for (const [i, shift] of [-3 * HOUR, -6 * HOUR, 0].entries()) {
      const done = numbers(join(places.checkpoint, "commits")).length;
      setClock(shift);
      writeInput(places, 2 + i * 2, 4 + i * 2, { isNew: true });
      const until = performance.now() + 10_000;
      // Waits of whatever kind are over in real time.
      while (numbers(join(places.checkpoint, "commits")).length <= done) {
        if (performance.now() > until)
          return [`no batch within 10 s of the clock's being set to ${shift / HOUR} h: ${running.printed()}`];
        if (running.child.exitCode !== null) return [`it ended: ${running.printed()}`];
        await new Promise((settle) => setTimeout(settle, 20));
      }
    }
  } finally {
    running.child.kill("SIGKILL");
    await running.ended;
  }
  return [...watermarkFaults(places), ...(await worker.faultsOf({ ...terms, newestMs: newestMs(FILES) }))];
}

interface Clocked {
  readonly places: Places;
  readonly clockFile: string;
  readonly setClock: (shift: number) => void;
}

function clocked(directory: string): Clocked {
  mkdirSync(directory);
  const clockFile = join(directory, "clock");
  const setClock = (shift: number): void => writeFileSync(clockFile, String(shift).padStart(20));
  setClock(0);
  return { places: placesIn(directory), clockFile, setClock };
}

/** Times of batches are the clock's, as in Spark, and may go back; no watermark does, and none of them is that of a batch to come. */
function watermarkFaults({ checkpoint }: Places): readonly string[] {
  const planned = numbers(join(checkpoint, "offsets")).map(
    (id) => entries<{ batchWatermarkMs: number }>(join(checkpoint, "offsets", String(id)))[0]!.batchWatermarkMs,
  );
  return planned.flatMap((watermark, i) =>
    i > 0 && watermark < planned[i - 1]! ? [`batch ${i} has a watermark before that of the one before it`] : [],
  );
}
