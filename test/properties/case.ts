/** One run as data: a query, its input, and how the input comes. */
import type { Cells } from "./cells.ts";
import type { Plan, StreamName } from "./plan.ts";

export type Mode = "append" | "update" | "complete";

export interface Case {
  readonly mode: Mode;
  readonly plan: Plan;
  /** In any order: when a row comes is the arrival's to say. */
  readonly rows: Readonly<Record<StreamName, readonly Cells[]>>;
  readonly static: readonly Cells[];
  readonly arrival: Arrival;
  /** The same rows in another way, which must come to the same. */
  readonly other?: Arrival;
  /** Rows may come later than the watermark lets them; the plan is one that `late-definition.ts` can follow. */
  readonly isLate: boolean;
}

/** Rows by their places in the case; a round is everything that is added between two batches. */
export interface Arrival {
  readonly rounds: readonly (readonly File[])[];
  readonly maxFilesPerTrigger?: number;
  /** Before which rounds the query is started anew. */
  readonly restarts: readonly number[];
  /** Batches whose sink fails once, before or after it has seen the rows. */
  readonly faults: readonly { readonly batch: number; readonly when: "before" | "after" }[];
}

export interface File {
  readonly stream: StreamName;
  readonly rows: readonly number[];
}

/** 2024-01-01 12:00 UTC. */
export const NOON: number = Date.UTC(2024, 0, 1, 12);

/** Rows that come last: so late that every watermark passes all others, and with values that meet no other row's. */
export function closingRow(stream: StreamName): Cells {
  const n = stream === "a" ? 9001 : 9002;
  return { id: n, t: NOON + 86_400_000 * 30, k: n, g: `end of ${stream}`, v: n, d: n, n, f: stream === "a" };
}

/** A stream's rows in the order of their coming. */
export function arriving(of: Case, stream: StreamName): readonly Cells[] {
  const files = of.arrival.rounds.flat().filter((file) => file.stream === stream);
  return files.flatMap((file) => file.rows.map((place) => of.rows[stream][place]!));
}

/** A case as text that stays what it is when the generator changes. */
export const caseText = (of: Case): string =>
  JSON.stringify(of, (_, value: unknown) => (Number.isNaN(value) ? "NaN" : value));
