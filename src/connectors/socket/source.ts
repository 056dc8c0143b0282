/**
 * Lines that a server sends, for trying things out: what has come is kept in memory until its batch is committed, and gone with the process. An
 * offset is the number of the last line.
 */
import { millraceError, reasonOf } from "../../errors.ts";
import { holdColumns } from "../../duckdb/relation.ts";
import type { LoadedRows } from "../../formats/format.ts";
import { LineSplitter } from "../../formats/line-splitter.ts";
import { boolean, integer, isTrue, text, type OptionTable } from "../../formats/options.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { countOf, type Offset, type Source, type SourceRead } from "../../streaming/source.ts";
import { field, STRING, struct, TIMESTAMP, type StructType } from "../../types/data-type.ts";
import type { RawValue } from "../../types/raw-value.ts";

export const SOCKET_OPTIONS: OptionTable = {
  host: text,
  port: integer(0),
  includeTimestamp: boolean,
  numPartitions: integer(1),
};

type Options = Readonly<Record<string, string>>;

export const socketSchema = (options: Options): StructType =>
  isTrue(options["includeTimestamp"])
    ? struct([field("value", STRING), field("timestamp", TIMESTAMP)])
    : struct([field("value", STRING)]);

interface Line {
  readonly value: string;
  /** Microseconds since 1970 when it came. */
  readonly micros: bigint;
}

export class SocketSource implements Source {
  readonly schema: StructType;
  readonly #runtime: Runtime;
  readonly #address: string;
  readonly #closing = new AbortController();
  /** What has come and is not committed; `#first` is the number of the first of them. */
  #lines: Line[] = [];
  #first = 0;
  #fixed: number | undefined;
  #isCounting = false;

  private constructor(runtime: Runtime, options: Options) {
    this.#runtime = runtime;
    this.schema = socketSchema(options);
    this.#address = `${options["host"]}:${options["port"]}`;
  }

  static async open(runtime: Runtime, options: Options): Promise<SocketSource> {
    const source = new SocketSource(runtime, options);
    const pieces = await runtime.network.connect(options["host"]!, Number(options["port"]), source.#closing.signal);
    runtime.process.warn("millrace: the socket source is for trying things out: it does not survive a restart");
    void source.#receive(pieces);
    return source;
  }

  async #receive(pieces: AsyncIterable<string>): Promise<void> {
    const splitter = new LineSplitter();
    const take = (lines: readonly string[]): void => {
      const micros = BigInt(this.#runtime.clock.now()) * 1000n;
      for (const value of lines) this.#lines.push({ value, micros });
    };
    try {
      for await (const piece of pieces) take(splitter.write(piece));
      take(splitter.end());
      this.#tellEnd("has closed the connection");
    } catch (error) {
      this.#tellEnd(`is lost: ${reasonOf(error)}`);
    }
  }

  #tellEnd(what: string): void {
    if (!this.#closing.signal.aborted)
      this.#runtime.process.warn(`millrace: ${this.#address} ${what}; no more lines will come`);
  }

  async latestOffset(from: Offset | undefined): Promise<Offset | undefined> {
    // Somebody else has counted up to there: this connection's lines have other numbers.
    if (from !== undefined && !this.#isCounting) throw this.#gone();
    const last = this.#fixed ?? this.#first + this.#lines.length - 1;
    if (last < 0) return undefined;
    this.#isCounting = true;
    return String(last);
  }

  #gone(): Error {
    return millraceError("CHECKPOINT_RECOVERY_UNSUPPORTED", { checkpoint: this.describe() });
  }

  async prepareForAvailableNow(): Promise<void> {
    this.#fixed = this.#first + this.#lines.length - 1;
  }

  async read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows> {
    const [first, end] = [
      from === undefined ? 0 : countOf(from, this.describe()) + 1,
      countOf(to, this.describe()) + 1,
    ];
    if (first < this.#first || end > this.#first + this.#lines.length) throw this.#gone();
    const lines = this.#lines.slice(first - this.#first, end - this.#first);
    const all: readonly RawValue[][] = [lines.map((line) => line.value), lines.map((line) => line.micros)];
    const { connection, fields, columns, table, fileColumn } = read;
    const kept = struct(fields.map((i) => this.schema.fields[i]!));
    const names = fields.map((i) => columns[i]!);
    const values = fields.map((i) => all[i]!);
    return holdColumns(connection, table, { schema: kept, columns: names, values, rowCount: lines.length }, fileColumn);
  }

  async commit(to: Offset): Promise<void> {
    const done = countOf(to, this.describe()) + 1 - this.#first;
    if (done <= 0) return;
    this.#lines = this.#lines.slice(done);
    this.#first += done;
  }
  describe(): string {
    return `TextSocketV2[host: ${this.#address.replace(/:(\d+)$/, ", port: $1")}]`;
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {
    this.#closing.abort();
  }
}
