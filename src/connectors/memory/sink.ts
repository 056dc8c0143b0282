import type { KernelTable } from "../../types/kernel-table.ts";
import { createShared, sharedColumns } from "../../duckdb/relation.ts";
import type { Kernel } from "../../duckdb/kernel.ts";
import type { Sink, SinkBatch } from "../../streaming/sink.ts";
import type { StructType } from "../../types/data-type.ts";

/** Keeps all rows (append) or the last result (complete) in a table that SQL can read. Gone with the session. */
export class MemorySink implements Sink {
  readonly #kernel: Kernel;
  readonly #schema: StructType;
  readonly #table: string;
  readonly #register: (table: KernelTable) => Promise<void>;
  #lastBatch = -1;

  constructor(kernel: Kernel, schema: StructType, register: (table: KernelTable) => Promise<void>) {
    this.#kernel = kernel;
    this.#schema = schema;
    this.#table = kernel.uniqueName("memory");
    this.#register = register;
  }

  async open(): Promise<void> {
    await this.#register(await this.#kernel.using((connection) => createShared(connection, this.#schema, this.#table)));
  }

  async recover(): Promise<void> {}
  describe(): string {
    return "MemorySink";
  }

  async write(batch: SinkBatch): Promise<number | undefined> {
    if (batch.batchId <= this.#lastBatch) return undefined;
    const rows = `SELECT ${sharedColumns(batch)} FROM (${batch.sql})`;
    if (batch.mode === "complete") await batch.connection.run(`CREATE OR REPLACE TABLE ${this.#table} AS ${rows}`);
    const written =
      batch.mode === "complete"
        ? await batch.connection.count(`SELECT count(*) FROM ${this.#table}`)
        : await batch.connection.count(`INSERT INTO ${this.#table} ${rows}`);
    this.#lastBatch = batch.batchId;
    return written;
  }
}
