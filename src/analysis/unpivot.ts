/** Columns turned into rows: every row once for each value column, with that column's name and value. */
import { millraceError } from "../errors.ts";
import { commonTypeWithoutText } from "../functions/coercion.ts";
import { findFunction } from "../functions/registry.ts";
import type { Expression } from "../plan/expression.ts";
import type { Unpivot, UnpivotClause } from "../plan/relation.ts";
import { STRING, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { newAttribute } from "./attributes.ts";
import { resolveCall } from "./calls.ts";
import { castable } from "./casts.ts";
import { constant } from "./constants.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import { reference, type Attribute, type AttributeReference, type Expr, type Named } from "./expression.ts";
import { isVisible } from "./hidden-columns.ts";
import type { Plan } from "./plan.ts";
import { shownItems } from "./select-list.ts";

/** What becomes one row: its name, and a column for each value. */
interface Row {
  readonly name: string;
  readonly columns: readonly AttributeReference[];
}

export function unpivotClause(relation: UnpivotClause, input: Plan, expressions: ExpressionResolver): Plan {
  const { valueNames, variableName, sets, includeNulls } = relation;
  const rows = sets.map(({ columns, alias }): Row => {
    const resolved = columns.map((each) => expressions.resolve(each, { attributes: input.output }));
    if (resolved.length !== valueNames.length)
      throw millraceError("UNPIVOT_VALUE_SIZE_MISMATCH", { names: String(valueNames.length) });
    const found = attributesOnly(resolved, "value", "id");
    return { name: alias ?? found.map((each) => each.attribute.name).join("_"), columns: found };
  });
  const taken = new Set(rows.flatMap((row) => row.columns.map((each) => each.attribute.id)));
  const ids = input.output.filter((a) => isVisible(a) && !taken.has(a.id));
  const turned = turn(input, ids, rows, { variable: variableName, values: valueNames }, expressions);
  if (includeNulls) return turned;
  const values = turned.output.slice(ids.length + 1).map((a) => reference(a));
  const condition = values
    .map((value) => resolveCall(findFunction("isnotnull")!, [value], expressions.dialect))
    .reduce((a, b) => resolveCall(findFunction("or")!, [a, b], expressions.dialect));
  return { kind: "filter", input: turned, condition, output: turned.output, isStreaming: turned.isStreaming };
}

export function unpivot(relation: Unpivot, input: Plan, expressions: ExpressionResolver): Plan {
  const all = (list: readonly Expression[]): readonly Expr[] =>
    shownItems(list, input.output, expressions).map((item) => item.expr);
  const ids = attributesOnly(all(relation.ids), "id", "value").map((each) => each.attribute);
  const rest = input.output.filter((a) => isVisible(a) && !ids.some((id) => id.id === a.id));
  const values = relation.values === undefined ? rest.map((a) => reference(a)) : all(relation.values);
  if (values.length === 0) throw millraceError("UNPIVOT_REQUIRES_VALUE_COLUMNS");
  const rows = attributesOnly(values, "value", "id").map((each) => ({ name: each.attribute.name, columns: [each] }));
  const names = { variable: relation.variableColumnName, values: [relation.valueColumnName] };
  return turn(input, ids, rows, names, expressions);
}

function turn(
  input: Plan,
  ids: readonly Attribute[],
  rows: readonly Row[],
  names: { readonly variable: string; readonly values: readonly string[] },
  expressions: ExpressionResolver,
): Plan {
  const types = names.values.map((_, i) => valueType(rows.map((row) => row.columns[i]!)));
  const output = [
    ...ids.map((a) => newAttribute(a.name, a.dataType, a.nullable, a.delay === undefined ? {} : { delay: a.delay })),
    newAttribute(names.variable, STRING, false),
    ...types.map((type, i) =>
      newAttribute(
        names.values[i]!,
        type,
        rows.some((row) => row.columns[i]!.nullable),
      ),
    ),
  ];
  const lists = rows.map((row): readonly Named[] => {
    const exprs = [
      ...ids.map((a) => reference(a)),
      constant(STRING, row.name),
      ...row.columns.map((column, i) => castable(column, types[i]!, expressions.dialect)),
    ];
    return exprs.map((expr, i) => ({ expr, attribute: output[i]! }));
  });
  return { kind: "expand", input, lists, output, isStreaming: input.isStreaming };
}

/** Columns as they are: an expression has no name to give. */
function attributesOnly(exprs: readonly Expr[], given: string, empty: string): readonly AttributeReference[] {
  const attributes = exprs.filter((expr) => expr.kind === "attribute");
  if (attributes.length < exprs.length)
    throw millraceError("UNPIVOT_REQUIRES_ATTRIBUTES", {
      given,
      empty,
      expressions: exprs.map((expr) => `"${expr.pretty}"`).join(", "),
    });
  return attributes;
}

function valueType(columns: readonly AttributeReference[]): DataType {
  const type = columns.reduce<DataType | undefined>(
    (common, column) => common && commonTypeWithoutText(common, column.dataType),
    { kind: "null" },
  );
  if (type !== undefined) return type;
  const types = [...new Set(columns.map((column) => sqlTypeText(column.dataType)))].map((text) => {
    const names = columns
      .filter((column) => sqlTypeText(column.dataType) === text)
      .map((c) => `\`${c.attribute.name}\``);
    return `"${text}" (${names.join(", ")})`;
  });
  throw millraceError("UNPIVOT_VALUE_DATA_TYPE_MISMATCH", { types: types.join(", ") });
}
