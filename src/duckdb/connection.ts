import type { DuckDBConnection, DuckDBMaterializedResult } from "@duckdb/node-api";
import { millraceError } from "../errors.ts";
import type { DataType } from "../types/data-type.ts";
import type { RawColumns, RawValue } from "../types/raw-value.ts";
import { columnReader } from "./column-reader.ts";
import { kernelError } from "./kernel-error.ts";
import type { Slots } from "./slots.ts";

/**
 * The query with a second byte order mark before texts that begin with one: the driver takes the first for no part of the text and drops it. Texts
 * inside of other values are not looked at.
 */
function withMarks(sql: string, types: readonly DataType[]): string {
  if (!types.some((type) => type.kind === "string")) return sql;
  const names = types.map((_, i) => `c${i}`);
  const list = names.map((name, i) =>
    types[i]!.kind === "string"
      ? `CASE WHEN starts_with(${name}, chr(65279)) THEN chr(65279) || ${name} ELSE ${name} END`
      : name,
  );
  return `SELECT ${list.join(", ")} FROM (${sql}) AS read_out(${names.join(", ")})`;
}

/** One connection, lent to one user. A streamed result owns it until drained: another statement would cut the result short. */
export class KernelConnection {
  readonly #connection: DuckDBConnection;
  readonly #slots: Slots;
  readonly #giveBack: (connection: KernelConnection) => void;
  readonly #onClose: (connection: KernelConnection) => void;
  /** Until the statements at work are done: never rejects, and keeps nothing of what they gave. */
  #atWork: Promise<void> = Promise.resolve();
  #streaming = false;
  #interrupted = false;
  #closed = false;

  constructor(
    connection: DuckDBConnection,
    slots: Slots,
    giveBack: (connection: KernelConnection) => void,
    onClose: (connection: KernelConnection) => void,
  ) {
    this.#connection = connection;
    this.#slots = slots;
    this.#giveBack = giveBack;
    this.#onClose = onClose;
  }

  async run(sql: string): Promise<void> {
    await this.#execute(sql);
  }

  /** How many rows the statement wrote, changed or copied. */
  async count(sql: string): Promise<number> {
    const rows = await (await this.#execute(sql)).getRows();
    return Number(rows[0]?.[0] ?? 0);
  }

  /** The whole result, by column, as values of the given types. */
  async columns(sql: string, types: readonly DataType[]): Promise<RawColumns> {
    const result = await this.#execute(withMarks(sql, types));
    const readers = types.map(columnReader);
    const columns: RawValue[][] = types.map(() => []);
    let rowCount = 0;
    for (const chunk of await result.fetchAllChunks()) {
      rowCount += chunk.rowCount;
      readers.forEach((read, i) => {
        for (const value of chunk.getColumnValues(i)) columns[i]!.push(read(value));
      });
    }
    return { rowCount, columns };
  }

  /** The first row, by the kernel's own JavaScript values. */
  async row(sql: string): Promise<readonly unknown[]> {
    return (await (await this.#execute(sql)).getRowsJS())[0] ?? [];
  }

  async rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    return (await this.#execute(sql)).getRowsJS();
  }

  /** The result piece by piece. The connection refuses other statements until the last piece was taken or the iteration ended. */
  async *stream(sql: string, types: readonly DataType[]): AsyncGenerator<RawColumns> {
    this.#checkFree();
    this.#streaming = true;
    try {
      const result = await this.#working(this.#slots.use(() => this.#connection.stream(withMarks(sql, types))));
      const readers = types.map(columnReader);
      for (;;) {
        const chunk = await this.#working(this.#slots.use(() => result.fetchChunk()));
        // The kernel ends an interrupted result as it ends a whole one.
        if (this.#interrupted) throw millraceError("OPERATION_CANCELED");
        if (chunk === null || chunk.rowCount === 0) return;
        yield { rowCount: chunk.rowCount, columns: readers.map((read, i) => chunk.getColumnValues(i).map(read)) };
      }
    } catch (error) {
      throw kernelError(error);
    } finally {
      this.#streaming = false;
    }
  }

  /** Appends rows given by column to a table. */
  async append(table: string, columns: readonly (readonly RawValue[])[], types: readonly DataType[]): Promise<void> {
    const { appendColumns } = await import("./append.ts");
    this.#checkFree();
    try {
      await this.#working(appendColumns(this.#connection, table, columns, types));
    } catch (error) {
      throw kernelError(error);
    }
  }

  /** From now on `progress` says how far the statement at work is. */
  async keepProgress(): Promise<void> {
    // As pragmas, since settings are locked. The kernel would print a bar of its own.
    await this.run("PRAGMA disable_print_progress_bar");
    await this.run("PRAGMA enable_progress_bar");
  }

  /** How much of the statement at work is done, from 0 to 1; undefined where the kernel cannot say. */
  get progress(): number | undefined {
    if (this.#closed) return undefined;
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? undefined : Math.min(1, percentage / 100);
  }

  /** Ends the statement at work; it and every later one fail until the connection is released. */
  interrupt(): void {
    this.#interrupted = true;
    this.#connection.interrupt();
  }

  release(): void {
    // A result read by half would block or cut short whoever comes next; and what was interrupted may have left tables.
    if (this.#streaming || this.#interrupted) return this.disconnect();
    this.#giveBack(this);
  }

  /** Ends the statement at work, waits until the kernel has let go of it, and then ends the connection. */
  async shutDown(): Promise<void> {
    this.interrupt();
    await this.#atWork;
    this.disconnect();
  }

  /** Ends the connection and not only the lease: its temporary tables are gone at once. */
  disconnect(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose(this);
    this.#connection.closeSync();
  }

  async #execute(sql: string): Promise<DuckDBMaterializedResult> {
    this.#checkFree();
    return this.#working(
      this.#slots.use(async () => {
        if (this.#interrupted) throw millraceError("OPERATION_CANCELED");
        try {
          return await this.#connection.run(sql);
        } catch (error) {
          throw kernelError(error);
        }
      }),
    );
  }

  #working<T>(statement: Promise<T>): Promise<T> {
    this.#atWork = Promise.allSettled([this.#atWork, statement]).then(() => undefined);
    return statement;
  }

  #checkFree(): void {
    if (this.#streaming) throw millraceError("CONNECTION_BUSY");
  }
}
