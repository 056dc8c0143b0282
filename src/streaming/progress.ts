import type { OperatorMetrics } from "./operators/operator.ts";

/** One batch as `lastProgress` tells it: Spark's fields in Spark's order. Times are milliseconds, timestamps ISO text in UTC. */
export interface StreamingQueryProgress {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  readonly timestamp: string;
  readonly batchId: number;
  readonly batchDuration: number;
  readonly numInputRows: number;
  readonly inputRowsPerSecond?: number;
  readonly processedRowsPerSecond?: number;
  readonly durationMs: Readonly<Record<string, number>>;
  readonly eventTime?: Readonly<Record<string, string>>;
  readonly stateOperators: readonly StateOperatorProgress[];
  readonly sources: readonly SourceProgress[];
  readonly sink: { readonly description: string; readonly numOutputRows: number };
  /** What `observe` asked for, by its name. */
  readonly observedMetrics?: Readonly<Record<string, unknown>>;
}

export interface StateOperatorProgress extends OperatorMetrics {
  readonly allUpdatesTimeMs: number;
  readonly commitTimeMs: number;
}

export interface SourceProgress {
  readonly description: string;
  readonly startOffset: unknown;
  readonly endOffset: unknown;
  readonly latestOffset: unknown;
  readonly numInputRows: number;
  readonly inputRowsPerSecond?: number;
  readonly processedRowsPerSecond?: number;
  readonly metrics?: Readonly<Record<string, string>>;
}

/** Rows per second to one decimal; left out where it would not be a number. */
export function rate<K extends string>(name: K, rows: number, ms: number): { readonly [P in K]?: number } {
  return ms > 0 ? ({ [name]: Math.round((rows / ms) * 10_000) / 10 } as { [P in K]?: number }) : {};
}

export const isoMs = (ms: number): string => new Date(ms).toISOString();

export function offsetJson(offset: string | undefined): unknown {
  if (offset === undefined) return null;
  try {
    return JSON.parse(offset);
  } catch {
    return offset;
  }
}
