import { Alias, attribute, call, UnresolvedFunction, type Expression } from "../plan/expression.ts";
import { textArguments, wrongArgument } from "./arguments.ts";
import { Aggregate, type GroupType, type Relation } from "../plan/relation.ts";
import { Column, lit, notAColumn } from "./column.ts";
import type { NamesOf } from "../types/row-type.ts";
import type { DataFrame } from "./dataframe.ts";
import type { Grouped, Selected, ValueOf } from "./frame-type.ts";

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

  constructor(
    input: Relation,
    groupType: GroupType,
    keys: readonly Expression[],
    frame: (relation: Relation) => never,
  ) {
    this.#input = input;
    this.#groupType = groupType;
    this.#keys = keys;
    this.#frame = frame;
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
    const isNamed = given.length === 1 && typeof first === "object" && first !== null && !(first instanceof Column);
    const aggregates = isNamed
      ? Object.entries(first as Record<string, Column>).map(([name, column]) =>
          column instanceof Column ? column.alias(name) : column,
        )
      : (given as readonly Column[]);
    for (const aggregate of aggregates) if (!(aggregate instanceof Column)) throw notAColumn("agg", aggregate);
    return this.#frame(
      Aggregate.create({
        input: this.#input,
        groupType: this.#groupType,
        groupingExpressions: this.#keys,
        aggregateExpressions: aggregates.map((a) => a.expression),
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
    if (columns.length > 0) return this.#all(...columns.map((column) => new Column(call(name, [attribute(column)]))));
    // Which columns are numeric shows when the frame is analysed.
    return this.#all(
      new Column(UnresolvedFunction.create({ ...call(name, [{ kind: "unresolvedStar" }]), isInternal: true })),
    );
  }
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !(value instanceof Column) && Object.keys(value).length === 0;
