import type { BatchResult } from "./batch-runner.ts";
import type { BatchPlan } from "./checkpoint/checkpoint.ts";
import type { OperatorMetrics } from "./operators/operator.ts";
import type { Sink } from "./sink.ts";
import type { Offset, Source } from "./source.ts";

export interface QueryIdentity {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
}

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

/** What a batch's progress is made of. */
export interface ProgressParts {
  readonly identity: QueryIdentity;
  readonly plan: BatchPlan;
  readonly result: BatchResult;
  /** Where each source stood before the batch. */
  readonly from: readonly (Offset | undefined)[];
  /** When the trigger began. */
  readonly began: number;
  readonly sinceLastMs: number;
  readonly durations: Readonly<Record<string, number>>;
  readonly hasWatermark: boolean;
  readonly sources: readonly Source[];
  readonly sink: Sink;
}

export function progressOf(parts: ProgressParts): StreamingQueryProgress {
  const { identity, plan, result, began, sinceLastMs } = parts;
  const totalMs = parts.durations["triggerExecution"] ?? 0;
  const rates = (rows: number): object => ({
    ...rate("inputRowsPerSecond", rows, sinceLastMs),
    ...rate("processedRowsPerSecond", rows, totalMs),
  });
  const inputRows = result.inputRows.reduce((a, b) => a + b, 0);
  const durations = Object.entries({ ...parts.durations, ...result.durations });
  return {
    id: identity.id,
    runId: identity.runId,
    name: identity.name,
    timestamp: isoMs(began),
    batchId: plan.batchId,
    batchDuration: totalMs,
    numInputRows: inputRows,
    ...rates(inputRows),
    durationMs: Object.fromEntries(durations.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ...(parts.hasWatermark ? { eventTime: eventTimeProgress(plan, result) } : {}),
    stateOperators: result.operators.map((metrics) => ({ ...metrics, allUpdatesTimeMs: 0, commitTimeMs: 0 })),
    sources: parts.sources.map((source, i) => ({
      description: source.describe(),
      startOffset: offsetJson(parts.from[i]),
      endOffset: offsetJson(plan.offsets[i]),
      latestOffset: offsetJson(plan.offsets[i]),
      numInputRows: result.inputRows[i] ?? 0,
      ...rates(result.inputRows[i] ?? 0),
      ...unlessEmpty("metrics", { ...source.metrics(), ...result.inputMetrics[i] }),
    })),
    sink: { description: parts.sink.describe(), numOutputRows: result.outputRows ?? -1 },
    ...unlessEmpty("observedMetrics", result.observed),
  };
}

function eventTimeProgress(plan: BatchPlan, result: BatchResult): Readonly<Record<string, string>> {
  const seen = result.eventTime.find((stats) => stats.rows > 0);
  const spread = seen === undefined ? {} : { avg: isoMs(seen.avgMs), max: isoMs(seen.maxMs), min: isoMs(seen.minMs) };
  return { ...spread, watermark: isoMs(plan.watermarkMs) };
}

const unlessEmpty = <K extends string, V extends object>(name: K, value: V): { readonly [P in K]?: V } =>
  Object.keys(value).length === 0 ? {} : ({ [name]: value } as { [P in K]?: V });

/** Rows per second to one decimal; left out where it would not be a number. */
function rate<K extends string>(name: K, rows: number, ms: number): { readonly [P in K]?: number } {
  return ms > 0 ? ({ [name]: Math.round((rows / ms) * 10_000) / 10 } as { [P in K]?: number }) : {};
}

export const isoMs = (ms: number): string => new Date(ms).toISOString();

function offsetJson(offset: string | undefined): unknown {
  if (offset === undefined) return null;
  try {
    return JSON.parse(offset);
  } catch {
    return offset;
  }
}
