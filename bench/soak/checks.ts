/** What must hold at the end, each with the figure that decides it. */
import type { Session } from "../../src/index.ts";
import type { Follower } from "./follower.ts";
import type { Written } from "./generator.ts";
import type { Memory } from "./memory.ts";
import type { SoakQuery } from "./queries.ts";
import { whole } from "./report.ts";

export interface Check {
  readonly name: string;
  readonly figure: string;
  readonly passed: boolean;
}

/**
 * A start takes a while to fill caches and heaps: what it settles at is what must stay. As fractions of the run; in one shorter than ten
 * minutes the first of them still lies in the start.
 */
const SETTLED = [0.2, 0.5] as const;
const END = [0.7, 1] as const;
const MOST_GROWTH = 1.1;
const MOST_LAG_MS = 2000;

export function memoryCheck(memory: Memory, totalMs: number): Check {
  const [before, after] = [memory.meanRssMb(totalMs, ...SETTLED), memory.meanRssMb(totalMs, ...END)];
  return {
    name: "memory",
    figure: `${whole(after)} MB at the end, ${whole(before)} MB settled: ${(after / before).toFixed(3)} (at most ${MOST_GROWTH.toFixed(2)})`,
    passed: after <= before * MOST_GROWTH,
  };
}

export function lagCheck({ name, lastLagMs }: Follower): Check {
  return {
    name: `${name} lag`,
    figure: `last batch committed ${whole(lastLagMs)} ms after the last input (at most ${whole(MOST_LAG_MS)})`,
    passed: lastLagMs <= MOST_LAG_MS,
  };
}

/** What a query has come to, beside its output. */
export interface QueryEnd {
  readonly spark: Session;
  readonly place: string;
  readonly written: Written;
  readonly rowsIn: number;
  /** Rows, or groups of rows, that came too late. */
  readonly dropped: number;
}

export async function rowsCheck(
  query: SoakQuery,
  { spark, place, written, rowsIn, dropped }: QueryEnd,
): Promise<Check> {
  const [rowsOut, expected] = [await query.rowsOut(spark, place), query.expected(written)];
  return {
    name: `${query.name} rows`,
    figure: `${whole(written.rows)} written, ${whole(rowsIn)} in, ${whole(rowsOut)} out (${whole(expected)} expected), ${whole(dropped)} late`,
    passed: rowsIn === written.rows && rowsOut === expected,
  };
}
