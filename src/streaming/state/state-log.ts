/**
 * Versioned partial results of one operator (law 5). In memory one unindexed table; on disk, the truth: per version a delta with the rows that
 * version changed and a mark of what the watermark had closed by then, and a snapshot now and then. Version N+1 is the state after batch N.
 */
import type { KernelConnection } from "../../duckdb/connection.ts";
import { isMillraceError, millraceError, reasonOf } from "../../errors.ts";
import { corrupt } from "../../runtime/numbered-log.ts";
import { fileText, text } from "../../functions/function.ts";
import { identifier } from "../../functions/kernel-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { CHECKSUM_ROOM, isAsSealed, seal } from "./checksum.ts";
import { filesToRestore, stateFiles, type StateFile } from "./state-files.ts";

export interface StateTableColumn {
  readonly name: string;
  readonly kernelType: string;
}

export interface StateTable {
  /** The table's name in the kernel. */
  readonly name: string;
  readonly keys: readonly StateTableColumn[];
  readonly values: readonly StateTableColumn[];
  /** A condition over the columns: rows that are forgotten once their version has said so. */
  readonly gone?: string;
  /** An expression over the columns: the time (microseconds) at which the watermark closes a row. */
  readonly closesAt?: string;
  /** Of a table that is merged into: the values, as expressions over `old.<column>` and `new.<column>`. */
  readonly merged?: readonly string[];
}

/** Deltas after which a snapshot is due, once they weigh as much as it: so that snapshots never cost more than the deltas did. */
const DELTAS_BEFORE_SNAPSHOT = 10;
/**
 * A number of its own for each row of a table that is merged into, by which a second statement finds it again. The kernel's row ids will not do:
 * they change whenever it gives back the room of deleted rows, which any other connection's commit may bring about.
 */
const PLACE = "millrace_place";

export class StateLog {
  readonly #runtime: Runtime;
  readonly #directory: string;
  readonly #table: StateTable;
  readonly #minRetained: number;
  #deltasSinceSnapshot = 0;
  #deltaRows = 0;
  #nextPlace = 0;

  constructor(runtime: Runtime, directory: string, table: StateTable, minRetained: number) {
    this.#runtime = runtime;
    this.#directory = directory;
    this.#table = table;
    this.#minRetained = minRetained;
  }

  /** Puts the table into the state of `version`, whatever it held before. */
  async restore(connection: KernelConnection, version: number): Promise<void> {
    const names = (await this.#runtime.files.names(this.#directory)) ?? [];
    // What an attempt that was never committed left behind must not be taken for this query's own later.
    for (const file of stateFiles(names))
      if (file.version > version) await this.#runtime.files.removeTree(`${this.#directory}/${file.name}`);
    const chain = filesToRestore(this.#directory, names, version);
    await this.#create(connection);
    for (const file of chain) await this.#take(connection, file);
    this.#deltasSinceSnapshot = chain.filter((file) => file.kind === "delta").length;
    this.#deltaRows = 0;
  }

  /**
   * Merges partial results of one batch, one row per key, into the state; `touched` becomes a temporary table of these keys' rows as they are
   * afterwards. The state is looked through once for all: the rest goes by the places of its rows.
   */
  async merge(connection: KernelConnection, partial: string, touched: string): Promise<void> {
    const { name, keys, values, merged = [] } = this.#table;
    const match =
      keys.map((k) => `old.${identifier(k.name)} IS NOT DISTINCT FROM new.${identifier(k.name)}`).join(" AND ") ||
      "true";
    const list = [
      `old.${PLACE}`,
      ...keys.map((k) => `new.${identifier(k.name)}`),
      ...values.map((v, i) => {
        const column = identifier(v.name);
        return `CASE WHEN old.${PLACE} IS NULL THEN new.${column} ELSE ${merged[i]} END AS ${column}`;
      }),
    ];
    const count = await connection.count(
      `CREATE OR REPLACE TEMP TABLE ${touched} AS SELECT ${list.join(", ")} FROM ${partial} AS new LEFT JOIN ${name} AS old ON ${match}`,
    );
    // Replaced, not updated: the kernel keeps an update beside the rows and merges it with those before, which takes the longer the more there were.
    const isChanged = values.length > 0;
    if (isChanged)
      await connection.run(`DELETE FROM ${name} AS old USING ${touched} AS new WHERE old.${PLACE} = new.${PLACE}`);
    const columns = [...keys, ...values].map((c) => identifier(c.name)).join(", ");
    await connection.run(
      `INSERT INTO ${name} (${columns}, ${PLACE}) SELECT ${columns}, ${this.#nextPlace} + rowid FROM ${touched}${isChanged ? "" : ` WHERE ${PLACE} IS NULL`}`,
    );
    this.#nextPlace += count;
  }

  /** Takes in rows whose keys the state does not have. */
  async append(connection: KernelConnection, rows: string): Promise<number> {
    const columns = [...this.#table.keys, ...this.#table.values].map((c) => identifier(c.name));
    return connection.count(
      `INSERT INTO ${this.#table.name} (${columns.join(", ")}) SELECT ${columns.join(", ")} FROM ${rows}`,
    );
  }

  async #forgetGone(connection: KernelConnection): Promise<void> {
    if (this.#table.gone !== undefined)
      await connection.run(`DELETE FROM ${this.#table.name} WHERE ${this.#table.gone}`);
  }

  /** Forgets what the watermark has closed; how many rows that were. */
  async drop(connection: KernelConnection, watermark: bigint): Promise<number> {
    if (this.#table.closesAt === undefined) return 0;
    return connection.count(`DELETE FROM ${this.#table.name} WHERE ${this.#table.closesAt} <= ${watermark}`);
  }

  /** Makes a version durable: `changed` is a query over the rows it changed, `closed` the watermark it dropped by. */
  async persist(
    connection: KernelConnection,
    version: number,
    changed: string,
    closed: bigint | undefined,
  ): Promise<void> {
    const mark = closed === undefined ? "" : `, closed: ${text(String(closed))}`;
    const rows = await this.#write(
      connection,
      `${version}.delta.parquet`,
      changed,
      `version: ${text(String(version))}${mark}`,
    );
    await this.#forgetGone(connection);
    this.#deltasSinceSnapshot++;
    this.#deltaRows += rows;
    if (this.#deltasSinceSnapshot < DELTAS_BEFORE_SNAPSHOT) return;
    const total = await connection.count(`SELECT count(*) FROM ${this.#table.name}`);
    if (this.#deltaRows < total && this.#deltasSinceSnapshot < DELTAS_BEFORE_SNAPSHOT * 10) return;
    await this.#write(
      connection,
      `${version}.snapshot.parquet`,
      `SELECT * FROM ${this.#table.name}`,
      `version: ${text(String(version))}`,
    );
    this.#deltasSinceSnapshot = 0;
    this.#deltaRows = 0;
    await this.#purge(version);
  }

  async forget(connection: KernelConnection): Promise<void> {
    await connection.run(`DROP TABLE IF EXISTS ${this.#table.name}`);
  }

  async #create(connection: KernelConnection): Promise<void> {
    const columns = [...this.#table.keys, ...this.#table.values].map((c) => `${identifier(c.name)} ${c.kernelType}`);
    if (this.#hasPlaces) columns.push(`${PLACE} BIGINT`);
    this.#nextPlace = 0;
    await connection.run(`CREATE OR REPLACE TABLE ${this.#table.name} (${columns.join(", ")})`);
  }

  get #hasPlaces(): boolean {
    return this.#table.merged !== undefined;
  }

  #file(name: string): string {
    return fileText(this.#runtime.files.nativePath(`${this.#directory}/${name}`));
  }

  /** A stored file as a relation: whatever the directories above it are called, its columns are its own. */
  #stored(name: string, extra = ""): string {
    return `read_parquet(${this.#file(name)}, hive_partitioning = false${extra})`;
  }

  #columns(prefix = ""): string {
    return [...this.#table.keys, ...this.#table.values]
      .map((c) => `CAST(${prefix}${identifier(c.name)} AS ${c.kernelType}) AS ${identifier(c.name)}`)
      .join(", ");
  }

  async #insert(connection: KernelConnection, name: string): Promise<void> {
    const place = this.#hasPlaces ? `, ${this.#nextPlace} + file_row_number` : "";
    this.#nextPlace += await connection.count(
      `INSERT INTO ${this.#table.name} SELECT ${this.#columns()}${place} FROM ${this.#stored(name, ", file_row_number = true")}`,
    );
  }

  /** A delta holds the rows as they were after its version, so the last one wins. */
  async #replaceRows(connection: KernelConnection, name: string): Promise<void> {
    const match =
      this.#table.keys
        .map((k) => `old.${identifier(k.name)} IS NOT DISTINCT FROM new.${identifier(k.name)}`)
        .join(" AND ") || "true";
    await connection.run(
      `DELETE FROM ${this.#table.name} AS old USING (SELECT ${this.#columns()} FROM ${this.#stored(name)}) AS new WHERE ${match}`,
    );
    await this.#insert(connection, name);
  }

  async #take(connection: KernelConnection, { name, version, kind }: StateFile): Promise<void> {
    if (kind === "snapshot") {
      await this.#load(connection, name, version, () => this.#insert(connection, name));
      return;
    }
    const closed = await this.#load(connection, name, version, () => this.#replaceRows(connection, name));
    await this.#forgetGone(connection);
    // At once, not at the end: a later version may have been written in a mode that closes nothing.
    if (closed !== undefined) await this.drop(connection, closed);
  }

  /** Takes a file in, after a look at whose version it says it is; gives the watermark its version had closed. */
  async #load(
    connection: KernelConnection,
    name: string,
    version: number,
    load: () => Promise<void>,
  ): Promise<bigint | undefined> {
    const file = `${this.#directory}/${name}`;
    if (!(await isAsSealed(this.#runtime.files, file))) throw corrupt(file, "its checksum is not that of its content");
    let marks: ReadonlyMap<string, string>;
    try {
      const rows = await connection.rows(
        `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${this.#file(name)})`,
      );
      marks = new Map(rows.map((row) => [String(row[0]), String(row[1])]));
      await this.#checkColumns(connection, name);
      await load();
    } catch (error) {
      if (isMillraceError(error, "OPERATION_CANCELED") || isMillraceError(error, "CHECKPOINT_FILE_CORRUPT"))
        throw error;
      throw millraceError("CHECKPOINT_FILE_CORRUPT", { file, reason: reasonOf(error) }, { cause: error });
    }
    if (marks.get("version") !== String(version))
      throw corrupt(file, `it is of version ${marks.get("version") ?? "unknown"}`);
    const closed = marks.get("closed");
    return closed === undefined ? undefined : BigInt(closed);
  }

  /** Values of other types would be cast, and what was lost by it be taken for the state. */
  async #checkColumns(connection: KernelConnection, name: string): Promise<void> {
    const typesOf = async (relation: string): Promise<string> =>
      String(
        await connection.rows(
          `SELECT column_name, column_type FROM (DESCRIBE SELECT ${this.#names()} FROM ${relation})`,
        ),
      );
    const [stored, wanted] = [await typesOf(this.#stored(name)), await typesOf(this.#table.name)];
    if (stored !== wanted) throw corrupt(`${this.#directory}/${name}`, `its columns are ${stored} and not ${wanted}`);
  }

  #names(): string {
    return [...this.#table.keys, ...this.#table.values].map((c) => identifier(c.name)).join(", ");
  }

  async #write(connection: KernelConnection, name: string, query: string, marks: string): Promise<number> {
    const { files } = this.#runtime;
    const aside = `${this.#directory}/.${name}.tmp`;
    await files.makeDirectory(this.#directory);
    const rows = await connection.count(
      `COPY (SELECT ${this.#columns()} FROM (${query})) TO ${text(files.nativePath(aside))} (FORMAT parquet, COMPRESSION snappy, KV_METADATA {${marks}, ${CHECKSUM_ROOM}})`,
    );
    await seal(files, aside);
    await files.publish(aside, `${this.#directory}/${name}`);
    return rows;
  }

  /** Keeps what restores any version whose offsets are kept. */
  async #purge(version: number): Promise<void> {
    const names = (await this.#runtime.files.names(this.#directory)) ?? [];
    const parsed = stateFiles(names);
    const oldest = version - 1 - this.#minRetained;
    const keepFrom = Math.max(
      -1,
      ...parsed.filter((f) => f.kind === "snapshot" && f.version <= oldest).map((f) => f.version),
    );
    for (const file of parsed)
      if (file.version < keepFrom || (file.version === keepFrom && file.kind === "delta"))
        await this.#runtime.files.removeTree(`${this.#directory}/${file.name}`);
  }
}
