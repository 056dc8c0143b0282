/** Rows that the host has read, held in a temporary table of the kernel. */
import type { KernelConnection } from "../duckdb/connection.ts";
import { identifier, kernelType } from "../functions/kernel-type.ts";
import { INT, STRING } from "../types/data-type.ts";
import type { RawColumns } from "../types/raw-value.ts";
import { pathToUri } from "./file-uri.ts";
import type { LoadedRows, ReadJob } from "./format.ts";

export class HeldRows {
  readonly #connection: KernelConnection;
  readonly #job: ReadJob;
  readonly #table: string;

  constructor(connection: KernelConnection, job: ReadJob, table: string) {
    this.#connection = connection;
    this.#job = job;
    this.#table = table;
  }

  /** An empty table. */
  async create(): Promise<void> {
    const { schema, columns, fileColumn } = this.#job;
    const list = columns.map((name, i) => `${identifier(name)} ${kernelType(schema.fields[i]!.dataType)}`);
    if (fileColumn !== undefined) list.push(`${identifier(fileColumn)} VARCHAR`);
    await this.#connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#table} (${list.join(", ") || "c0 INTEGER"})`);
  }

  /** The rows of one file, by column of the schema. */
  async append(file: string, { rowCount, columns }: RawColumns): Promise<void> {
    const { schema, fileColumn } = this.#job;
    const types = schema.fields.map((f) => f.dataType);
    if (schema.fields.length === 0 && fileColumn === undefined) {
      // A row needs a column to be one.
      return this.#connection.append(this.#table, [Array.from({ length: rowCount }, () => null)], [INT]);
    }
    if (fileColumn === undefined) return this.#connection.append(this.#table, columns, types);
    const uri = pathToUri(file);
    await this.#connection.append(
      this.#table,
      [...columns, Array.from({ length: rowCount }, () => uri)],
      [...types, STRING],
    );
  }

  get rows(): LoadedRows {
    return {
      sql: `SELECT * FROM ${this.#table}`,
      drop: () => this.#connection.run(`DROP TABLE IF EXISTS ${this.#table}`),
    };
  }
}
