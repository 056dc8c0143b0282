import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isMillraceError } from "../../../src/errors.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import type { Files, Random, Runtime } from "../../../src/runtime/runtime.ts";
import { seededRandom } from "../../../src/runtime/simulated.ts";
import { CheckpointLock } from "../../../src/streaming/checkpoint/lock.ts";
import { scratch } from "../../scratch.ts";

const DEAD = 1_000_000;
const LATE = 1_000_009;
const RACERS = [1_000_001, 1_000_002, 1_000_003, 1_000_004];

/** Processes take turns: each waits before every stroke on the disk until it is chosen. One that has died waits for ever. */
class Turns {
  readonly dead = new Set([DEAD]);
  readonly #random: Random;
  #waiting: { readonly pid: number; readonly go: () => void }[] = [];
  #isMoving = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Lets one after the other go, some of them to their death, until nobody wants to. */
  async play(mostDeaths: number): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      if (this.#isMoving) continue;
      this.#waiting = this.#waiting.filter(({ pid }) => !this.dead.has(pid));
      const next = this.#waiting[Math.floor(this.#random.next() * this.#waiting.length)];
      if (next === undefined) return;
      this.#waiting = this.#waiting.filter((each) => each !== next);
      if (this.dead.size <= mostDeaths && this.#random.next() < 0.1) this.dead.add(next.pid);
      else next.go();
    }
  }

  /** The real world as one of the processes sees it. */
  worldOf(pid: number): Runtime {
    const { files, process } = realRuntime;
    const identity = { ...process.identity, pid, instance: `instance ${pid}` };
    const slow = new Proxy(
      { ...files },
      {
        get: (_, name: keyof Files) => {
          const method = files[name] as (...args: unknown[]) => unknown;
          return async (...args: unknown[]) => {
            await this.#turnOf(pid);
            try {
              return await method.apply(files, args);
            } finally {
              this.#isMoving = false;
            }
          };
        },
      },
    );
    const isAlive = (owner: { readonly pid: number }): boolean => !this.dead.has(owner.pid);
    return { ...realRuntime, files: slow, process: { ...process, identity, isAlive, warn: () => {} } };
  }

  #turnOf(pid: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#isMoving = true;
        resolve();
      };
      this.#waiting.push({ pid, go });
    });
  }
}

interface Race {
  /** What came of each racer: it holds the lock still, was refused, or has died. */
  readonly ends: readonly string[];
  /** What comes of one that asks when the race is over. */
  readonly late: string;
}

/** Every racer wants the lock that a dead process has left. */
async function race(seed: number, mostDeaths: number): Promise<Race> {
  const checkpoint = scratch();
  const lock = join(checkpoint, "millrace", "lock");
  mkdirSync(join(checkpoint, "millrace"));
  const { identity } = realRuntime.process;
  writeFileSync(lock, JSON.stringify({ ...identity, pid: DEAD, runId: "run-dead" }));
  const turns = new Turns(seededRandom(seed));
  const ends = new Map([...RACERS, LATE].map((pid) => [pid, "dead"]));
  const run = async (pid: number): Promise<void> => {
    const options = { runId: `run-${pid}`, breaksForeign: false, isRunning: () => true };
    try {
      const held = await CheckpointLock.acquire(turns.worldOf(pid), checkpoint, options);
      for (let batch = 0; batch < 5; batch++) await held.check();
      ends.set(pid, "holds");
    } catch (error) {
      ends.set(pid, isMillraceError(error) ? error.condition : String(error));
    }
  };
  for (const pid of RACERS) void run(pid);
  await turns.play(mostDeaths);
  void run(LATE);
  await turns.play(0);
  const last = JSON.parse(readFileSync(lock, "utf8")) as { readonly pid: number };
  const endOf = (pid: number): string => (ends.get(pid) === "holds" && last.pid !== pid ? "replaced" : ends.get(pid)!);
  return { ends: RACERS.map(endOf), late: endOf(LATE) };
}

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);
const REFUSED = "CHECKPOINT_LOCKED.OTHER_PROCESS";

test.each(SEEDS)("of many that find a dead owner's lock one gets it and keeps it (seed %i)", async (seed) => {
  const { ends, late } = await race(seed, 0);
  expect(ends.toSorted()).toEqual([REFUSED, REFUSED, REFUSED, "holds"]);
  expect(late).toBe(REFUSED);
});

test.each(SEEDS)("takers that die, wherever they are, leave the lock to the next (seed %i)", async (seed) => {
  const { ends, late } = await race(seed, 3);
  const holders = ends.filter((end) => end === "holds").length;
  expect(holders).toBeLessThanOrEqual(1);
  expect(ends).toSatisfy((all: readonly string[]) => all.every((end) => ["holds", "dead", REFUSED].includes(end)));
  // Who died may have held it; one that lives and does not is never in the way.
  expect(late).toBe(holders === 1 ? REFUSED : "holds");
});
