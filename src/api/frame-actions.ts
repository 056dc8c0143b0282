/** What a frame does at once: it answers, prints, keeps its rows, takes a name. Each goes to the executor. */
import { millraceError } from "../errors.ts";
import { textArgument, wholeNumber, wordArgument } from "./arguments.ts";
import type { Executor } from "./executor.ts";
import { Alias, call, literal } from "../plan/expression.ts";
import { Aggregate, Limit, type Relation } from "../plan/relation.ts";
import { INT, type StructType } from "../types/data-type.ts";
import { rowJson } from "../types/row-json.ts";
import { userRows, type RowMethods } from "../types/row.ts";
import { schemaTree } from "../types/schema-tree.ts";
import { showText } from "../types/show.ts";

const EXPLAIN_MODES = { simple: true, extended: true, codegen: true, cost: true, formatted: true };

export abstract class FrameActions<R> implements AsyncIterable<R & RowMethods> {
  readonly relation: Relation;
  readonly #executor: Executor;

  constructor(relation: Relation, executor: Executor) {
    this.relation = relation;
    this.#executor = executor;
  }

  async schema(): Promise<StructType> {
    return (await this.#executor.analyse(this.relation)).schema;
  }
  async columns(): Promise<readonly string[]> {
    return (await this.schema()).fields.map((f) => f.name);
  }
  async isStreaming(): Promise<boolean> {
    return (await this.#executor.analyse(this.relation)).isStreaming;
  }
  async printSchema(): Promise<void> {
    const { fields } = await this.schema();
    this.#executor.print(`${schemaTree(fields)}\n`);
  }
  /** Prints the plan; Spark's modes are taken, and all print the same here. */
  async explain(mode: boolean | "simple" | "extended" | "codegen" | "cost" | "formatted" = "simple"): Promise<void> {
    if (typeof mode !== "boolean") wordArgument(mode, EXPLAIN_MODES, "explain", "mode");
    this.#executor.print(`${(await this.#executor.analyse(this.relation)).explained}\n`);
  }

  /** Every row, in memory. */
  async collect(): Promise<(R & RowMethods)[]> {
    const { schema, rows } = await this.#executor.collect(this.relation);
    return userRows(schema, rows) as (R & RowMethods)[];
  }
  async take(n: number): Promise<(R & RowMethods)[]> {
    const { schema, rows } = await this.#first(wholeNumber(n, "take"));
    return userRows(schema, rows) as (R & RowMethods)[];
  }
  /** The last `n` rows. */
  async tail(n: number): Promise<(R & RowMethods)[]> {
    wholeNumber(n, "tail");
    return (await this.collect()).slice(n <= 0 ? Number.POSITIVE_INFINITY : -n);
  }
  async first(): Promise<(R & RowMethods) | null> {
    return (await this.take(1))[0] ?? null;
  }
  /** Without a number the first row, else a list. */
  head(): Promise<(R & RowMethods) | null>;
  head(n: number): Promise<(R & RowMethods)[]>;
  head(n?: number): Promise<(R & RowMethods) | null | (R & RowMethods)[]> {
    return n === undefined ? this.first() : this.take(n);
  }
  /** The rows one after the other, in bounded memory; the same as iterating the frame. */
  toLocalIterator(): AsyncIterator<R & RowMethods> {
    return this[Symbol.asyncIterator]();
  }
  async count(): Promise<number> {
    const count = Alias.create({ expr: call("count", [literal(INT, 1)]), name: ["count"] });
    const { rows } = await this.#executor.collect(
      Aggregate.create({
        input: this.relation,
        groupType: "groupby",
        groupingExpressions: [],
        aggregateExpressions: [count],
      }),
    );
    return Number(rows.columns[0]![0]);
  }
  async isEmpty(): Promise<boolean> {
    return (await this.take(1)).length === 0;
  }

  /** Every row as Spark's JSON text. */
  async toJSON(): Promise<string[]> {
    const { schema, rows } = await this.#executor.collect(this.relation);
    const style = {
      zone: await this.#zone(),
      ignoreNullFields: (await this.#executor.getConf("spark.sql.jsonGenerator.ignoreNullFields")) !== "false",
    };
    return Array.from({ length: rows.rowCount }, (_, row) =>
      rowJson(
        schema,
        rows.columns.map((column) => column[row] ?? null),
        style,
      ),
    );
  }

  /** Prints the first rows (20) as a table; cells longer than `truncate` (20) characters are cut unless it is false. */
  show(numRows?: number, truncate?: boolean | number): Promise<void>;
  show(truncate: boolean): Promise<void>;
  async show(first: number | boolean = 20, second: boolean | number = true): Promise<void> {
    const [numRows, truncate] =
      typeof first === "boolean" ? [20, first] : [wholeNumber(first, "show", "numRows"), second];
    const { schema, rows } = await this.#first(numRows + 1);
    const shown = {
      rowCount: Math.min(rows.rowCount, numRows),
      columns: rows.columns.map((column) => column.slice(0, numRows)),
    };
    const width = truncate === true ? 20 : truncate === false ? 0 : truncate;
    this.#executor.print(
      `${showText(schema, shown, { zone: await this.#zone(), truncate: width, hasMore: rows.rowCount > numRows })}\n`,
    );
  }

  /** Computes the frame once, when it is first used, and keeps its rows until `unpersist()` or the session's end. */
  cache(): this {
    this.#executor.persist(this.relation);
    return this;
  }
  persist(): this {
    return this.cache();
  }
  /** Forgets the rows that `cache()` keeps. */
  async unpersist(): Promise<void> {
    await this.#executor.unpersist(this.relation);
  }

  /** Names the frame for SQL and `spark.table`. Need not be awaited: whatever is executed later waits for it. */
  createOrReplaceTempView(name: string): Promise<void> {
    return this.#createView(name, true);
  }
  /** Like `createOrReplaceTempView`, but refuses a name that is taken. */
  createTempView(name: string): Promise<void> {
    return this.#createView(name, false);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<R & RowMethods> {
    for await (const { schema, rows } of this.#executor.stream(this.relation))
      yield* userRows(schema, rows) as (R & RowMethods)[];
  }

  #createView(name: string, replace: boolean): Promise<void> {
    if (!/^\w+$/.test(textArgument(name, "createTempView", "name")))
      throw millraceError("INVALID_SCHEMA_OR_RELATION_NAME", { name: `\`${name}\`` });
    return this.#executor.execute({
      kind: "createDataframeView",
      input: this.relation,
      name,
      isGlobal: false,
      replace,
    });
  }
  #first(limit: number): ReturnType<Executor["collect"]> {
    return this.#executor.collect(Limit.create({ input: this.relation, limit }));
  }
  async #zone(): Promise<string> {
    return (await this.#executor.getConf("spark.sql.session.timeZone")) ?? "UTC";
  }
}
