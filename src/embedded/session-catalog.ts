import type { Catalog } from "../analysis/catalog.ts";
import type { Plan } from "../analysis/plan.ts";
import type { View } from "../analysis/views.ts";
import { readSchema } from "./read-schema.ts";
import type { SessionSettings } from "./settings.ts";
import type { PersistedFrames } from "./persisted.ts";
import type { KernelTable } from "../types/kernel-table.ts";
import type { ReadRequest } from "../types/read-request.ts";
import { millraceError } from "../errors.ts";
import { MemoryStreamRows } from "../connectors/memory/source.ts";
import { isGlob } from "../connectors/file/glob.ts";
import { hasPartitions, listDataFiles } from "../connectors/file/listing.ts";
import { partitionType } from "../formats/partitions.ts";
import { fileBatchOptions, fileStreamOptions } from "../connectors/file/options.ts";
import type { Kernel } from "../duckdb/kernel.ts";
import { pathToUri } from "../formats/file-uri.ts";
import { tableRequest, tablesIn, type Warehouse } from "./warehouse.ts";
import { filelessNames, filelessRequest } from "./fileless-sources.ts";
import { checkOptions } from "../formats/options.ts";
import type { Format } from "../formats/format.ts";
import { findFormat, formatNames, ownersOfOption, unknownFormat } from "../formats/registry.ts";
import type { DataSource, Relation } from "../plan/relation.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { field, struct, type DataType, type StructType } from "../types/data-type.ts";
import { parseTimestamp } from "../types/datetime-text.ts";

/** What names mean in a session: temporary views, memory tables, the frames of running foreachBatch calls, and files. */
export class SessionCatalog implements Catalog {
  readonly #runtime: Runtime;
  readonly #kernel: Kernel;
  readonly #views = new Map<string, View>();
  readonly #results = new WeakMap<Relation, Relation>();
  readonly #functions = new Map<string, UserFunction>();
  readonly #tables = new Map<string, KernelTable>();
  readonly #streams = new Map<string, MemoryStreamRows>();
  readonly #cached = new Map<string, KernelTable>();

  readonly #persisted: PersistedFrames;

  readonly #settings: SessionSettings;

  constructor(runtime: Runtime, kernel: Kernel, persisted: PersistedFrames, settings: SessionSettings) {
    this.#persisted = persisted;
    this.#settings = settings;
    this.#runtime = runtime;
    this.#kernel = kernel;
  }

  view(name: string): View | undefined {
    return this.#views.get(name.toLowerCase());
  }
  createView(name: string, view: View, replace: boolean): void {
    if (!replace && this.view(name) !== undefined)
      throw millraceError("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: `\`${name}\`` });
    this.#views.set(name.toLowerCase(), view);
  }
  /** What the command that an SQL text is has answered. */
  commandResult(relation: Relation): Relation | undefined {
    return this.#results.get(relation);
  }
  setCommandResult(relation: Relation, result: Relation): void {
    this.#results.set(relation, result);
  }
  async table(name: string): Promise<KernelTable | ReadRequest | undefined> {
    return this.#tables.get(name.toLowerCase()) ?? (await tableRequest(this.#warehouse, name));
  }
  /** Gives the table it replaces, which nobody finds by its name any more. */
  setTable(name: string, table: KernelTable): KernelTable | undefined {
    const replaced = this.#tables.get(name.toLowerCase());
    this.#tables.set(name.toLowerCase(), table);
    return replaced;
  }
  dropView(name: string): boolean {
    return this.#views.delete(name.toLowerCase());
  }
  get viewNames(): readonly string[] {
    return [...this.#views.keys()].sort();
  }
  async tableNames(): Promise<readonly string[]> {
    return [...new Set([...this.#tables.keys(), ...(await tablesIn(this.#warehouse))])].sort();
  }
  async names(): Promise<readonly string[]> {
    return [...new Set([...this.viewNames, ...(await this.tableNames())])];
  }
  get #warehouse(): Warehouse {
    return { runtime: this.#runtime, settings: this.#settings };
  }
  persisted(relation: Relation, resolve: () => Promise<Plan>): Promise<KernelTable | undefined> {
    return this.#persisted.table(relation, resolve);
  }
  userFunction(name: string): UserFunction | undefined {
    return this.#functions.get(name.toLowerCase());
  }
  setFunction(definition: UserFunction): void {
    this.#functions.set(definition.name.toLowerCase(), definition);
  }
  kernelFunction(definition: UserFunction, types: readonly DataType[]): string {
    return this.#kernel.userFunction(definition, types);
  }
  cached(relationId: string): KernelTable | undefined {
    return this.#cached.get(relationId);
  }

  /** Lets plans read a table under a new id until it is closed. */
  publish(table: KernelTable): { readonly relationId: string; close(): void } {
    const relationId = this.#runtime.random.uuid();
    this.#cached.set(relationId, table);
    return { relationId, close: () => void this.#cached.delete(relationId) };
  }

  /** A stream that the program feeds. */
  newMemoryStream(schema: StructType): MemoryStreamRows {
    const stream = new MemoryStreamRows(this.#runtime.random.uuid(), schema);
    this.#streams.set(stream.id, stream);
    return stream;
  }

  memoryStream(id: string): MemoryStreamRows {
    const stream = this.#streams.get(id);
    if (stream === undefined)
      throw millraceError("DATA_SOURCE_NOT_FOUND", {
        provider: "memory",
        suggestion: "Make it with memoryStream(schema) of this session.",
      });
    return stream;
  }

  async source(dataSource: DataSource, isStreaming: boolean): Promise<ReadRequest> {
    const name = dataSource.format ?? "parquet";
    if (name === "memory" && isStreaming) {
      const { id, schema } = this.memoryStream(dataSource.options["stream"] ?? "");
      return { format: name, options: {}, paths: [id], schema };
    }
    const fileless = isStreaming ? filelessRequest(name, dataSource) : undefined;
    if (fileless !== undefined) return fileless;
    const format = findFormat(name);
    if (format === undefined)
      throw unknownFormat(name, [...formatNames, ...(isStreaming ? filelessNames : [])], INSTEAD_OF_A_SOURCE);
    let fault: unknown;
    const checked = checkOptions(
      name,
      { ...format.readOptions, ...(isStreaming ? fileStreamOptions : fileBatchOptions) },
      dataSource.options,
      { onInvalid: isStreaming ? (error) => (fault ??= error) : undefined, elsewhere: ownersOfOption },
    );
    const options = withTimes(checked, this.#settings.zone);
    const paths =
      dataSource.paths.length > 0 ? dataSource.paths : options["path"] === undefined ? [] : [options["path"]];
    if (paths.length === 0)
      throw millraceError("MISSING_OPTION", {
        option: "path",
        format: name,
        suggestion: "Give a directory to load().",
      });
    if (isStreaming && paths.length > 1)
      throw millraceError("INVALID_OPTION_VALUE", {
        option: "path",
        value: paths.join(", "),
        expected: "a stream reads one directory",
      });
    const given =
      dataSource.schema === undefined
        ? await this.#infer(format, paths, options, isStreaming)
        : readSchema(dataSource.schema);
    const schema = await this.#withPartitions(given, paths, options);
    const names = schema.fields.map((f) => f.name.toLowerCase());
    const twice = names.find((each, i) => names.indexOf(each) !== i);
    if (twice !== undefined) {
      const error = millraceError("COLUMN_ALREADY_EXISTS", { columnName: `\`${twice}\`` });
      if (!isStreaming) throw error;
      // As in Spark, which looks at a stream's columns when it reads.
      fault ??= error;
    }
    const request = {
      format: name.toLowerCase(),
      options: withoutPath(options),
      paths,
      schema,
    };
    return fault instanceof Error ? { ...request, fault } : request;
  }

  /** Columns that directories named `key=value` add, with the types their values have. */
  async #withPartitions(
    schema: StructType,
    paths: readonly string[],
    options: Readonly<Record<string, string>>,
  ): Promise<StructType> {
    const { files } = this.#runtime;
    const values = new Map<string, Set<string | null>>();
    for (const path of paths) {
      const base = files.resolve(path);
      if (!isGlob(base) && !(await hasPartitions(files, base))) continue;
      for (const file of (await listDataFiles(files, base, options)) ?? [])
        for (const [name, value] of file.partition) values.set(name, (values.get(name) ?? new Set()).add(value));
    }
    const known = new Set(schema.fields.map((f) => f.name.toLowerCase()));
    const added = [...values].filter(([name]) => !known.has(name.toLowerCase()));
    return struct([...schema.fields, ...added.map(([name, texts]) => field(name, partitionType([...texts])))]);
  }

  /** The schema the files are found to have. A stream's may change with every file, so the user must ask for it. */
  async #infer(
    format: Format,
    paths: readonly string[],
    options: Readonly<Record<string, string>>,
    isStreaming: boolean,
  ): Promise<StructType> {
    const isText = format.name === "text";
    if (isStreaming && !isText && !this.#settings.isTrue("spark.sql.streaming.schemaInference"))
      throw millraceError("SCHEMA_REQUIRED");
    const { files, clock } = this.#runtime;
    const found: string[] = [];
    for (const path of paths) {
      const listed = await listDataFiles(files, files.resolve(path), options);
      if (listed === undefined) throw millraceError("PATH_NOT_FOUND", { path: pathToUri(files.resolve(path)) });
      for (const file of listed) found.push(file.path);
    }
    if (found.length === 0 && !isText)
      throw millraceError("UNABLE_TO_INFER_SCHEMA", {
        format: TITLES[format.name]!,
        paths: paths.map((path) => files.resolve(path)).join(", "),
      });
    const terms = { options, zone: this.#settings.zone, now: BigInt(clock.now()) * 1000n };
    const job = { ...terms, settings: this.#settings.forReading(options), files: found };
    return this.#kernel.using((connection) => format.inferSchema(connection, this.#runtime, job));
  }
}

const INSTEAD_OF_A_SOURCE = "Read files that something else writes, or feed rows through memoryStream(schema).";

const TITLES: Readonly<Record<string, string>> = { csv: "CSV", json: "JSON", parquet: "Parquet" };

/** Bounds on modification times as milliseconds since 1970, by the clock of the session's zone. */
function withTimes(options: Readonly<Record<string, string>>, sessionZone: string): Readonly<Record<string, string>> {
  const zone = options["timeZone"] ?? sessionZone;
  const milliseconds = (value: string): string =>
    String((parseTimestamp(value, { zone, today: 0, ntz: false }) ?? 0n) / 1000n);
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) =>
      /^modified(Before|After)$/.test(name) ? [name, milliseconds(value)] : [name, value],
    ),
  );
}

function withoutPath(options: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== "path"));
}
