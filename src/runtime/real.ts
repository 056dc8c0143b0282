import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { realFiles } from "./real-files.ts";
import type { Clock, ProcessInfo, Runtime } from "./runtime.ts";

const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal?.addEventListener("abort", finish, { once: true });
    }),
};

const realProcess: ProcessInfo = {
  pid: process.pid,
  host: hostname(),
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(`${text}\n`),
  beforeExit: (action) => void process.once("beforeExit", action),
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
