/** Several processes on one checkpoint: one runs, whoever comes while it lives is told so, and who comes after its death takes over. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "../../src/runtime/simulated.ts";
import { newestMs, writeInput } from "./input.ts";
import { checked, type Part, type Terms } from "./outcome.ts";
import { placesIn } from "./places.ts";
import { run, untold, type Running } from "./process.ts";
import { Worker } from "./workers.ts";

const FILES = 12;

export const twoProcesses: Part = async function* (terms) {
  const worker = new Worker();
  try {
    for (let i = 0; i < (terms.isEvery ? 10 : 1); i++) {
      const seed = terms.seed + i;
      yield await checked(`seed ${seed}`, () => contend(worker, { ...terms, seed }));
    }
  } finally {
    worker.stop();
  }
};

async function contend(worker: Worker, { seed, root }: Terms): Promise<readonly string[]> {
  const { next } = seededRandom(seed);
  const places = placesIn(join(root, String(seed)));
  const terms = { job: "windows" as const, places, filesPerBatch: 2, everyMs: 20 };
  const processes: Running[] = [];
  const start = (): Running => {
    const running = run(terms);
    processes.push(running);
    return running;
  };
  /** Starts so many, at nearly the same time; all but one must be refused. */
  const race = async (count: number): Promise<{ readonly winner: Running; readonly faults: readonly string[] }> => {
    const racers: Running[] = [];
    for (let i = 0; i < count; i++) {
      racers.push(start());
      if (next() < 0.5) await pause(next() * 30);
    }
    const isIn = await Promise.all(
      racers.map((racer) =>
        racer.saying("started").then(
          () => true,
          () => false,
        ),
      ),
    );
    const winners = racers.filter((_, i) => isIn[i]);
    const losers = racers.filter((_, i) => !isIn[i]);
    if (winners.length !== 1)
      throw new Error(`${winners.length} of ${count} run: ${losers.map((each) => each.printed()).join()}`);
    const faults: string[] = [];
    for (const loser of losers)
      faults.push(...untold(await loser.ended, ["CHECKPOINT_LOCKED.OTHER_PROCESS"], places.checkpoint));
    return { winner: winners[0]!, faults };
  };
  const refused = async (): Promise<readonly string[]> =>
    untold(await start().ended, ["CHECKPOINT_LOCKED.OTHER_PROCESS"], places.checkpoint);
  try {
    writeInput(places, 0, 4);
    const first = await race(2);
    await first.winner.saying("batch 1 at");
    // One that sleeps is not dead.
    first.winner.child.kill("SIGSTOP");
    writeInput(places, 4, 8);
    const whileAsleep = await refused();
    first.winner.child.kill("SIGCONT");
    await first.winner.saying("batch 3 at");
    first.winner.child.kill("SIGKILL");
    await first.winner.ended;
    // Several find the lock of a dead process.
    const second = await race(3);
    writeInput(places, 8, FILES);
    await pause(next() * 200);
    second.winner.child.kill("SIGKILL");
    await second.winner.ended;
    const { everyMs: _, ...task } = terms;
    return [
      ...first.faults,
      ...whileAsleep,
      ...second.faults,
      ...(await worker.faultsOf({ ...task, newestMs: newestMs(FILES) })),
    ];
  } finally {
    for (const { child } of processes) child.kill("SIGKILL");
  }
}
