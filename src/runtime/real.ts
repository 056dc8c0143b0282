import { randomUUID } from "node:crypto";
import { realFiles } from "./real-files.ts";
import { realNetwork } from "./real-network.ts";
import { realProcess } from "./real-process.ts";
import type { Clock, Runtime } from "./runtime.ts";

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
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  sleep: async (ms, signal) => {
    const until = performance.now() + ms;
    for (;;) {
      const left = until - performance.now();
      if (left <= 0 || signal?.aborted === true) return;
      await timer(Math.min(left, LONGEST_TIMER), signal);
    }
  },
};

/** The world as it is. */
export const realRuntime: Runtime = Object.freeze({
  clock: realClock,
  random: Object.freeze({ uuid: () => randomUUID(), next: () => Math.random() }),
  files: realFiles,
  process: realProcess,
  network: realNetwork,
});
