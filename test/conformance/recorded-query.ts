import { join } from "node:path";
import type { DataFrame, StreamingQuery } from "../../src/index.ts";
import { betweenBatches } from "../../src/testing/between-batches.ts";
import { toDDL } from "../../src/types/ddl-text.ts";
import { inPhase } from "./phase.ts";
import type { Configuration } from "./scenario.ts";
import type { Batch, EventTime, Run, StateOperator } from "./trace.ts";

/** Milliseconds an `availableNow` or `once` query may take; longer than a scenario's own limit. */
const PATIENCE = 60_000;

/** One start of the scenario's query; what its batches did goes into `run`. */
export class RecordedQuery {
  readonly #frame: DataFrame;
  readonly #configuration: Configuration;
  readonly #run: Run;
  readonly #ordered: boolean;
  #query: StreamingQuery | undefined;

  private constructor(frame: DataFrame, configuration: Configuration, run: Run, ordered: boolean) {
    this.#frame = frame;
    this.#configuration = configuration;
    this.#run = run;
    this.#ordered = ordered;
  }

  static async of(frame: DataFrame, configuration: Configuration, run: Run, ordered: boolean): Promise<RecordedQuery> {
    run.schema = toDDL(await frame.schema());
    return new RecordedQuery(frame, configuration, run, ordered);
  }

  async start(root: string, step: () => number): Promise<void> {
    const { outputMode = "append", trigger, sink } = this.#configuration;
    let writer = this.#frame.writeStream.outputMode(outputMode).option("checkpointLocation", join(root, "checkpoint"));
    if (trigger === "availableNow") writer = writer.trigger({ availableNow: true });
    if (trigger === "once") writer = writer.trigger({ once: true });
    if (sink === undefined) {
      this.#query = await writer
        .foreachBatch((frame: DataFrame, batchId: number | bigint) => this.#collect(frame, Number(batchId), step()))
        .start();
      return;
    }
    writer = writer.format(sink.format).options(sink.options ?? {});
    if (sink.partitionBy !== undefined) writer = writer.partitionBy(...sink.partitionBy);
    this.#query = await (sink.format === "console" ? writer.start() : writer.start(join(root, "sink")));
  }

  async betweenBatches(action: () => Promise<void>): Promise<void> {
    await (this.#query === undefined ? action() : betweenBatches(this.#query, action));
  }

  /** Until all available data is processed, or until a query that ends by itself has ended. */
  async wait(step: number): Promise<void> {
    const query = this.#query;
    if (query === undefined) return;
    try {
      await inPhase("run", async () => {
        if ((this.#configuration.trigger ?? undefined) === undefined) await query.processAllAvailable();
        else if (!(await query.awaitTermination(PATIENCE))) throw new Error("the query still runs");
      });
    } finally {
      await this.#addProgress(query, step);
    }
  }

  async stop(): Promise<void> {
    await this.#query?.stop();
    this.#query = undefined;
  }

  async #collect(frame: DataFrame, batchId: number, step: number): Promise<void> {
    const batch: Batch = { batchId, step };
    this.#run.batches.push(batch);
    const rows = await frame.toJSON();
    batch.rows = this.#ordered ? rows : byCodePoint(rows);
  }

  async #addProgress(query: StreamingQuery, step: number): Promise<void> {
    for (const progress of await query.recentProgress()) {
      // An idle trigger also reports progress, under the id of the batch to come.
      if (progress.durationMs["addBatch"] === undefined) continue;
      const batchId = progress.batchId;
      let batch = this.#run.batches.find((one) => one.batchId === batchId);
      if (batch === undefined) this.#run.batches.push((batch = { batchId, step }));
      if (batch.numInputRows !== undefined) continue;
      batch.numInputRows = progress.numInputRows;
      batch.eventTime = sortedEventTime(progress.eventTime ?? {});
      batch.stateOperators = progress.stateOperators.map(stateOperator);
    }
  }
}

function sortedEventTime(eventTime: EventTime): EventTime {
  return Object.fromEntries(Object.entries(eventTime).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function stateOperator(
  operator: Readonly<Record<Exclude<keyof StateOperator, "operatorName">, number | bigint>> & {
    readonly operatorName: string;
  },
): StateOperator {
  return {
    operatorName: operator.operatorName,
    numRowsTotal: Number(operator.numRowsTotal),
    numRowsUpdated: Number(operator.numRowsUpdated),
    numRowsRemoved: Number(operator.numRowsRemoved),
    numRowsDroppedByWatermark: Number(operator.numRowsDroppedByWatermark),
  };
}

/** JavaScript's own order is by UTF-16 units, which puts emoji before U+FFxx. */
function byCodePoint(rows: readonly string[]): string[] {
  return rows
    .map((row) => Buffer.from(row))
    .sort((a, b) => a.compare(b))
    .map((bytes) => bytes.toString());
}
