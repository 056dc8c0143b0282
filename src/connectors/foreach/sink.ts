import { shareAsTable } from "../../duckdb/relation.ts";
import type { Kernel } from "../../duckdb/kernel.ts";
import { millraceError, reasonOf } from "../../errors.ts";
import type { Sink, SinkBatch } from "../../streaming/sink.ts";
import type { StructType } from "../../types/data-type.ts";
import type { RawColumns } from "../../types/raw-value.ts";

/** Hands every row to the user's function, in bounded memory. At least once. */
export class ForeachSink implements Sink {
  readonly #kernel: Kernel;
  readonly #query: string;
  readonly #call: (batchId: number, schema: StructType, rows: AsyncIterable<RawColumns>) => Promise<void>;

  constructor(
    kernel: Kernel,
    query: string,
    call: (batchId: number, schema: StructType, rows: AsyncIterable<RawColumns>) => Promise<void>,
  ) {
    this.#kernel = kernel;
    this.#query = query;
    this.#call = call;
  }

  async open(): Promise<void> {}
  async recover(): Promise<void> {}
  describe(): string {
    return "ForeachSink";
  }

  async write(batch: SinkBatch): Promise<undefined> {
    const table = await shareAsTable(batch.connection, batch, this.#kernel.uniqueName("foreach"));
    try {
      // A connection of its own: the query's must stay free for other statements while rows are streamed.
      await this.#kernel.using(async (connection) => {
        const rows = connection.stream(
          `SELECT * FROM ${table.table}`,
          batch.schema.fields.map((f) => f.dataType),
        );
        await this.#call(batch.batchId, batch.schema, until(batch.signal, rows));
      });
    } catch (error) {
      throw millraceError(
        "FOREACH_USER_FUNCTION_ERROR",
        { query: this.#query, batchId: String(batch.batchId), reason: reasonOf(error) },
        { cause: error },
      );
    } finally {
      await this.#kernel.using((connection) => connection.run(`DROP TABLE IF EXISTS ${table.table}`));
    }
    return undefined;
  }
}

/** Rows handed over at once: small, so that a slow user function does not hold up a stop for long. */
const PIECE = 16;

/** The rows until the query is being stopped; then the user's function sees an error instead of more. */
async function* until(signal: AbortSignal, pieces: AsyncIterable<RawColumns>): AsyncGenerator<RawColumns> {
  for await (const { rowCount, columns } of pieces) {
    for (let from = 0; from < rowCount; from += PIECE) {
      if (signal.aborted) throw millraceError("OPERATION_CANCELED");
      const to = Math.min(from + PIECE, rowCount);
      yield { rowCount: to - from, columns: columns.map((column) => column.slice(from, to)) };
    }
  }
}
