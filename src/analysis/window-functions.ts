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
import { commonType } from "../functions/coercion.ts";
import type { FrameBoundary, SortOrder, UnresolvedFunction, Window } from "../plan/expression.ts";
import { DOUBLE, INT, isIntegral, isNumeric, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { castable } from "./casts.ts";
import { argumentOf, constant } from "./constants.ts";
import { asCondition, withoutNulls, type ExpressionResolver, type Scope } from "./expression-resolver.ts";
import { attributesIn, someExpr } from "./expression.ts";
import { withinGroup } from "./within-group.ts";
import type { Expr, FrameEdge, SortKey, WindowCall } from "./expression.ts";

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
const OFFSETS = new Set(["lag", "lead"]);

export const isWindowOnly = (name: string): boolean =>
  Object.hasOwn(RANKING, name) || OFFSETS.has(name) || name === "nth_value";

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
  const filter =
    expr.windowFunction.kind === "filteredAggregate"
      ? asCondition(resolver.resolve(expr.windowFunction.condition, scope))
      : undefined;
  const body = windowFunction(parsed, order, scope, resolver);
  const frame = frameOf(expr, body, order, scope, resolver);
  if (typeof body.function !== "string" && body.function.needsWholeWindow === true && (order.length > 0 || frame))
    throw millraceError("INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC", { aggFunc: `"${body.pretty}"` });
  const shown = frame ?? defaultFrame(body, order);
  return {
    kind: "windowCall",
    ...body,
    ...(filter ? { filter } : {}),
    partition,
    order,
    ...(frame ? { frame } : {}),
    pretty: `${body.pretty}${filter ? ` FILTER (WHERE ${filter.pretty})` : ""} OVER (${specText(partition, order, shown)})`,
  };
}

type Body = Pick<WindowCall, "function" | "args" | "arguments" | "ignoreNulls" | "dataType" | "nullable" | "pretty">;

function windowFunction(
  call: UnresolvedFunction,
  order: readonly SortKey[],
  scope: Scope,
  resolver: ExpressionResolver,
): Body {
  const name = call.functionName.toLowerCase();
  if (call.isDistinct)
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: `${name}(DISTINCT ...)`,
      reason: "a window function cannot be DISTINCT",
    });
  const args = resolver.argumentsOf(name, call.arguments, scope);
  const text = `${name}(${args.map((a) => a.pretty).join(", ")})`;
  const ranking = Object.hasOwn(RANKING, name) ? RANKING[name] : undefined;
  if (ranking !== undefined) {
    if (args.length !== ranking.args) throw wrongArity(name, String(ranking.args), args.length);
    if (args.some((arg) => !isIntegral(arg.dataType))) throw unexpectedType(name, args.map(argumentOf), 0, '"INT"');
    const [buckets] = args;
    if (
      name === "ntile" &&
      buckets?.kind === "literal" &&
      typeof buckets.value !== "object" &&
      Number(buckets.value) <= 0
    )
      throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
        sqlExpr: `"${text}"`,
        exprName: "`buckets`",
        valueRange: "(0, 2147483647]",
        currentValue: String(buckets.value),
      });
    needsOrder(name, order);
    if (call.ignoreNulls === true) throw unsupportedSyntax(name, "IGNORE NULLS");
    return body(name, args, ranking.result, false, text);
  }
  if (OFFSETS.has(name) || name === "nth_value") {
    needsOrder(name, order);
    return offsetFunction(name, args, call.ignoreNulls === true, resolver.dialect);
  }
  const definition = findFunction(name);
  if (definition?.kind !== "aggregate") {
    resolver.resolve(call, scope);
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: text,
      reason: "it is neither an aggregate nor a window function",
    });
  }
  const ordered = withinGroup(definition, call, args, scope, resolver);
  return aggregateFunction(
    ordered.definition,
    call.ignoreNulls === true ? withoutNulls(definition, args) : ordered.args,
    resolver.dialect,
  );
}

function needsOrder(name: string, order: readonly SortKey[]): void {
  if (order.length === 0)
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: `${name}() OVER`,
      reason: "the window needs ORDER BY",
    });
}

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

/** `lag(x[, n[, default]])`, `lead`, `nth_value(x, n)`. */
function offsetFunction(name: string, args: readonly Expr[], ignoreNulls: boolean, dialect: Dialect): Body {
  const most = name === "nth_value" ? 2 : 3;
  if (args.length < 1 || args.length > most) throw wrongArity(name, `[1, ${most}]`, args.length);
  const value = args[0]!;
  const by = args[1] ?? constant(INT, 1);
  const fallback = args[2];
  const type = fallback === undefined ? value.dataType : commonType(value.dataType, fallback.dataType);
  if (type === undefined)
    throw millraceError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
      sqlExpr: `"${name}(${args.map((a) => a.pretty).join(", ")})"`,
      functionName: `\`${name}\``,
      dataType: args.map((a) => a.dataType.kind).join(", "),
    });
  if (name === "nth_value" && by.kind !== "literal")
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr: `"${name}(${args.map((a) => a.pretty).join(", ")})"`,
      inputName: "`offset`",
      inputType: '"INT"',
      inputExpr: `"${by.pretty}"`,
    });
  const cast = [
    castable(value, type, dialect),
    castable(by, INT, dialect),
    ...(fallback ? [castable(fallback, type, dialect)] : []),
  ];
  const shown =
    name === "nth_value"
      ? `${value.pretty}, ${by.pretty}`
      : `${value.pretty}, ${by.pretty}, ${fallback?.pretty ?? "NULL"}`;
  // Spark prints the words for the one and not for the others.
  const words = ignoreNulls && name === "nth_value" ? " ignore nulls" : "";
  return body(name, cast, type, true, `${name}(${shown})${words}`, ignoreNulls);
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

type Frame = NonNullable<WindowCall["frame"]>;

/** What is computed from rows, and so is no constant even without a column in it. */
const OVER_ROWS: ReadonlySet<Expr["kind"]> = new Set(["subquery", "aggregate", "windowCall", "generator"]);

function frameOf(
  expr: Window,
  of: Body,
  order: readonly SortKey[],
  scope: Scope,
  resolver: ExpressionResolver,
): Frame | undefined {
  const spec = expr.frameSpec;
  if (spec === undefined) return undefined;
  const edge = (boundary: FrameBoundary): FrameEdge =>
    boundary === "currentRow" || boundary === "unbounded" ? boundary : resolver.resolve(boundary, scope);
  const [lower, upper] = [edge(spec.lower), edge(spec.upper)];
  if (typeof of.function === "string" && of.function !== "nth_value")
    throw millraceError("UNSUPPORTED_EXPRESSION", { expression: of.pretty, reason: "its frame cannot be chosen" });
  if (spec.frameType === "range" && order.length !== 1 && [lower, upper].some((e) => typeof e === "object"))
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: of.pretty,
      reason: "a RANGE with a distance needs one ORDER BY expression",
    });
  const sortType = order[0]?.expr.dataType;
  const bound = (e: FrameEdge, location: "lower" | "upper"): FrameEdge => {
    if (typeof e === "string") return e;
    if (attributesIn(e).size > 0 || someExpr(e, (part) => OVER_ROWS.has(part.kind)))
      throw millraceError("INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND", { sqlExpr: e.pretty });
    if (spec.frameType === "row")
      return isIntegral(e.dataType) && e.dataType.kind !== "long" ? e : refuseBound(e, location, INT, "ROWS");
    return isDistanceOf(sortType!, e.dataType) ? e : refuseBound(e, location, sortType!, "RANGE");
  };
  const [first, last] = [bound(lower, "lower"), bound(upper, "upper")];
  if (placeOf(first, "lower") > placeOf(last, "upper"))
    throw millraceError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON", {
      sqlExpr: `"${frameText({ type: spec.frameType, lower: first, upper: last })}"`,
    });
  return { type: spec.frameType, lower: first, upper: last };
}

/** Where an edge lies as far as the text tells: before, at or behind the current row. */
function placeOf(edge: FrameEdge, side: "lower" | "upper"): number {
  if (edge === "unbounded") return side === "lower" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (edge === "currentRow") return 0;
  const inner = edge.kind === "call" && edge.function.name === "negative" ? edge.args[0] : undefined;
  if (inner?.kind === "literal" && typeof inner.value !== "object") return -Number(inner.value);
  return edge.kind === "literal" && typeof edge.value !== "object" ? Number(edge.value) : Number.NaN;
}

/** Whether a RANGE over values of `sortType` can reach as far as a value of `type` says. */
function isDistanceOf(sortType: DataType, type: DataType): boolean {
  const isInterval = type.kind === "day_time_interval" || type.kind === "year_month_interval";
  switch (sortType.kind) {
    case "timestamp":
    case "timestamp_ntz":
      return isInterval || type.kind === "calendar_interval";
    case "date":
      return isInterval || isIntegral(type);
    default:
      return isNumeric(sortType) && isNumeric(type);
  }
}

function refuseBound(e: Expr, location: string, expected: DataType, words: string): never {
  throw millraceError("DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE", {
    sqlExpr: `"${words} BETWEEN ${e.pretty}"`,
    location,
    exprType: `"${sqlTypeText(e.dataType)}"`,
    expectedType: `"${sqlTypeText(expected)}"`,
  });
}

/** The frame Spark prints where none is written. */
function defaultFrame(of: Body, order: readonly SortKey[]): Frame {
  if (typeof of.function === "string" && OFFSETS.has(of.function)) {
    const by = of.args[1]!;
    const distance = of.function === "lag" ? constant(INT, -Number(by.kind === "literal" ? by.value : 1)) : by;
    return { type: "row", lower: distance, upper: distance };
  }
  if (typeof of.function === "string" && of.function !== "nth_value")
    return { type: "row", lower: "unbounded", upper: "currentRow" };
  return order.length === 0
    ? { type: "row", lower: "unbounded", upper: "unbounded" }
    : { type: "range", lower: "unbounded", upper: "currentRow" };
}

function frameText({ type, lower, upper }: Frame): string {
  const edge = (e: FrameEdge, side: "lower" | "upper"): string => {
    if (e === "currentRow") return "CURRENT ROW";
    if (e === "unbounded") return `UNBOUNDED ${side === "lower" ? "PRECEDING" : "FOLLOWING"}`;
    return isPreceding(e) ? `${stripped(e)} PRECEDING` : `${e.pretty} FOLLOWING`;
  };
  return `${type === "row" ? "ROWS" : "RANGE"} BETWEEN ${edge(lower, "lower")} AND ${edge(upper, "upper")}`;
}

function specText(partition: readonly Expr[], order: readonly SortKey[], frame: Frame): string {
  return [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.map((e) => e.pretty).join(", ")}`] : []),
    ...(order.length > 0
      ? [
          `ORDER BY ${order.map((k) => `${k.expr.pretty} ${k.ascending ? "ASC" : "DESC"} NULLS ${k.nullsFirst ? "FIRST" : "LAST"}`).join(", ")}`,
        ]
      : []),
    frameText(frame),
  ].join(" ");
}

/** Written as `n PRECEDING`, which the parser turns into a negation. */
const isPreceding = (e: Expr): boolean => e.kind === "call" && e.function.name === "negative";
const stripped = (e: Expr): string => (e.kind === "call" ? e.args[0]!.pretty : e.pretty);
