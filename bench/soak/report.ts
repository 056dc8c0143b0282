/** A run as lines for people. */
import { loadavg } from "node:os";
import type { Check } from "./checks.ts";
import type { Follower, Worst } from "./follower.ts";

export interface Minute {
  readonly minute: number;
  readonly rows: number;
  /** Processors this process had, on average. */
  readonly cores: number;
  readonly queries: readonly { readonly name: string; readonly worst: Worst }[];
}

export function minuteLine({ minute, rows, cores, queries }: Minute): string {
  const { rss, heapUsed } = process.memoryUsage();
  const of = (figure: (worst: Worst) => number): string =>
    queries.map(({ name, worst }) => `${name} ${whole(figure(worst))}`).join(", ");
  return [
    `minute ${minute}: RSS ${megabytes(rss)}, heap ${megabytes(heapUsed)}, ${whole(rows)} rows in`,
    // A busy machine makes a slow engine of any.
    `${cores.toFixed(1)} cores used, machine's load ${loadavg()[0]!.toFixed(1)}`,
    `slowest batch ms: ${of(({ batchMs }) => batchMs)}`,
    `longest lag ms: ${of(({ lagMs }) => lagMs)}`,
  ].join("; ");
}

/** Where the time of a query's slowest batch went, the longest step first. */
export function slowestLine({ name, slowest }: Follower): string {
  if (slowest === undefined) return `${name}: no batch`;
  const { triggerExecution, ...durations } = slowest.durationMs;
  const steps = Object.entries(durations).toSorted(([, a], [, b]) => b - a);
  const list = steps.map(([step, ms]) => `${step} ${whole(ms)}`).join(", ");
  return `${name}: batch ${slowest.batchId} was the slowest, ${whole(triggerExecution!)} ms: ${list}`;
}

export function summary(checks: readonly Check[]): string {
  const lines = checks.map(({ name, figure, passed }) => `${passed ? "PASS" : "FAIL"}  ${name.padEnd(13)} ${figure}`);
  const failed = checks.filter(({ passed }) => !passed).length;
  return [...lines, `${checks.length - failed} passed, ${failed} failed`].join("\n");
}

export const whole = (value: number): string => (Number.isFinite(value) ? Math.round(value).toLocaleString("en") : "-");
const megabytes = (bytes: number): string => `${whole(bytes / 1024 ** 2)} MB`;
