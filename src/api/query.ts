import { patience } from "./arguments.ts";
import type { Executor, QueryHandle } from "./executor.ts";

/** A batch's progress, by Spark's field names. */
export interface QueryProgress {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  readonly timestamp: string;
  readonly batchId: number;
  /** Milliseconds, as all durations. */
  readonly batchDuration: number;
  readonly numInputRows: number;
  readonly inputRowsPerSecond?: number;
  readonly processedRowsPerSecond?: number;
  readonly durationMs: Readonly<Record<string, number>>;
  /** `watermark`, and of the batch's rows `min`, `max` and `avg`: ISO text. Absent without a watermark. */
  readonly eventTime?: Readonly<Record<string, string>>;
  readonly stateOperators: readonly {
    readonly operatorName: string;
    readonly numRowsTotal: number;
    readonly numRowsUpdated: number;
    readonly numRowsRemoved: number;
    readonly numRowsDroppedByWatermark: number;
  }[];
  readonly sources: readonly {
    readonly description: string;
    readonly startOffset: unknown;
    readonly endOffset: unknown;
    readonly latestOffset: unknown;
    readonly numInputRows: number;
    readonly inputRowsPerSecond?: number;
    readonly processedRowsPerSecond?: number;
  }[];
  /** -1 rows where the sink cannot tell. */
  readonly sink: { readonly description: string; readonly numOutputRows: number };
  /** What `observe` asked for, by its name: a row of metrics each. */
  readonly observedMetrics?: Readonly<Record<string, any>>;
}

/**
 * A query that runs until it is stopped, ends by its trigger, or breaks.
 *
 * @example
 * const numbers = await spark.memoryStream("n INT");
 * const query = await numbers.toDF().writeStream.format("memory").queryName("seen").start();
 * numbers.add([1], [2]);
 * await query.processAllAvailable();
 * console.log((await query.lastProgress())?.numInputRows, await spark.table("seen").count());
 * await query.stop();
 */
export class StreamingQuery {
  /** The same over restarts from one checkpoint. */
  readonly id: string;
  /** New at every start. */
  readonly runId: string;
  readonly name: string | null;
  readonly handle: QueryHandle;

  readonly #print: (text: string) => void;

  constructor(handle: QueryHandle, executor: Pick<Executor, "print">) {
    this.#print = (text) => executor.print(text);
    this.id = handle.id;
    this.runId = handle.runId;
    this.name = handle.name;
    this.handle = handle;
  }

  isActive(): Promise<boolean> {
    return this.handle.isActive();
  }
  status(): ReturnType<QueryHandle["status"]> {
    return this.handle.status();
  }
  async recentProgress(): Promise<readonly QueryProgress[]> {
    return (await this.handle.recentProgress()) as readonly QueryProgress[];
  }
  async lastProgress(): Promise<QueryProgress | null> {
    return (await this.recentProgress()).at(-1) ?? null;
  }
  /** What broke the query (STREAM_FAILED, with its cause), or null. */
  exception(): Promise<Error | null> {
    return this.handle.exception();
  }
  /** True when the query has ended, false when `timeoutMs` went by first; rejects when the query broke. */
  async awaitTermination(timeoutMs?: number): Promise<boolean> {
    return this.handle.awaitTermination(patience(timeoutMs, "awaitTermination"));
  }
  /** Resolves when everything that was available has been processed. For tests. */
  processAllAvailable(): Promise<void> {
    return this.handle.processAllAvailable();
  }
  /** Prints the plan that the query runs. */
  async explain(): Promise<void> {
    this.#print(`${this.handle.explained}\n`);
  }
  /** Abandons the batch at work and frees everything; a later start continues from the checkpoint. */
  stop(): Promise<void> {
    return this.handle.stop();
  }
}
