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
    const types = batch.schema.fields.map((f) => f.dataType);
    const columns = batch.columns.map((name) => `"${name}"`).join(", ");
    const rows = await batch.connection.columns(
      `SELECT ${columns} FROM (${batch.sql}) LIMIT ${this.#numRows + 1}`,
      types,
    );
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
