/** Rows that the host has read, held in a temporary table of the kernel, with what became of malformed records and files. */
import type { KernelConnection } from "../duckdb/connection.ts";
import { messageOf } from "../errors.ts";
import { identifier, kernelType } from "../functions/kernel-type.ts";
import { INT, STRING } from "../types/data-type.ts";
import type { RawColumns } from "../types/raw-value.ts";
import { pathToUri } from "./file-uri.ts";
import type { BadInput, LoadedRows, ReadJob } from "./format.ts";
import type { ReadRows } from "./read-rows.ts";

export class HeldRows {
  readonly #connection: KernelConnection;
  readonly #job: ReadJob;
  readonly #table: string;
  #dropped = 0;
  #rowCount = 0;
  readonly #bad = { records: 0, files: 0 };

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
    this.#rowCount = 0;
  }

  /** The table with the rows of a query; how many they are. */
  async createAs(sql: string): Promise<number> {
    this.#rowCount = await this.#connection.count(`CREATE OR REPLACE TEMP TABLE ${this.#table} AS ${sql}`);
    return this.#rowCount;
  }

  async insert(sql: string): Promise<number> {
    const rows = await this.#connection.count(`INSERT INTO ${this.#table} ${sql}`);
    this.#rowCount += rows;
    return rows;
  }

  /** Rows of one file, by column of the schema. */
  async append(file: string, rows: ReadRows): Promise<void> {
    this.#dropped += rows.dropped;
    this.#rowCount += rows.rowCount;
    const uri = pathToUri(file);
    if (rows.bad.length > 0) {
      const texts = [rows.bad.map(() => uri), rows.bad.map((b) => b.record), rows.bad.map((b) => b.reason)];
      await this.#noteBad("records", texts);
    }
    await this.#append(uri, rows);
  }

  /** A file that cannot be read to its end is told of where bad records are; elsewhere the error stands. */
  async noteUnreadable(file: string, error: unknown): Promise<void> {
    await this.#noteBad("files", [[pathToUri(file)], [messageOf(error)]]);
  }

  async #append(uri: string, { rowCount, columns }: RawColumns): Promise<void> {
    const { schema, fileColumn } = this.#job;
    const types = schema.fields.map((f) => f.dataType);
    if (rowCount === 0) return;
    if (schema.fields.length === 0 && fileColumn === undefined) {
      // A row needs a column to be one.
      return this.#connection.append(this.#table, [Array.from({ length: rowCount }, () => null)], [INT]);
    }
    if (fileColumn === undefined) return this.#connection.append(this.#table, columns, types);
    await this.#connection.append(
      this.#table,
      [...columns, Array.from({ length: rowCount }, () => uri)],
      [...types, STRING],
    );
  }

  async #noteBad(kind: keyof typeof BAD_COLUMNS, texts: readonly (readonly string[])[]): Promise<void> {
    const table = `${this.#table}_bad_${kind}`;
    if (this.#bad[kind] === 0)
      await this.#connection.run(
        `CREATE OR REPLACE TEMP TABLE ${table} (${BAD_COLUMNS[kind].map((name) => `${name} VARCHAR`).join(", ")})`,
      );
    this.#bad[kind] += texts[0]!.length;
    await this.#connection.append(
      table,
      texts,
      BAD_COLUMNS[kind].map(() => STRING),
    );
  }

  get rows(): LoadedRows {
    const bad = (["records", "files"] as const).filter((kind) => this.#bad[kind] > 0);
    const tables = [this.#table, ...bad.map((kind) => `${this.#table}_bad_${kind}`)];
    return {
      sql: `SELECT * FROM ${this.#table}`,
      rowCount: this.#rowCount,
      dropped: this.#dropped,
      bad: bad.map((kind): BadInput => ({
        kind,
        sql: `SELECT * FROM ${this.#table}_bad_${kind}`,
        count: this.#bad[kind],
      })),
      drop: async () => {
        for (const table of tables) await this.#connection.run(`DROP TABLE IF EXISTS ${table}`);
      },
    };
  }
}

const BAD_COLUMNS = { records: ["path", "record", "reason"], files: ["path", "reason"] } as const;
