import {
  columnList,
  functionArgument,
  instanceArgument,
  longArgument,
  nameList,
  notAColumn,
  notAColumnOrText,
  numberArgument,
  objectArgument,
  spread,
  textArgument,
  textArguments,
  wholeNumber,
} from "./arguments.ts";
import { Alias, ExpressionString, type Expression } from "../plan/expression.ts";
import * as plan from "../plan/relation.ts";
import type { GroupType, Relation } from "../plan/relation.ts";
import type { NamesOf, RowOf } from "../types/row-type.ts";
import { Column, namedColumn, sortOrderOf } from "./column.ts";
import { displayFrame, type Display, type DisplayOptions } from "./display.ts";
import { describe } from "./describe.ts";
import type {
  ColumnArgument,
  ColumnsOf,
  JoinedOn,
  JoinedUsing,
  Qualified,
  Renamed,
  Selected,
  With,
  WithAll,
  Without,
} from "./frame-type.ts";
import { NullFunctions } from "./null-functions.ts";
import type { Executor } from "./executor.ts";
import { FrameActions } from "./frame-actions.ts";
import { joinTypeOf } from "./join-type.ts";
import { GroupedData } from "./grouped-data.ts";
import { DataStreamWriter } from "./stream-writer.ts";
import { DataFrameWriter } from "./writer.ts";

type Condition<R, K extends string> = string | Column<any, any, K> | ((row: ColumnsOf<R>) => Column<any, any>);
type Names<K extends string> = K | readonly K[];

/**
 * Rows with a schema, described and not computed: a plan over inputs that may still grow. Every method gives a new frame. To the compiler `R` is
 * the row and `K` the names its columns go by; a frame made from SQL text knows neither (`as` says them again).
 *
 * @example
 * const readings = spark.read.schema("timestamp TIMESTAMP, deviceId BIGINT").json("sensors");
 * await readings.groupBy(window("timestamp", "1 minute")).count().orderBy("window").show(3, false);
 */
export class DataFrame<R = any, K extends string = NamesOf<R>> extends FrameActions<R> {
  /** Never there: carries the types. */
  declare readonly "~row"?: R;
  readonly #executor: Executor;

  constructor(relation: Relation, executor: Executor) {
    super(relation, executor);
    this.#executor = executor;
  }

  /** Columns by name, as expressions, or as functions of the row: `select("id", (r) => r.signal.gt(0.5).alias("strong"))`. */
  select<const A extends readonly ColumnArgument<R, K>[]>(...columns: A): DataFrame<Selected<R, A>> {
    return this.#with(
      plan.Project.create({
        input: this.relation,
        expressions: columns.map((c) => namedColumn(c as Column, "select").expression),
      }),
    );
  }
  /** SQL text per column; the compiler does not read it. */
  selectExpr(...texts: string[]): DataFrame {
    return this.#with(
      plan.Project.create({
        input: this.relation,
        expressions: textArguments(texts, "selectExpr", "expression").map(sqlText),
      }),
    );
  }
  /** Rows for which the condition (a column, or SQL text) is true. */
  where(condition: Condition<R, K>): DataFrame<R, K> {
    const given = typeof condition === "function" ? namedColumn(condition as never, "where") : condition;
    if (typeof given !== "string" && !(given instanceof Column)) throw notAColumnOrText("where", given);
    return this.#with(
      plan.Filter.create({
        input: this.relation,
        condition: typeof given === "string" ? sqlText(given) : given.expression,
      }),
    );
  }
  filter(condition: Condition<R, K>): DataFrame<R, K> {
    return this.where(condition);
  }
  /** The frame with a column more, or with another value in the one of that name. */
  withColumn<const N extends string, C extends Column<any, any, K> | ((row: ColumnsOf<R>) => Column<any, any>)>(
    name: N,
    column: C,
  ): DataFrame<With<R, N, C>> {
    return this.#withColumns({ [textArgument(name, "withColumn", "name")]: column }, "withColumn");
  }
  withColumns<
    const M extends Readonly<Record<string, Column<any, any, K> | ((row: ColumnsOf<R>) => Column<any, any>)>>,
  >(columns: M): DataFrame<WithAll<R, M>> {
    return this.#withColumns(objectArgument(columns, "withColumns", "columns"), "withColumns");
  }
  withColumnRenamed<const F extends K, const T extends string>(existing: F, renamed: T): DataFrame<Renamed<R, F, T>> {
    return this.withColumnsRenamed({ [textArgument(existing, "withColumnRenamed", "name")]: renamed }) as never;
  }
  withColumnsRenamed(names: Readonly<Record<string, string>>): DataFrame {
    const renames = Object.entries(objectArgument(names, "withColumnsRenamed", "names")).map(
      ([colName, newColName]) => ({ colName, newColName: textArgument(newColName, "withColumnsRenamed", "new name") }),
    );
    return this.#with(plan.WithColumnsRenamed.create({ input: this.relation, renames }));
  }
  /** Names that are not there are ignored at run time. */
  drop<const A extends readonly (K | Column<any, any, K>)[]>(...columns: A): DataFrame<Without<R, A>> {
    for (const c of columns) if (typeof c !== "string" && !(c instanceof Column)) throw notAColumnOrText("drop", c);
    const columnNames = columns.filter((c): c is A[number] & string => typeof c === "string");
    return this.#with(
      plan.Drop.create({
        input: this.relation,
        columnNames,
        columns: columns.filter((c) => typeof c !== "string").map((c) => (c as Column).expression),
      }),
    );
  }
  /** A name for the frame, by which its columns are told from another's: `alias("a")`, then `col("a.id")`. */
  alias<const A extends string>(name: A): DataFrame<R, Qualified<R, A>> {
    return this.#with(plan.SubqueryAlias.create({ input: this.relation, alias: textArgument(name, "alias", "name") }));
  }
  toDF(...columnNames: string[]): DataFrame {
    textArguments(columnNames, "toDF", "name");
    return this.#with(plan.ToDF.create({ input: this.relation, columnNames }));
  }
  /**
   * Each value column of a row as a row of its own: its name in `variableColumnName`, its value in `valueColumnName`, beside the id columns.
   * Without `values` all columns but the ids become rows.
   */
  unpivot(
    ids: readonly (Column | string)[],
    values: readonly (Column | string)[] | null,
    variableColumnName: string,
    valueColumnName: string,
  ): DataFrame {
    return this.#unpivoted("unpivot", ids, values, variableColumnName, valueColumnName);
  }
  /** The same as `unpivot`. */
  melt(...args: Parameters<DataFrame["unpivot"]>): DataFrame {
    return this.#unpivoted("melt", ...args);
  }
  /** Declares event time: rows may be late by `delay` ("10 minutes") and are dropped where that would matter when they come later. */
  withWatermark(eventTime: K, delay: string): DataFrame<R, K> {
    const [name, delayThreshold] = [
      textArgument(eventTime, "withWatermark", "column"),
      textArgument(delay, "withWatermark", "delay"),
    ];
    return this.#with(plan.WithWatermark.create({ input: this.relation, eventTime: name, delayThreshold }));
  }

  groupBy<const A extends readonly ColumnArgument<R, K>[]>(...columns: A): GroupedData<R, K, Selected<R, A>> {
    return this.#grouped("groupby", columns as never) as never;
  }
  rollup<const A extends readonly ColumnArgument<R, K>[]>(...columns: A): GroupedData<R, K, Selected<R, A>> {
    return this.#grouped("rollup", columns as never) as never;
  }
  cube<const A extends readonly ColumnArgument<R, K>[]>(...columns: A): GroupedData<R, K, Selected<R, A>> {
    return this.#grouped("cube", columns as never) as never;
  }
  agg<const A extends readonly Column<any, any, K>[]>(...aggregates: A): DataFrame<Selected<R, A>> {
    return this.groupBy().agg(...(aggregates as never)) as never;
  }

  /** `on`: names of columns that both sides have, which then come once, or a condition. */
  join<S, L extends string, const U extends K & L, const H extends string = "inner">(
    other: DataFrame<S, L>,
    on: Names<U>,
    how?: H,
  ): DataFrame<JoinedUsing<R, S, U, H>>;
  join<S, L extends string, const H extends string = "inner">(
    other: DataFrame<S, L>,
    on?: Column<any, any, K | L>,
    how?: H,
  ): DataFrame<JoinedOn<R, S, H>, NamesOf<JoinedOn<R, S, H>> | K | L>;
  join(other: DataFrame, on?: Column | string | readonly string[], how: string = "inner"): any {
    instanceArgument(other, DataFrame, "join", "DataFrame");
    const joinType = joinTypeOf(how);
    if (on !== undefined && typeof on !== "string" && !(on instanceof Column)) nameList(on, "join");
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
  crossJoin<S, L extends string>(other: DataFrame<S, L>): DataFrame<JoinedOn<R, S, "cross">> {
    return this.join(other, undefined, "cross") as never;
  }
  union(other: DataFrame<any, any>): DataFrame<R, K> {
    return this.#setOp("union", other, true);
  }
  unionAll(other: DataFrame<any, any>): DataFrame<R, K> {
    return this.#setOp("union", other, true);
  }
  unionByName(other: DataFrame<any, any>, allowMissingColumns = false): DataFrame<R, K> {
    return this.#setOp("union", other, true, true, allowMissingColumns);
  }
  intersect(other: DataFrame<any, any>): DataFrame<R, K> {
    return this.#setOp("intersect", other, false);
  }
  except(other: DataFrame<any, any>): DataFrame<R, K> {
    return this.#setOp("except", other, false);
  }
  /** INTERSECT ALL and EXCEPT ALL: equal rows count as often as they occur. */
  intersectAll(other: DataFrame<any, any>): DataFrame<R, K> {
    return this.#setOp("intersect", other, true);
  }
  exceptAll(other: DataFrame<any, any>): DataFrame<R, K> {
    return this.#setOp("except", other, true);
  }
  distinct(): DataFrame<R, K> {
    return this.#deduplicated(undefined, false);
  }
  /** One row per distinct value of the columns, or of all. */
  dropDuplicates(columnNames?: readonly K[]): DataFrame<R, K> {
    return this.#deduplicated(columnNames, false);
  }
  dropDuplicatesWithinWatermark(columnNames?: readonly K[]): DataFrame<R, K> {
    return this.#deduplicated(columnNames, true);
  }
  orderBy(...columns: ColumnArgument<R, K>[]): DataFrame<R, K> {
    const order = columns.map((column) => sortOrderOf(column as Column));
    return this.#with(plan.Sort.create({ input: this.relation, isGlobal: true, order }));
  }
  sort(...columns: ColumnArgument<R, K>[]): DataFrame<R, K> {
    return this.orderBy(...columns);
  }
  /** Here the same as `orderBy`: there are no partitions to sort within. */
  sortWithinPartitions(...columns: ColumnArgument<R, K>[]): DataFrame<R, K> {
    return this.orderBy(...columns);
  }
  limit(n: number): DataFrame<R, K> {
    return this.#with(plan.Limit.create({ input: this.relation, limit: wholeNumber(n, "limit") }));
  }
  offset(n: number): DataFrame<R, K> {
    return this.#with(plan.Offset.create({ input: this.relation, offset: wholeNumber(n, "offset") }));
  }
  sample(fraction: number, seed?: number | bigint): DataFrame<R, K> {
    return this.#with(
      plan.Sample.create({
        input: this.relation,
        lowerBound: 0,
        upperBound: numberArgument(fraction, "sample", "fraction"),
        withReplacement: false,
        ...(seed === undefined ? {} : { seed: longArgument(seed, "sample", "seed") }),
      }),
    );
  }
  /** Accepted for Spark's sake: the embedded engine has no partitions to move. */
  repartition(numPartitions: number): DataFrame<R, K> {
    wholeNumber(numPartitions, "repartition", "numPartitions", 1);
    return this.#with(plan.Repartition.create({ input: this.relation, numPartitions, shuffle: true }));
  }
  coalesce(numPartitions: number): DataFrame<R, K> {
    wholeNumber(numPartitions, "coalesce", "numPartitions", 1);
    return this.#with(plan.Repartition.create({ input: this.relation, numPartitions, shuffle: false }));
  }
  /** Accepted for Spark's sake, without effect here. */
  hint(name: string): DataFrame<R, K> {
    return this.#with(
      plan.Hint.create({ input: this.relation, name: textArgument(name, "hint", "name"), parameters: [] }),
    );
  }
  /** `change(this)`, so that steps of one's own read in order. */
  transform<S, L extends string>(change: (frame: DataFrame<R, K>) => DataFrame<S, L>): DataFrame<S, L> {
    functionArgument(change, "transform", "change", "Write transform((frame) => frame.limit(10)).");
    return instanceArgument(change(this), DataFrame, "transform", "DataFrame") as never;
  }
  /** The same frame with the row type of a schema's text: for what comes from SQL. The compiler takes the word for it. */
  as<const D extends string>(): DataFrame<RowOf<D>> {
    return this as never;
  }
  /** What to do with NULLs. */
  get na(): NullFunctions<R, K> {
    return new NullFunctions(this, (relation) => this.#with(relation));
  }
  /** Aggregates of the rows that pass, told by a streaming query's progress as `observedMetrics[name]`. A batch query tells nobody. */
  observe(name: string, ...metrics: Column<any, any>[]): DataFrame<R, K> {
    if (metrics.length === 0) throw notAColumn("observe", undefined);
    for (const metric of metrics)
      if (!(metric instanceof Column))
        throw notAColumn("observe", metric, Array.isArray(metric) ? spread("metrics", "observe") : undefined);
    textArgument(name, "observe", "name");
    return this.#with(
      plan.CollectMetrics.create({ input: this.relation, name, metrics: metrics.map((metric) => metric.expression) }),
    );
  }
  get write(): DataFrameWriter {
    return new DataFrameWriter(this.relation, this.#executor);
  }
  get writeStream(): DataStreamWriter<R> {
    return new DataStreamWriter(this.relation, this.#executor, (relation) => this.#with(relation));
  }

  /** Shows the frame: a batch once, a stream as a table that is kept up to date. Need not be awaited. */
  display(options: DisplayOptions = {}): Promise<Display> {
    return this.#executor.follow(displayFrame(this as never, this.#executor, options));
  }

  /** Count, mean, standard deviation, least and greatest value of the columns, as text. */
  describe(...columns: K[]): Promise<DataFrame> {
    textArguments(columns, "describe", "name");
    return describe(this, columns);
  }
  /** A frame over another plan; what its rows are, the caller knows. */
  #with(relation: Relation): never {
    return new DataFrame(relation, this.#executor) as never;
  }
  #withColumns(columns: Readonly<Record<string, unknown>>, method: string): never {
    const aliases = Object.entries(columns).map(([name, column]) => {
      if (typeof column !== "function" && !(column instanceof Column)) throw notAColumn(method, column);
      return Alias.create({ expr: namedColumn(column as Column, method).expression, name: [name] });
    });
    return this.#with(plan.WithColumns.create({ input: this.relation, aliases }));
  }
  #unpivoted(
    method: string,
    ...[ids, values, variableColumnName, valueColumnName]: Parameters<DataFrame["unpivot"]>
  ): never {
    const all = (columns: readonly (Column | string)[], argument: string): readonly Expression[] =>
      columnList(columns, method, argument, `Write ${method}(["id"], ["a", "b"], "name", "value").`).map(
        (column) => namedColumn(column, method).expression,
      );
    return this.#with(
      plan.Unpivot.create({
        input: this.relation,
        ids: all(ids, "ids"),
        ...(values === null ? {} : { values: all(values, "values") }),
        variableColumnName: textArgument(variableColumnName, method, "variableColumnName"),
        valueColumnName: textArgument(valueColumnName, method, "valueColumnName"),
      }),
    );
  }
  #grouped(groupType: GroupType, columns: readonly (Column | string)[]): GroupedData<any, any> {
    return new GroupedData(
      this.relation,
      groupType,
      columns.map((c) => namedColumn(c, "groupBy").expression),
      (relation) => this.#with(relation),
    );
  }
  #setOp(
    setOpType: "union" | "intersect" | "except",
    other: DataFrame<any, any>,
    isAll: boolean,
    byName = false,
    allowMissingColumns = false,
  ): never {
    instanceArgument(other, DataFrame, setOpType, "DataFrame");
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
  #deduplicated(columnNames: readonly string[] | undefined, withinWatermark: boolean): never {
    if (columnNames !== undefined) nameList(columnNames, "dropDuplicates");
    return this.#with(
      plan.Deduplicate.create({
        input: this.relation,
        columnNames: columnNames ?? [],
        allColumnsAsKeys: columnNames === undefined,
        withinWatermark,
      }),
    );
  }
}

const sqlText = (expression: string): Expression => ExpressionString.create({ expression });
