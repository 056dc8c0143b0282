import { Alias, attribute, call, UnresolvedFunction, type Expression, type Literal } from "../plan/expression.ts";
import { notAColumn, spread, textArguments, wrongArgument } from "./arguments.ts";
import { Aggregate, type GroupType, type Relation } from "../plan/relation.ts";
import { millraceError } from "../errors.ts";
import { Column, lit, namedColumn } from "./column.ts";
import { attributeName } from "../types/attribute-name.ts";
import type { NamesOf } from "../types/row-type.ts";
import type { DataFrame } from "./dataframe.ts";
import type { Grouped, Selected, ValueOf } from "./frame-type.ts";

/** What a pivot column may hold. */
export type PivotValue = string | number | bigint | boolean | null;

/**
 * A frame with its rows in groups, waiting for aggregates.
 *
 * @example
 * const readings = spark.read.schema("deviceType STRING, signalStrength DOUBLE").json("sensors");
 * await readings.groupBy("deviceType").agg({ weakest: min("signalStrength"), readings: count() }).orderBy("deviceType").show();
 */
export class GroupedData<R = any, K extends string = NamesOf<R>, Keys = any> {
  /** Never there: carries the types. */
  declare readonly "~keys"?: Keys;
  readonly #input: Relation;
  readonly #groupType: GroupType;
  readonly #keys: readonly Expression[];
  readonly #frame: (relation: Relation) => never;
  readonly #pivot: Aggregate["pivot"];

  constructor(
    input: Relation,
    groupType: GroupType,
    keys: readonly Expression[],
    frame: (relation: Relation) => never,
    pivot?: Aggregate["pivot"],
  ) {
    this.#input = input;
    this.#groupType = groupType;
    this.#keys = keys;
    this.#frame = frame;
    this.#pivot = pivot;
  }

  /**
   * A column for each of the values of `column`, with the aggregates over its rows: `groupBy("year").pivot("course", ["Java", "R"]).sum("earnings")`.
   * Spark can look for the values itself; here they are given, since nothing runs before an action does.
   */
  pivot(column: Column<any, any, K> | K, values: readonly PivotValue[]): GroupedData {
    if (!Array.isArray(values) || values.length === 0)
      throw wrongArgument(
        "pivot",
        "values",
        "a list of at least one value",
        values,
        'Write pivot("course", ["Java"]).',
      );
    if (this.#pivot !== undefined || this.#groupType !== "groupby")
      throw millraceError("REPEATED_CLAUSE", { clause: "PIVOT", operation: "SUBQUERY" });
    const literals = values.map((value) => lit(value).expression as Literal);
    return new GroupedData(this.#input, this.#groupType, this.#keys, this.#frame, {
      col: namedColumn(column as string, "pivot").expression,
      values: literals,
    });
  }

  /** Aggregates one by one, or by the names they shall have: `agg({ n: count(), top: max("signal") })`. */
  agg<const M extends Readonly<Record<string, Column<any, any, K>>>>(
    aggregates: M & { readonly expression?: never },
  ): DataFrame<Grouped<Keys, { readonly [N in keyof M]: ValueOf<R, M[N]> }>>;
  agg<const A extends readonly Column<any, any, K>[]>(...aggregates: A): DataFrame<Grouped<Keys, Selected<R, A>>>;
  agg(...given: readonly any[]): any {
    const [first] = given;
    if (given.length === 0 || (given.length === 1 && isEmptyObject(first)))
      throw wrongArgument("agg", "aggregates", "at least one aggregate", first, "Write agg({ n: count() }).");
    if (Array.isArray(first)) throw notAColumn("agg", first, spread("aggregates", "agg"));
    const isNamed = given.length === 1 && typeof first === "object" && first !== null && !(first instanceof Column);
    const aggregates = isNamed
      ? Object.entries(first as Record<string, Column>).map(([name, column]) => {
          if (!(column instanceof Column)) throw refused(column, name);
          return column.alias(name);
        })
      : (given as readonly Column[]);
    for (const aggregate of aggregates) if (!(aggregate instanceof Column)) throw refused(aggregate);
    return this.#frame(
      Aggregate.create({
        input: this.#input,
        groupType: this.#pivot === undefined ? this.#groupType : "pivot",
        groupingExpressions: this.#keys,
        aggregateExpressions: aggregates.map((a) => a.expression),
        ...(this.#pivot === undefined ? {} : { pivot: this.#pivot }),
      }),
    );
  }

  /** The number of rows, in a column `count`. */
  count(): DataFrame<Grouped<Keys, { readonly count: bigint }>> {
    return this.#all(new Column(Alias.create({ expr: call("count", [lit(1).expression]), name: ["count"] })));
  }
  /** Of the columns named, or of every numeric column; so are `avg`, `min` and `max`. */
  sum(...names: K[]): DataFrame {
    return this.#each("sum", names);
  }
  avg(...names: K[]): DataFrame {
    return this.#each("avg", names);
  }
  min(...names: K[]): DataFrame {
    return this.#each("min", names);
  }
  max(...names: K[]): DataFrame {
    return this.#each("max", names);
  }

  mean(...names: K[]): DataFrame {
    return this.#each("avg", names);
  }

  #all(...aggregates: Column[]): never {
    return this.agg(...aggregates) as never;
  }
  #each(name: string, columns: readonly string[]): DataFrame {
    textArguments(columns, name, "column");
    if (columns.length > 0)
      return this.#all(...columns.map((column) => new Column(call(name, [attribute(attributeName(column))]))));
    // Which columns are numeric shows when the frame is analysed.
    return this.#all(
      new Column(UnresolvedFunction.create({ ...call(name, [{ kind: "unresolvedStar" }]), isInternal: true })),
    );
  }
}

/** Where Spark takes the names of a column and a function, they are given as a call. */
function refused(aggregate: unknown, name = "v"): Error {
  const wanted = typeof aggregate === "string" && /^\w+$/.test(aggregate) ? aggregate : "max";
  return notAColumn(
    "agg",
    aggregate,
    `Write agg(${wanted}("${name}")), or agg({ top: ${wanted}("${name}") }) to name it.`,
  );
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !(value instanceof Column) && Object.keys(value).length === 0;
