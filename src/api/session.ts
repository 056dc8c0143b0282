import { millraceError } from "../errors.ts";
import { longArgument, objectArgument, optionText, textArgument, wrongArgument } from "./arguments.ts";
import { LocalRelation, Range, Read, SQL, type Relation } from "../plan/relation.ts";
import type { Expression } from "../plan/expression.ts";
import { parseSchema } from "../types/ddl-parser.ts";
import { expressionOf, type ColumnInput } from "./column.ts";
import type { RowOf, ValidSchema } from "../types/row-type.ts";
import { Catalog } from "./catalog.ts";
import { DataFrame } from "./dataframe.ts";
import type { Executor } from "./executor.ts";
import { localRows, type LocalRow } from "./local-value.ts";
import { StreamingQueryManager } from "./query-manager.ts";
import { UdfRegistration } from "./udf.ts";
import { DataFrameReader } from "./reader.ts";

/**
 * The entry to everything: readers, SQL, settings, running queries. `connect()` makes one; `stop()` frees it.
 *
 * @example
 * await spark.range(3).createOrReplaceTempView("numbers");
 * console.log(await spark.sql("SELECT sum(id) AS total FROM numbers").collect());
 */
export class Session {
  readonly conf: RuntimeConf;
  readonly streams: StreamingQueryManager;
  readonly catalog: Catalog;
  readonly udf: UdfRegistration;
  readonly #executor: Executor;

  constructor(executor: Executor) {
    this.#executor = executor;
    this.conf = new RuntimeConf(executor);
    this.streams = new StreamingQueryManager(executor);
    this.udf = new UdfRegistration(executor);
    this.catalog = new Catalog(executor, (name) => this.table(name));
  }

  get read(): DataFrameReader {
    return new DataFrameReader(false, (relation) => this.#frame(relation));
  }
  get readStream(): DataFrameReader {
    return new DataFrameReader(true, (relation) => this.#frame(relation));
  }

  /** A query in SQL; `args` are named (`:name`) or, as a list, positional (`?`) parameters. */
  sql(query: string, args: Readonly<Record<string, ColumnInput>> | readonly ColumnInput[] = {}): DataFrame {
    if (!Array.isArray(args)) objectArgument(args, "sql", "args");
    const posArguments = Array.isArray(args) ? (args as readonly ColumnInput[]).map(expressionOf) : [];
    const namedArguments: Record<string, Expression> = Array.isArray(args)
      ? {}
      : Object.fromEntries(
          Object.entries(args as Record<string, ColumnInput>).map(([name, value]) => [name, expressionOf(value)]),
        );
    const relation = SQL.create({ query: textArgument(query, "sql", "statement"), namedArguments, posArguments });
    this.#executor.runSql(relation);
    return this.#frame(relation);
  }

  /** A table or temporary view by name. */
  table(name: string): DataFrame {
    const unparsedIdentifier = textArgument(name, "table", "name");
    return this.#frame(Read.create({ isStreaming: false, namedTable: { unparsedIdentifier, options: {} } }));
  }
  /** The longs from `start` (0) up to `end`, without it, in a column `id`. */
  range(end: number | bigint): DataFrame<{ readonly id: bigint }>;
  range(start: number | bigint, end: number | bigint, step?: number | bigint): DataFrame<{ readonly id: bigint }>;
  range(first: number | bigint, end?: number | bigint, step: number | bigint = 1): DataFrame<{ readonly id: bigint }> {
    const [from, to] = end === undefined ? [0, first] : [first, end];
    const by = longArgument(step, "range", "step");
    if (by === 0n) throw millraceError("INVALID_PARAMETER_VALUE.ZERO_STEP", { functionName: "`range`" });
    return this.#frame(
      Range.create({ start: longArgument(from, "range", "start"), end: longArgument(to, "range", "end"), step: by }),
    );
  }

  /** Rows the program holds, as lists in the schema's order or as objects by field name. */
  createDataFrame<const S extends string>(rows: readonly LocalRow[], schema: S & ValidSchema<S>): DataFrame<RowOf<S>> {
    if (!Array.isArray(rows))
      throw wrongArgument("createDataFrame", "rows", "a list of rows", rows, 'Write createDataFrame([[1]], "a INT").');
    const data = localRows(rows, parseSchema(textArgument(schema, "createDataFrame", "schema")));
    return this.#frame(LocalRelation.create({ schema, data }));
  }

  /** A stream that the program itself feeds, for tests: every `add` is seen whole by one batch or the next. */
  async memoryStream<const S extends string>(schema: S & ValidSchema<S>): Promise<MemoryStream<RowOf<S>>> {
    const type = parseSchema(textArgument(schema, "memoryStream", "schema"));
    const stream = await this.#executor.memoryStream(type);
    return { toDF: () => this.#frame(stream.relation), add: (...rows) => stream.add(localRows(rows, type)) };
  }

  /** Stops every query and frees everything. */
  stop(): Promise<void> {
    return this.#executor.stop();
  }

  #frame(relation: Relation): never {
    return new DataFrame(relation, this.#executor) as never;
  }
}

/** A stream fed by hand. */
export interface MemoryStream<R = any> {
  toDF(): DataFrame<R>;
  add(...rows: LocalRow[]): void;
}

/**
 * The session's settings, `spark.*` and `millrace.*`. An unknown one of `millrace.*` is refused, of `spark.sql.*` told of; any other is only kept.
 *
 * @example
 * await spark.conf.set("spark.sql.session.timeZone", "Europe/Berlin");
 * console.log(await spark.conf.get("spark.sql.session.timeZone"));
 */
export class RuntimeConf {
  readonly #executor: Executor;
  constructor(executor: Executor) {
    this.#executor = executor;
  }
  set(key: string, value: string | number | boolean): Promise<void> {
    const name = textArgument(key, "conf.set", "key");
    return this.#executor.setConf(name, optionText(name, value, "conf.set"));
  }
  unset(key: string): Promise<void> {
    return this.#executor.unsetConf(textArgument(key, "conf.unset", "key"));
  }
  /** Rejects with SQL_CONF_NOT_FOUND when there is neither value nor default. */
  async get(key: string, fallback?: string): Promise<string> {
    const value = (await this.#executor.getConf(textArgument(key, "conf.get", "key"))) ?? fallback;
    if (value === undefined) throw millraceError("SQL_CONF_NOT_FOUND", { sqlConf: `"${key}"` });
    return value;
  }
}
