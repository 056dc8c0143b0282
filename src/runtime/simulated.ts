import { realNetwork } from "./real-network.ts";
import { realFiles } from "./real-files.ts";
import type { Clock, Files, Random, Runtime } from "./runtime.ts";

/** A world for tests: the clock moves only when told, randomness follows a seed, files are real. */
export interface SimulatedRuntime extends Runtime {
  readonly clock: SimulatedClock;
  /** What the engine printed. */
  readonly output: readonly string[];
}

export interface SimulatedClock extends Clock {
  /** Moves time on by `ms`, waking sleepers in the order of their times. */
  advance(ms: number): Promise<void>;
  /** How many sleeps are pending. */
  readonly sleeping: number;
}

export interface SimulatedRuntimeOptions {
  readonly seed?: number;
  readonly start?: number;
  /** Whether nobody will tell the clock: whoever sleeps moves it on, to where the first sleeper wants to wake. */
  readonly isHasty?: boolean;
  readonly files?: Files;
}

export function simulatedRuntime(options: SimulatedRuntimeOptions = {}): SimulatedRuntime {
  const output: string[] = [];
  return {
    clock: simulatedClock(options.start ?? 0, options.isHasty ?? false),
    random: seededRandom(options.seed ?? 1),
    files: options.files ?? realFiles,
    process: {
      identity: { host: "simulated", bootId: "", pid: 1, startTime: "0", instance: "0" },
      user: "user",
      totalMemory: 8 * 1024 ** 3,
      isAlive: () => false,
      onInterrupt: () => () => undefined,
      write: (text) => void output.push(text),
      warn: (text) => void output.push(text),
      beforeExit: () => undefined,
      fail: () => undefined,
    },
    network: realNetwork,
    output,
  };
}

function simulatedClock(start: number, isHasty: boolean): SimulatedClock {
  let now = start;
  const sleepers: { at: number; wake: () => void }[] = [];
  const wakeFirst = (): void => {
    const first = sleepers.toSorted((a, b) => a.at - b.at)[0];
    if (first === undefined) return;
    now = Math.max(now, first.at);
    first.wake();
  };
  return {
    now: () => now,
    monotonic: () => now,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    get sleeping() {
      return sleepers.length;
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = {
          at: now + ms,
          wake: (): void => {
            sleepers.splice(sleepers.indexOf(sleeper), 1);
            signal?.removeEventListener("abort", sleeper.wake);
            resolve();
          },
        };
        sleepers.push(sleeper);
        if (isHasty) setImmediate(wakeFirst);
        signal?.addEventListener("abort", sleeper.wake, { once: true });
      }),
    async advance(ms) {
      const target = now + ms;
      for (;;) {
        const next = sleepers.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > target) break;
        now = Math.max(now, next.at);
        const sleeping = sleepers.length;
        next.wake();
        // Whoever was woken works on real files: time stands still until it sleeps again, or clearly will not.
        await settle(() => sleepers.length >= sleeping);
      }
      now = target;
      await settle();
    },
  };
}

/** Real milliseconds that a woken sleeper may work before time goes on without it. */
const PATIENCE = 2000;

/** Lets everything run that the last wake-up made possible, file operations included. */
async function settle(isDone: () => boolean = () => true): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (let i = 0; i < 5 || (!isDone() && performance.now() < until); i++)
    await new Promise((resolve) => setImmediate(resolve));
}

/** SplitMix32: small, seedable, good enough for choosing test cases. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  return { next, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[Math.floor(next() * 4)]}${hex(3)}-${hex(12)}` };
}
