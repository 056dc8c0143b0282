import { millraceError } from "../errors.ts";
import { Alias, attribute, call, Cast, literal, type Expression } from "../plan/expression.ts";
import { isNumeric, isString, STRING, type StructField } from "../types/data-type.ts";
import { quoteName } from "../types/ddl-text.ts";
import type { DataFrame } from "./dataframe.ts";
import { Column } from "./column.ts";

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const STATISTICS = ["count", "mean", "stddev", "min", "max"] as const;

/** One row per statistic, one text column per column described: all of numbers and texts, or those named. */
export async function describe(frame: DataFrame<any, any>, columns: readonly string[]): Promise<DataFrame> {
  const { fields } = await frame.schema();
  const isNamed = (f: StructField): boolean => columns.some((name) => isSame(name, f.name));
  const missing = columns.find((name) => !fields.some((f) => isSame(name, f.name)));
  if (missing !== undefined)
    throw millraceError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", {
      colName: missing,
      fieldNames: fields.map((f) => f.name).join(", "),
    });
  const described = fields.filter(
    (f) => (isNumeric(f.dataType) || isString(f.dataType)) && (columns.length === 0 || isNamed(f)),
  );
  const text = (expr: Expression): Expression => Cast.create({ expr, type: STRING });
  const statistic = (name: (typeof STATISTICS)[number]): DataFrame<any, any> =>
    frame.agg(
      new Column(Alias.create({ expr: literal(STRING, name), name: ["summary"] })),
      ...described.map((f) => {
        const column = attribute(quoteName(f.name));
        const isText = isString(f.dataType) && (name === "mean" || name === "stddev");
        const argument = isText ? Cast.create({ expr: column, typeStr: "DOUBLE", evalMode: "try" }) : column;
        return new Column(Alias.create({ expr: text(call(name, [argument])), name: [f.name] }));
      }),
    );
  return STATISTICS.map(statistic).reduce((all, next) => all.union(next));
}
