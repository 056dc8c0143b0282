import { firstRows } from "../../duckdb/relation.ts";
import type { Sink, SinkBatch } from "../../streaming/sink.ts";
import { showText } from "../../types/show.ts";

const RULE = "-------------------------------------------";

/** Prints every batch as a table, as Spark's console sink does. */
export class ConsoleSink implements Sink {
  readonly #print: (text: string) => void;
  readonly #numRows: number;
  readonly #truncate: number;
  readonly #zone: string;

  constructor(options: {
    readonly print: (text: string) => void;
    readonly numRows: number;
    readonly truncate: number;
    readonly zone: string;
  }) {
    this.#print = options.print;
    this.#numRows = options.numRows;
    this.#truncate = options.truncate;
    this.#zone = options.zone;
  }

  async open(): Promise<void> {}
  async recover(): Promise<void> {}
  describe(): string {
    return "ConsoleTable";
  }

  async write(batch: SinkBatch): Promise<undefined> {
    const rows = await firstRows(batch.connection, batch, this.#numRows + 1);
    const shown = {
      rowCount: Math.min(rows.rowCount, this.#numRows),
      columns: rows.columns.map((column) => column.slice(0, this.#numRows)),
    };
    const table = showText(batch.schema, shown, {
      zone: this.#zone,
      truncate: this.#truncate,
      hasMore: rows.rowCount > this.#numRows,
    });
    this.#print(`${RULE}\nBatch: ${batch.batchId}\n${RULE}\n${table}\n`);
    return undefined;
  }
}
