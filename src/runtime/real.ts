import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { realFiles } from "./real-files.ts";
import type { Clock, ProcessInfo, Runtime } from "./runtime.ts";

/** What Node's timers can count; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timeout);
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const timeout = setTimeout(finish, ms);
    signal?.addEventListener("abort", finish, { once: true });
  });
}

const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    const until = performance.now() + ms;
    for (;;) {
      const left = until - performance.now();
      if (left <= 0 || signal?.aborted === true) return;
      await timer(Math.min(left, LONGEST_TIMER), signal);
    }
  },
};

const lastActions: (() => void)[] = [];

const realProcess: ProcessInfo = {
  pid: process.pid,
  host: hostname(),
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(`${text}\n`),
  beforeExit: (action) => {
    if (lastActions.length === 0)
      process.once("beforeExit", () => {
        for (const each of lastActions.splice(0)) each();
      });
    lastActions.push(action);
  },
  fail: () => {
    process.exitCode = 1;
  },
};

/** The world as it is. */
export const realRuntime: Runtime = Object.freeze({
  clock: realClock,
  random: Object.freeze({ uuid: () => randomUUID(), next: () => Math.random() }),
  files: realFiles,
  process: realProcess,
});
