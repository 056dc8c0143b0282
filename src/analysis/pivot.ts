/** Rows turned into columns: for each value of the pivot column its own aggregates, beside the groups' keys. */
import { isMillraceError, millraceError } from "../errors.ts";
import { findFunction } from "../functions/registry.ts";
import type { Expression, Literal, LiteralValue } from "../plan/expression.ts";
import type { Aggregate, PivotClause } from "../plan/relation.ts";
import { call } from "../plan/expression.ts";
import { isNumeric, STRING, type DataType } from "../types/data-type.ts";
import { simpleString } from "../types/ddl-text.ts";
import { doubleText, floatText } from "../types/number-text.ts";
import { literalText } from "./literal-text.ts";
import { formatDate, formatLocal } from "../types/datetime-text.ts";
import { aggregate, type Shown } from "./aggregation.ts";
import { resolveCall } from "./calls.ts";
import { castable } from "./casts.ts";
import { argumentOf, constant } from "./constants.ts";
import { hasAggregate, type ExpressionResolver } from "./expression-resolver.ts";
import { attributesIn, reference, rewrite, type Expr } from "./expression.ts";
import { isVisible } from "./hidden-columns.ts";
import type { Plan } from "./plan.ts";
import { shownItems } from "./select-list.ts";

/** A value of the pivot column, and what its columns are called after. */
interface Value {
  readonly name: string;
  readonly expr: Expr;
}

/** SQL's clause: the keys are all columns that nothing in it names. */
export function pivotClause(relation: PivotClause, input: Plan, expressions: ExpressionResolver): Plan {
  const scope = { attributes: input.output };
  const [first, ...more] = relation.columns.map((each) => expressions.resolve(each, scope));
  const column = more.length === 0 ? first! : together(relation.columns, expressions, input);
  const aggregates = shownItems(relation.aggregates, input.output, expressions);
  const named = new Set([column, ...aggregates.map((a) => a.expr)].flatMap((expr) => [...attributesIn(expr)]));
  const keys = input.output
    .filter((a) => isVisible(a) && !named.has(a.id))
    .map((a): Shown => ({ name: a.name, expr: reference(a) }));
  const values = relation.values.map(({ value, alias }): Value => {
    const expr = expressions.resolve(value, { attributes: input.output });
    return valueOf(expr, column, alias, expressions);
  });
  return turned({ input, keys, column, values, aggregates }, expressions);
}

/** The API's: the keys are those of the groups. */
export function pivot(
  relation: Aggregate,
  { col, values }: NonNullable<Aggregate["pivot"]>,
  input: Plan,
  expressions: ExpressionResolver,
): Plan {
  const column = expressions.resolve(col, { attributes: input.output });
  return turned(
    {
      input,
      keys: shownItems(relation.groupingExpressions, input.output, expressions),
      column,
      values: values.map((value: Literal) =>
        valueOf(constant(value.dataType, value.value), column, undefined, expressions),
      ),
      aggregates: shownItems(relation.aggregateExpressions, input.output, expressions),
    },
    expressions,
  );
}

function together(columns: readonly Expression[], expressions: ExpressionResolver, input: Plan): Expr {
  return expressions.resolve(call("struct", columns), { attributes: input.output });
}

interface Turning {
  readonly input: Plan;
  readonly keys: readonly Shown[];
  readonly column: Expr;
  readonly values: readonly Value[];
  readonly aggregates: readonly Shown[];
}

function turned(turning: Turning, expressions: ExpressionResolver): Plan {
  const { column, aggregates, values } = turning;
  for (const { expr } of aggregates)
    if (!hasAggregate(expr)) throw millraceError("AGGREGATE_EXPECTED_IN_PIVOT", { sql: expr.pretty });
  const { dialect } = expressions;
  const isValue = (of: Expr, value: Expr): Expr => resolveCall(findFunction("<=>")!, [of, value], dialect);
  const nameOf = (value: Value, item: Shown): string =>
    aggregates.length === 1 ? value.name : `${value.name}_${item.name}`;
  if (aggregates.every(({ expr }) => isPlain(expr.dataType))) return inTwoSteps(turning, nameOf, isValue, expressions);
  // Each aggregate over the value's rows alone.
  const shown = values.flatMap((value) =>
    aggregates.map((item): Shown => ({
      name: nameOf(value, item),
      expr: rewrite(item.expr, (e) => {
        if (e.kind !== "aggregate") return undefined;
        const condition = isValue(column, value.expr);
        const both = e.filter ? resolveCall(findFunction("and")!, [e.filter, condition], dialect) : condition;
        return { ...e, filter: both };
      }),
    })),
  );
  return aggregate(turning.input, byKeys(turning.keys), [...turning.keys, ...shown]);
}

/** Groups by the keys and the pivot column, whose results then go to their columns: a value without rows has NULL in all of them. */
function inTwoSteps(
  { input, keys, column, values, aggregates }: Turning,
  nameOf: (value: Value, item: Shown) => string,
  isValue: (of: Expr, value: Expr) => Expr,
  { dialect }: ExpressionResolver,
): Plan {
  const pivotKey: Shown = { name: "pivot", expr: column };
  const groups = aggregate(input, byKeys([...keys, pivotKey]), [...keys, pivotKey, ...aggregates]);
  const columns = groups.output.map((a) => reference(a));
  const shownKeys = keys.map((key, i): Shown => ({ name: key.name, expr: columns[i]! }));
  const shown = values.flatMap((value) =>
    aggregates.map((item, i): Shown => {
      const filter = isValue(columns[keys.length]!, value.expr);
      const result = columns[keys.length + 1 + i]!;
      return {
        name: nameOf(value, item),
        expr: resolveCall(findFunction("first")!, [result], dialect, { filter }),
      };
    }),
  );
  return aggregate(groups, byKeys(shownKeys), [...shownKeys, ...shown]);
}

const byKeys = (keys: readonly Shown[]): { readonly groupType: "groupby"; readonly keys: readonly Expr[] } => ({
  groupType: "groupby",
  keys: keys.map((key) => key.expr),
});

const isPlain = (type: DataType): boolean => isNumeric(type) || type.kind === "boolean";

function valueOf(expr: Expr, column: Expr, alias: string | undefined, { dialect }: ExpressionResolver): Value {
  const mismatch = (cause?: unknown): Error =>
    millraceError(
      "PIVOT_VALUE_DATA_TYPE_MISMATCH",
      { value: expr.pretty, valueType: simpleString(expr.dataType), pivotType: simpleString(column.dataType) },
      { cause },
    );
  const text = textOf(expr);
  if (text === undefined) throw millraceError("NON_LITERAL_PIVOT_VALUES", { expression: `"${expr.pretty}"` });
  try {
    return { name: alias ?? text, expr: castable(expr, column.dataType, dialect) };
  } catch (error) {
    throw isMillraceError(error) ? mismatch(error) : error;
  }
}

/** A constant as a cast to STRING shows it; undefined for what is none. */
function textOf(expr: Expr): string | undefined {
  if (expr.kind === "call" && ["struct", "named_struct", "array"].includes(expr.function.name)) {
    const items = expr.function.name === "named_struct" ? expr.args.filter((_, i) => i % 2 === 1) : expr.args;
    const texts = items.map(textOf);
    if (texts.includes(undefined)) return undefined;
    return expr.function.name === "array" ? `[${texts.join(", ")}]` : `{${texts.join(", ")}}`;
  }
  const { literal } = argumentOf(expr);
  return literal === undefined ? undefined : plainText(literal, expr.kind === "cast" ? STRING : expr.dataType);
}

function plainText(value: LiteralValue, type: DataType): string {
  if (value === null) return "null";
  if (type.kind === "date") return formatDate(value as number);
  if (type.kind === "timestamp" || type.kind === "timestamp_ntz") return formatLocal(value as bigint, " ");
  // Everything else is called what its text is.
  if (type.kind === "double") return doubleText(value as number);
  if (type.kind === "float") return floatText(value as number);
  if (type.kind === "binary") return new TextDecoder().decode(value as Uint8Array);
  if (type.kind === "day_time_interval" || type.kind === "year_month_interval") return literalText(type, value);
  return typeof value === "object" ? "" : String(value);
}
