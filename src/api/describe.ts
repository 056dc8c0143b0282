import { Alias, attribute, call, Cast, literal, type Expression } from "../plan/expression.ts";
import { isNumeric, isString, STRING } from "../types/data-type.ts";
import type { DataFrame } from "./dataframe.ts";
import { Column } from "./column.ts";

const STATISTICS = ["count", "mean", "stddev", "min", "max"] as const;

/** One row per statistic, one text column per column described: all of numbers and texts, or those named. */
export async function describe(frame: DataFrame<any, any>, columns: readonly string[]): Promise<DataFrame> {
  const { fields } = await frame.schema();
  const described = fields.filter(
    (f) => (isNumeric(f.dataType) || isString(f.dataType)) && (columns.length === 0 || columns.includes(f.name)),
  );
  const text = (expr: Expression): Expression => Cast.create({ expr, type: STRING });
  const statistic = (name: (typeof STATISTICS)[number]): DataFrame<any, any> =>
    frame.agg(
      new Column(Alias.create({ expr: literal(STRING, name), name: ["summary"] })),
      ...described.map((f) => {
        const column = attribute(`\`${f.name.replaceAll("`", "``")}\``);
        const isText = isString(f.dataType) && (name === "mean" || name === "stddev");
        const argument = isText ? Cast.create({ expr: column, typeStr: "DOUBLE", evalMode: "try" }) : column;
        return new Column(Alias.create({ expr: text(call(name, [argument])), name: [f.name] }));
      }),
    );
  return STATISTICS.map(statistic).reduce((all, next) => all.union(next));
}
