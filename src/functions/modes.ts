/** The most frequent value; among those that are equally frequent the least, or the one the order puts first. */
import { BOOLEAN } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { aggregates, sameAsFirst, values, type AggregateRow } from "./aggregate-family.ts";
import { anyType, optional, type AggregateFunction, type ArgumentRule } from "./function.ts";
import { hasMap, ordered, sortedByKey } from "./order-key.ts";

/** A constant that says whether the choice among equals is fixed, which it is here in either case. */
const deterministic: ArgumentRule = {
  ...optional(BOOLEAN),
  accept: ({ literal }) => (typeof literal === "boolean" ? BOOLEAN : undefined),
  refuse: (_, args) => {
    const { literal, sql, dataType } = args[1]!;
    if (literal === null)
      return millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { exprName: "`deterministic`", sqlExpr: '"NULL"' });
    return literal === undefined && dataType.kind === "boolean"
      ? millraceError("NON_FOLDABLE_ARGUMENT", {
          funcName: "`mode`",
          paramName: "`deterministic`",
          paramType: '"BOOLEAN"',
        })
      : millraceError("UNEXPECTED_INPUT_TYPE", {
          functionName: "`mode`",
          paramIndex: "second",
          inputSql: `"${sql}"`,
          inputType: `"${sqlTypeText(dataType)}"`,
          requiredType: '"BOOLEAN"',
        });
  },
};

const mostFrequent = (direction: "ASC" | "DESC"): Omit<AggregateRow, "args"> => ({
  result: sameAsFirst,
  state: (site) => [values(site.args[0]!.dataType)],
  finish: ([list], site) => {
    const type = site.args[0]!.dataType;
    return `list_aggregate(${hasMap(type) ? list : sortedByKey(list!, type, direction)}, 'mode')`;
  },
});

/** Spark prints the order of its search, which is the other one. */
const byOrder = (ascending: boolean): AggregateRow => ({
  args: [ordered],
  ...mostFrequent(ascending ? "ASC" : "DESC"),
  pretty: ([x]) => `mode() WITHIN GROUP (ORDER BY ${x}${ascending ? " DESC" : ""})`,
  variant: ascending ? "ascending" : "descending",
});

export const modes: readonly AggregateFunction[] = aggregates({
  mode: {
    args: [optional(anyType), deterministic],
    ...mostFrequent("ASC"),
    pretty: ([x, isFixed]) => (isFixed === "true" ? `mode() WITHIN GROUP (ORDER BY ${x} DESC)` : `mode(${x})`),
    withinGroup: {
      isRequired: (args) => args === 0,
      orderings: (args) => (args === 0 ? { most: 1, name: "Mode" } : { most: 0 }),
      takesDistinct: false,
      ordered: ([ordering]) => aggregates({ mode: byOrder(ordering?.ascending !== false) })[0]!,
    },
  },
});
