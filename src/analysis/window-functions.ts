/** Functions over windows of rows: `f(...) OVER (PARTITION BY ... ORDER BY ... ROWS ...)`. */
import { millraceError } from "../errors.ts";
import {
  requireCount,
  unexpectedType,
  unsupportedSyntax,
  wrongArity,
  type AggregateFunction,
  type Dialect,
} from "../functions/function.ts";
import { findFunction } from "../functions/registry.ts";
import { hasMap } from "../functions/order-key.ts";
import { implicitCast } from "../functions/coercion.ts";
import type { SortOrder, UnresolvedFunction, Window } from "../plan/expression.ts";
import { DOUBLE, INT, NULL, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { castable } from "./casts.ts";
import { argumentOf, constant } from "./constants.ts";
import { withoutNulls, type ExpressionResolver, type Scope } from "./expression-resolver.ts";
import { asFilter } from "./calls.ts";
import { attributesIn } from "./expression.ts";
import { withinGroup } from "./within-group.ts";
import type { Expr, SortKey, WindowCall } from "./expression.ts";
import { defaultFrame, frameOf, isOffset, specText } from "./window-frames.ts";

interface RankingRow {
  readonly args: number;
  readonly result: DataType;
}

const RANKING: Readonly<Record<string, RankingRow>> = {
  row_number: { args: 0, result: INT },
  rank: { args: 0, result: INT },
  dense_rank: { args: 0, result: INT },
  percent_rank: { args: 0, result: DOUBLE },
  cume_dist: { args: 0, result: DOUBLE },
  ntile: { args: 1, result: INT },
};

export const isWindowOnly = (name: string): boolean =>
  Object.hasOwn(RANKING, name) || isOffset(name) || name === "nth_value";

/** How many arguments they take at least and at most: what the ranks are given beside is not looked at. */
const ARITIES: Readonly<Record<string, readonly [number, number]>> = {
  row_number: [0, 0],
  cume_dist: [0, 0],
  ntile: [0, 1],
  lag: [0, 3],
  lead: [0, 3],
  nth_value: [2, 2],
};

/** The error of a window function that is called like any other. */
export function withoutOver(name: string, args: readonly Expr[]): Error {
  requireCount(name, ARITIES[name] ?? [0, Number.POSITIVE_INFINITY], args.length);
  return millraceError("WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", {
    funcName: `"${name}(${args.map((arg) => arg.pretty).join(", ")})"`,
  });
}

export function resolveWindow(expr: Window, scope: Scope, resolver: ExpressionResolver): WindowCall {
  const partition = expr.partitionSpec.map((each) => resolver.resolve(each, scope));
  const order = expr.orderSpec.map((each) => sortKey(each, scope, resolver));
  const written = expr.windowFunction.kind === "filteredAggregate" ? expr.windowFunction.function : expr.windowFunction;
  const parsed = resolver.parsed(written);
  if (parsed.kind !== "unresolvedFunction")
    throw millraceError("UNSUPPORTED_EXPRESSION", { expression: parsed.kind, reason: "only a function can have OVER" });
  const condition = expr.windowFunction.kind === "filteredAggregate" ? expr.windowFunction.condition : undefined;
  const name = parsed.functionName.toLowerCase();
  if (isWindowOnly(name) && parsed.isDistinct) throw unsupportedSyntax(name, "DISTINCT");
  if (isWindowOnly(name) && condition !== undefined) throw unsupportedSyntax(name, "FILTER clause");
  const filter = condition && asFilter(resolver.resolve(condition, scope));
  const body = windowFunction(parsed, order, scope, resolver);
  const frame = frameOf(expr, body, order, scope, resolver);
  if (typeof body.function !== "string" && body.function.needsWholeWindow === true && (order.length > 0 || frame))
    throw millraceError("INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC", { aggFunc: `"${body.pretty}"` });
  refuseWithoutOrder(partition, order, body);
  const shown = frame ?? defaultFrame(body, order);
  const called = parsed.isDistinct ? body.pretty.replace("(", "(DISTINCT ") : body.pretty;
  const pretty = `${called}${filter ? ` FILTER (WHERE ${filter.pretty})` : ""} OVER (${specText(partition, order, shown)})`;
  if (parsed.isDistinct) throw millraceError("DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", { windowExpr: `"${pretty}"` });
  return {
    kind: "windowCall",
    ...body,
    ...(filter ? { filter } : {}),
    partition,
    order,
    ...(frame ? { frame } : {}),
    pretty,
  };
}

/** Rows are put side by side, and in order, by what has an order. */
function refuseWithoutOrder(partition: readonly Expr[], order: readonly SortKey[], body: Body): void {
  const unordered = order.find(({ expr }) => hasMap(expr.dataType))?.expr;
  if (unordered !== undefined)
    throw millraceError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
      sqlExpr: `"${unordered.pretty} ASC NULLS FIRST"`,
      functionName: "`sortorder`",
      dataType: `"${sqlTypeText(unordered.dataType)}"`,
    });
  const apart = partition.find((expr) => hasMap(expr.dataType));
  if (apart !== undefined)
    throw millraceError("EXPRESSION_TYPE_IS_NOT_ORDERABLE", {
      expr: `"${apart.pretty}"`,
      exprType: `"${sqlTypeText(apart.dataType)}"`,
      sqlExpr: `"${body.pretty}"`,
    });
}

type Body = Pick<WindowCall, "function" | "args" | "arguments" | "ignoreNulls" | "dataType" | "nullable" | "pretty">;

function windowFunction(
  call: UnresolvedFunction,
  order: readonly SortKey[],
  scope: Scope,
  resolver: ExpressionResolver,
): Body {
  const name = call.functionName.toLowerCase();
  const args = resolver.argumentsOf(name, call.arguments, scope);
  const text = `${name}(${args.map((a) => a.pretty).join(", ")})`;
  const ranking = Object.hasOwn(RANKING, name) ? RANKING[name] : undefined;
  if (ranking !== undefined) {
    if (name === "ntile") return ntile(args.length === 0 ? [constant(INT, 1)] : args, order);
    if (args.length !== ranking.args) throw wrongArity(name, String(ranking.args), args.length);
    needsOrder(name, text, order);
    if (call.ignoreNulls === true) throw unsupportedSyntax(name, "IGNORE NULLS");
    return body(name, args, ranking.result, false, text);
  }
  if (isOffset(name) || name === "nth_value") {
    return offsetFunction(name, args, call.ignoreNulls === true, order, resolver.dialect);
  }
  const definition = findFunction(name);
  if (definition?.kind !== "aggregate") {
    const { pretty: shown } = resolver.resolve(call, scope);
    if (definition?.kind === "generator")
      throw millraceError("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", { expression: `"${shown}"` });
    throw millraceError("UNSUPPORTED_EXPR_FOR_WINDOW", { sqlExpr: `"${shown}"` });
  }
  const ordered = withinGroup(definition, call, args, scope, resolver);
  return aggregateFunction(
    ordered.definition,
    call.ignoreNulls === true ? withoutNulls(definition, args) : ordered.args,
    resolver.dialect,
  );
}

function needsOrder(name: string, text: string, order: readonly SortKey[]): void {
  if (order.length === 0) throw millraceError("WINDOW_FUNCTION_FRAME_NOT_ORDERED", { wf_name: name, wf_expr: text });
}

/** `ntile([n])`: rows in so many buckets of one size. */
function ntile(args: readonly Expr[], order: readonly SortKey[]): Body {
  const [buckets] = args as readonly [Expr];
  const text = `ntile(${args.map((a) => a.pretty).join(", ")})`;
  if (args.length > 1) throw wrongArity("ntile", "[0, 1]", args.length);
  needsOrder("ntile", text, order);
  if (!isFoldable(buckets)) throw notFoldable("buckets", text, buckets);
  if (buckets.dataType.kind !== "integer") throw unexpectedType("ntile", args.map(argumentOf), 0, '"INT"');
  if (Number(argumentOf(buckets).literal) <= 0)
    throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
      sqlExpr: `"${text}"`,
      exprName: "`buckets`",
      valueRange: "(0, 2147483647]",
      currentValue: buckets.pretty,
    });
  return body("ntile", args, INT, false, text);
}

const isFoldable = (expr: Expr): boolean => attributesIn(expr).size === 0;

const notFoldable = (name: string, text: string, given: Expr): Error =>
  millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
    sqlExpr: `"${text}"`,
    inputName: `\`${name}\``,
    inputType: '"INT"',
    inputExpr: `"${given.pretty}"`,
  });

const body = (
  name: string,
  args: readonly Expr[],
  dataType: DataType,
  nullable: boolean,
  pretty: string,
  ignoreNulls = false,
): Body => ({
  function: name,
  args,
  arguments: args.map(argumentOf),
  ignoreNulls,
  dataType,
  nullable,
  pretty,
});

/** `lag([x[, n[, default]]])`, `lead`, `nth_value(x, n)`. */
function offsetFunction(
  name: string,
  args: readonly Expr[],
  ignoreNulls: boolean,
  order: readonly SortKey[],
  dialect: Dialect,
): Body {
  requireCount(name, ARITIES[name]!, args.length);
  const [value = constant(NULL, null), by = constant(INT, 1), fallback] = args;
  const text = `${name}(${args.map((a) => a.pretty).join(", ")})`;
  needsOrder(name, text, order);
  const type = value.dataType;
  if (!isFoldable(by)) throw notFoldable("offset", text, by);
  const refuse = (index: number, wanted: DataType): Error =>
    unexpectedType(name, args.map(argumentOf), index, `"${sqlTypeText(wanted)}"`);
  if (name === "nth_value") checkPlace(by, text);
  else if (by.dataType.kind !== "integer") throw refuse(1, INT);
  if (fallback && implicitCast(fallback.dataType, type, dialect.ansi) === undefined) throw refuse(2, type);
  const cast = [value, castable(by, INT, dialect), ...(fallback ? [castable(fallback, type, dialect)] : [])];
  const shown =
    name === "nth_value"
      ? `${value.pretty}, ${by.pretty}`
      : `${value.pretty}, ${by.pretty}, ${fallback?.pretty ?? "NULL"}`;
  // Spark prints the words for the one and not for the others.
  const words = ignoreNulls && name === "nth_value" ? " ignore nulls" : "";
  return body(name, cast, type, true, `${name}(${shown})${words}`, ignoreNulls);
}

/** Which of the rows `nth_value` asks for: counted from 1. */
function checkPlace(by: Expr, text: string): void {
  const { literal } = argumentOf(by);
  if (literal === undefined || Math.trunc(Number(literal)) > 0) return;
  throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
    sqlExpr: `"${text}"`,
    exprName: "`offset`",
    valueRange: "(0, 9223372036854775807]",
    currentValue: by.pretty,
  });
}

function aggregateFunction(definition: AggregateFunction, args: readonly Expr[], dialect: Dialect): Body {
  const { params, result, nullable } = definition.type(args.map(argumentOf), dialect);
  const cast = args.map((arg, i) => (params[i] === undefined ? arg : castable(arg, params[i], dialect)));
  const shown = definition.name === "count" && args.length === 0 ? ["1"] : args.map((a) => a.pretty);
  return {
    ...body(
      definition.name,
      cast,
      result,
      nullable,
      definition.pretty?.(shown) ?? `${definition.name}(${shown.join(", ")})`,
    ),
    function: definition,
  };
}

function sortKey(order: SortOrder, scope: Scope, resolver: ExpressionResolver): SortKey {
  return {
    expr: resolver.resolve(order.child, scope),
    ascending: order.direction === "ascending",
    nullsFirst: order.nullOrdering === "first",
  };
}
