/** The frame of a window: which rows around each row a function sees. */
import { millraceError } from "../errors.ts";
import type { FrameBoundary, Window } from "../plan/expression.ts";
import { INT, isIntegral, isNumeric, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { constant } from "./constants.ts";
import { attributesIn, someExpr, type Expr, type FrameEdge, type SortKey, type WindowCall } from "./expression.ts";
import type { ExpressionResolver, Scope } from "./expression-resolver.ts";

/** What of a call over a window its frame depends on. */
type FramedBody = Pick<WindowCall, "function" | "args" | "pretty">;

/** Functions whose frame is the one row so far away. */
export const isOffset = (name: string): boolean => name === "lag" || name === "lead";

export type Frame = NonNullable<WindowCall["frame"]>;

/** What is computed from rows, and so is no constant even without a column in it. */
const OVER_ROWS: ReadonlySet<Expr["kind"]> = new Set(["subquery", "aggregate", "windowCall", "generator"]);

/** The frame that is written, as far as it may be chosen. */
export function frameOf(
  expr: Window,
  of: FramedBody,
  order: readonly SortKey[],
  scope: Scope,
  resolver: ExpressionResolver,
): Frame | undefined {
  const spec = expr.frameSpec;
  if (spec === undefined) return undefined;
  const edge = (boundary: FrameBoundary): FrameEdge =>
    boundary === "currentRow" || boundary === "unbounded" ? boundary : resolver.resolve(boundary, scope);
  const [lower, upper] = [edge(spec.lower), edge(spec.upper)];
  const isWhole = lower === "unbounded" && upper === "unbounded";
  if (spec.frameType === "range" && order.length === 0 && !isWhole)
    throw millraceError("DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER", {
      sqlExpr: `"(${frameText({ type: "range", lower, upper })})"`,
    });
  if (spec.frameType === "range" && order.length > 1 && [lower, upper].some((e) => typeof e === "object"))
    throw millraceError("DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER", {
      orderSpec: order.map(keyText).join(","),
      sqlExpr: `"(${specText([], order, { type: "range", lower, upper })})"`,
    });
  if (typeof of.function === "string" && of.function !== "nth_value") {
    // The one that it has anyway may be written.
    const { function: name } = of;
    if (!isOffset(name) && spec.frameType === "row" && lower === "unbounded" && upper === "currentRow")
      return undefined;
    throw millraceError("UNSUPPORTED_EXPRESSION", { expression: of.pretty, reason: "its frame cannot be chosen" });
  }
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
export function defaultFrame(of: FramedBody, order: readonly SortKey[]): Frame {
  if (typeof of.function === "string" && isOffset(of.function)) {
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

/** Written as `n PRECEDING`, which the parser turns into a negation. */
const isPreceding = (e: Expr): boolean => e.kind === "call" && e.function.name === "negative";
const stripped = (e: Expr): string => (e.kind === "call" ? e.args[0]!.pretty : e.pretty);

export function specText(partition: readonly Expr[], order: readonly SortKey[], frame: Frame): string {
  return [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.map((e) => e.pretty).join(", ")}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${order.map(keyText).join(", ")}`] : []),
    frameText(frame),
  ].join(" ");
}

const keyText = (key: SortKey): string =>
  `${key.expr.pretty} ${key.ascending ? "ASC" : "DESC"} NULLS ${key.nullsFirst ? "FIRST" : "LAST"}`;
