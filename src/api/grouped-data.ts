import { Alias, call, type Expression } from "../plan/expression.ts";
import { Aggregate, type GroupType, type Relation } from "../plan/relation.ts";
import { Column, lit, namedColumn, notAColumn } from "./column.ts";
import type { DataFrame } from "./dataframe.ts";

/** A frame with its rows in groups, waiting for aggregates. */
export class GroupedData {
  readonly #input: Relation;
  readonly #groupType: GroupType;
  readonly #keys: readonly Expression[];
  readonly #frame: (relation: Relation) => DataFrame;

  constructor(
    input: Relation,
    groupType: GroupType,
    keys: readonly Expression[],
    frame: (relation: Relation) => DataFrame,
  ) {
    this.#input = input;
    this.#groupType = groupType;
    this.#keys = keys;
    this.#frame = frame;
  }

  agg(...aggregates: Column[]): DataFrame {
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
  count(): DataFrame {
    return this.agg(new Column(Alias.create({ expr: call("count", [lit(1).expression]), name: ["count"] })));
  }
  sum(...names: string[]): DataFrame {
    return this.#each("sum", names);
  }
  avg(...names: string[]): DataFrame {
    return this.#each("avg", names);
  }
  min(...names: string[]): DataFrame {
    return this.#each("min", names);
  }
  max(...names: string[]): DataFrame {
    return this.#each("max", names);
  }

  #each(name: string, columns: readonly string[]): DataFrame {
    return this.agg(...columns.map((column) => new Column(call(name, [namedColumn(column).expression]))));
  }
}
