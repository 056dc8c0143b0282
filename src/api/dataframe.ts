import { millraceError } from "../errors.ts";
import { Alias, ExpressionString, SortOrder, type Expression } from "../plan/expression.ts";
import * as plan from "../plan/relation.ts";
import type { GroupType, JoinType, Relation } from "../plan/relation.ts";
import type { StructType } from "../types/data-type.ts";
import { simpleString } from "../types/ddl-text.ts";
import { rowJson } from "../types/row-json.ts";
import { showText } from "../types/show.ts";
import { userRows, type Row } from "../types/values.ts";
import { Column, namedColumn, notAColumn } from "./column.ts";
import type { Executor } from "./executor.ts";
import { GroupedData } from "./grouped-data.ts";
import { DataStreamWriter } from "./stream-writer.ts";
import { DataFrameWriter } from "./writer.ts";

const JOIN_TYPES: Readonly<Record<string, JoinType>> = {
  inner: "inner",
  cross: "cross",
  outer: "fullOuter",
  full: "fullOuter",
  fullouter: "fullOuter",
  left: "leftOuter",
  leftouter: "leftOuter",
  right: "rightOuter",
  rightouter: "rightOuter",
  semi: "leftSemi",
  leftsemi: "leftSemi",
  anti: "leftAnti",
  leftanti: "leftAnti",
};

/** Rows with a schema, described and not computed: a plan over inputs that may still grow. Every method gives a new frame. */
export class DataFrame implements AsyncIterable<Row> {
  readonly relation: Relation;
  readonly #executor: Executor;

  constructor(relation: Relation, executor: Executor) {
    this.relation = relation;
    this.#executor = executor;
  }

  select(...columns: (Column | string)[]): DataFrame {
    return this.#with(
      plan.Project.create({ input: this.relation, expressions: columns.map((c) => namedColumn(c).expression) }),
    );
  }
  selectExpr(...texts: string[]): DataFrame {
    return this.#with(plan.Project.create({ input: this.relation, expressions: texts.map(sqlText) }));
  }
  /** Rows for which the condition (a column, or SQL text) is true. */
  where(condition: Column | string): DataFrame {
    if (typeof condition !== "string" && !(condition instanceof Column)) throw notAColumn("where", condition);
    return this.#with(
      plan.Filter.create({
        input: this.relation,
        condition: typeof condition === "string" ? sqlText(condition) : condition.expression,
      }),
    );
  }
  filter(condition: Column | string): DataFrame {
    return this.where(condition);
  }
  withColumn(name: string, column: Column): DataFrame {
    return this.withColumns({ [name]: column });
  }
  withColumns(columns: Readonly<Record<string, Column>>): DataFrame {
    const aliases = Object.entries(columns).map(([name, column]) =>
      Alias.create({ expr: column.expression, name: [name] }),
    );
    return this.#with(plan.WithColumns.create({ input: this.relation, aliases }));
  }
  withColumnRenamed(existing: string, renamed: string): DataFrame {
    return this.#with(
      plan.WithColumnsRenamed.create({ input: this.relation, renames: [{ colName: existing, newColName: renamed }] }),
    );
  }
  /** Names that are not there are ignored. */
  drop(...columns: (Column | string)[]): DataFrame {
    const columnNames = columns.filter((c) => typeof c === "string");
    return this.#with(
      plan.Drop.create({
        input: this.relation,
        columnNames,
        columns: columns.filter((c) => c instanceof Column).map((c) => c.expression),
      }),
    );
  }
  alias(name: string): DataFrame {
    return this.#with(plan.SubqueryAlias.create({ input: this.relation, alias: name }));
  }
  toDF(...columnNames: string[]): DataFrame {
    return this.#with(plan.ToDF.create({ input: this.relation, columnNames }));
  }
  /** Declares event time: rows may be late by `delay` ("10 minutes") and are dropped where that would matter when they come later. */
  withWatermark(eventTime: string, delay: string): DataFrame {
    return this.#with(plan.WithWatermark.create({ input: this.relation, eventTime, delayThreshold: delay }));
  }

  groupBy(...columns: (Column | string)[]): GroupedData {
    return this.#grouped("groupby", columns);
  }
  rollup(...columns: (Column | string)[]): GroupedData {
    return this.#grouped("rollup", columns);
  }
  cube(...columns: (Column | string)[]): GroupedData {
    return this.#grouped("cube", columns);
  }
  agg(...aggregates: Column[]): DataFrame {
    return this.groupBy().agg(...aggregates);
  }

  /** `on`: a condition, or names of columns that both sides have. */
  join(other: DataFrame, on?: Column | string | readonly string[], how = "inner"): DataFrame {
    const joinType = JOIN_TYPES[how.toLowerCase().replaceAll("_", "")];
    if (joinType === undefined)
      throw millraceError("INVALID_PLAN", {
        reason: `'${how}' is no join type; known are ${Object.keys(JOIN_TYPES).join(", ")}`,
      });
    const usingColumns = typeof on === "string" ? [on] : on === undefined || on instanceof Column ? [] : on;
    return this.#with(
      plan.Join.create({
        left: this.relation,
        right: other.relation,
        joinType,
        usingColumns,
        ...(on instanceof Column ? { joinCondition: on.expression } : {}),
      }),
    );
  }
  crossJoin(other: DataFrame): DataFrame {
    return this.join(other, undefined, "cross");
  }
  union(other: DataFrame): DataFrame {
    return this.#setOp("union", other, true);
  }
  unionByName(other: DataFrame, allowMissingColumns = false): DataFrame {
    return this.#setOp("union", other, true, true, allowMissingColumns);
  }
  intersect(other: DataFrame): DataFrame {
    return this.#setOp("intersect", other, false);
  }
  except(other: DataFrame): DataFrame {
    return this.#setOp("except", other, false);
  }
  distinct(): DataFrame {
    return this.dropDuplicates();
  }
  /** One row per distinct value of the columns, or of all. */
  dropDuplicates(columnNames?: readonly string[]): DataFrame {
    return this.#deduplicated(columnNames, false);
  }
  dropDuplicatesWithinWatermark(columnNames?: readonly string[]): DataFrame {
    return this.#deduplicated(columnNames, true);
  }
  orderBy(...columns: (Column | string)[]): DataFrame {
    return this.#with(plan.Sort.create({ input: this.relation, isGlobal: true, order: columns.map(sortOrder) }));
  }
  sort(...columns: (Column | string)[]): DataFrame {
    return this.orderBy(...columns);
  }
  limit(n: number): DataFrame {
    return this.#with(plan.Limit.create({ input: this.relation, limit: n }));
  }
  offset(n: number): DataFrame {
    return this.#with(plan.Offset.create({ input: this.relation, offset: n }));
  }
  sample(fraction: number, seed?: number | bigint): DataFrame {
    return this.#with(
      plan.Sample.create({
        input: this.relation,
        lowerBound: 0,
        upperBound: fraction,
        withReplacement: false,
        ...(seed === undefined ? {} : { seed: BigInt(seed) }),
      }),
    );
  }
  /** Accepted for Spark's sake: the embedded engine has no partitions to move. */
  repartition(numPartitions: number): DataFrame {
    return this.#with(plan.Repartition.create({ input: this.relation, numPartitions, shuffle: true }));
  }
  coalesce(numPartitions: number): DataFrame {
    return this.#with(plan.Repartition.create({ input: this.relation, numPartitions, shuffle: false }));
  }
  transform(change: (frame: DataFrame) => DataFrame): DataFrame {
    return change(this);
  }

  get write(): DataFrameWriter {
    return new DataFrameWriter(this.relation, this.#executor);
  }
  get writeStream(): DataStreamWriter {
    return new DataStreamWriter(this.relation, this.#executor, (relation) => this.#with(relation));
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
    this.#executor.print(
      `root\n${fields.map((f) => ` |-- ${f.name}: ${simpleString(f.dataType)} (nullable = ${f.nullable})\n`).join("")}\n`,
    );
  }
  async explain(): Promise<void> {
    this.#executor.print(`${(await this.#executor.analyse(this.relation)).explained}\n`);
  }

  async collect(): Promise<Row[]> {
    const { schema, rows } = await this.#executor.collect(this.relation);
    return userRows(schema, rows);
  }
  take(n: number): Promise<Row[]> {
    return this.limit(n).collect();
  }
  async first(): Promise<Row | null> {
    return (await this.take(1))[0] ?? null;
  }
  async count(): Promise<number> {
    const { rows } = await this.#executor.collect(this.groupBy().count().relation);
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

  /** Prints the first `numRows` rows as a table; cells longer than `truncate` (20) characters are cut unless it is false. */
  async show(numRows = 20, truncate: boolean | number = true): Promise<void> {
    const { schema, rows } = await this.#executor.collect(this.limit(numRows + 1).relation);
    const shown = {
      rowCount: Math.min(rows.rowCount, numRows),
      columns: rows.columns.map((column) => column.slice(0, numRows)),
    };
    const width = truncate === true ? 20 : truncate === false ? 0 : truncate;
    this.#executor.print(
      `${showText(schema, shown, { zone: await this.#zone(), truncate: width, hasMore: rows.rowCount > numRows })}\n`,
    );
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Row> {
    for await (const { schema, rows } of this.#executor.stream(this.relation)) yield* userRows(schema, rows);
  }

  /** Names the frame for SQL and `spark.table`. Need not be awaited: whatever is executed later waits for it. */
  createOrReplaceTempView(name: string): Promise<void> {
    return this.#executor.execute({
      kind: "createDataframeView",
      input: this.relation,
      name,
      isGlobal: false,
      replace: true,
    });
  }

  #with(relation: Relation): DataFrame {
    return new DataFrame(relation, this.#executor);
  }
  #grouped(groupType: GroupType, columns: readonly (Column | string)[]): GroupedData {
    return new GroupedData(
      this.relation,
      groupType,
      columns.map((c) => namedColumn(c).expression),
      (relation) => this.#with(relation),
    );
  }
  #setOp(
    setOpType: "union" | "intersect" | "except",
    other: DataFrame,
    isAll: boolean,
    byName = false,
    allowMissingColumns = false,
  ): DataFrame {
    return this.#with(
      plan.SetOperation.create({
        leftInput: this.relation,
        rightInput: other.relation,
        setOpType,
        isAll,
        byName,
        allowMissingColumns,
      }),
    );
  }
  #deduplicated(columnNames: readonly string[] | undefined, withinWatermark: boolean): DataFrame {
    if (columnNames !== undefined && !Array.isArray(columnNames))
      throw millraceError("INVALID_ARGUMENT", {
        argument: "given",
        method: "dropDuplicates",
        expected: "a list of column names",
        given: typeof columnNames,
        hint: 'Write dropDuplicates(["x"]).',
      });
    return this.#with(
      plan.Deduplicate.create({
        input: this.relation,
        columnNames: columnNames ?? [],
        allColumnsAsKeys: columnNames === undefined,
        withinWatermark,
      }),
    );
  }
  async #zone(): Promise<string> {
    return (await this.#executor.getConf("spark.sql.session.timeZone")) ?? "UTC";
  }
}

function sqlText(expression: string): Expression {
  return ExpressionString.create({ expression });
}

function sortOrder(key: Column | string): SortOrder {
  const { expression } = namedColumn(key);
  return expression.kind === "sortOrder"
    ? expression
    : SortOrder.create({ child: expression, direction: "ascending", nullOrdering: "first" });
}
