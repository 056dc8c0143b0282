import type { KernelTable } from "../../types/kernel-table.ts";
import { shareAsTable } from "../../duckdb/relation.ts";
import { millraceError, reasonOf } from "../../errors.ts";
import type { Sink, SinkBatch } from "../../streaming/sink.ts";

export interface ForeachBatchParts {
  /** What errors call the query. */
  readonly query: string;
  readonly newTable: () => string;
  /** Lets plans read the table under an id until `close`. */
  readonly publish: (table: KernelTable) => { readonly relationId: string; close(): void };
  /** Works also while the query is being stopped and its own connection refuses statements. */
  readonly drop: (table: string) => Promise<void>;
  readonly call: (relationId: string, batchId: number) => Promise<void>;
}

/** Hands every batch to the user's function as a frame of its own. At least once: the function dedupes by the batch id. */
export class ForeachBatchSink implements Sink {
  readonly #parts: ForeachBatchParts;

  constructor(parts: ForeachBatchParts) {
    this.#parts = parts;
  }

  async open(): Promise<void> {}
  async recover(): Promise<void> {}
  describe(): string {
    return "ForeachBatchSink";
  }

  async write(batch: SinkBatch): Promise<undefined> {
    const table = await shareAsTable(batch.connection, batch, this.#parts.newTable());
    const published = this.#parts.publish(table);
    try {
      await this.#parts.call(published.relationId, batch.batchId);
    } catch (error) {
      throw millraceError(
        "FOREACH_BATCH_USER_FUNCTION_ERROR",
        { query: this.#parts.query, batchId: String(batch.batchId), reason: reasonOf(error) },
        { cause: error },
      );
    } finally {
      published.close();
      await this.#parts.drop(table.table);
    }
    return undefined;
  }
}
