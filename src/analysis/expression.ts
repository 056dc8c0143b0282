/** Resolved expressions: every column is an attribute id, every value has a type, every implicit cast is explicit. */
import { ADDED, isRandom } from "../functions/randoms.ts";
import type { AggregateFunction, Argument, GeneratorFunction, ScalarFunction } from "../functions/function.ts";
import type { TimeWindow } from "../functions/time-windows.ts";
import type { EvalMode, LiteralValue } from "../plan/expression.ts";
import type { DataType } from "../types/data-type.ts";
import type { Plan } from "./plan.ts";

/** A column, the same wherever it is used. `delay` (microseconds) marks event time with a watermark. */
export interface Attribute {
  readonly id: number;
  readonly name: string;
  readonly dataType: DataType;
  readonly nullable: boolean;
  readonly qualifier?: string;
  readonly delay?: bigint;
  /** A session: a group for each of them merges with those it meets, however far above where it was made. */
  readonly isSession?: boolean;
  /** Found by its qualified name alone: a key that a join by names shows once, on the side that is not shown. */
  readonly isHidden?: boolean;
}

interface Base {
  readonly dataType: DataType;
  readonly nullable: boolean;
  /** How Spark prints the expression; the name of an unnamed column. */
  readonly pretty: string;
}

export interface AttributeReference extends Base {
  readonly kind: "attribute";
  readonly attribute: Attribute;
}
export interface Constant extends Base {
  readonly kind: "literal";
  readonly value: LiteralValue;
}
export interface ScalarCall extends Base {
  readonly kind: "call";
  readonly function: ScalarFunction;
  readonly args: readonly Expr[];
  readonly arguments: readonly Argument[];
}
export interface AggregateCall extends Base {
  readonly kind: "aggregate";
  readonly function: AggregateFunction;
  readonly args: readonly Expr[];
  readonly arguments: readonly Argument[];
  readonly filter?: Expr;
  readonly isDistinct: boolean;
}
export interface GeneratorCall extends Base {
  readonly kind: "generator";
  readonly function: GeneratorFunction;
  readonly args: readonly Expr[];
  readonly arguments: readonly Argument[];
  readonly fields: readonly { readonly name: string; readonly dataType: DataType; readonly nullable: boolean }[];
}
export interface CastExpr extends Base {
  readonly kind: "cast";
  readonly child: Expr;
  readonly mode: EvalMode;
}
/** A struct's field, by position. */
export interface FieldAccess extends Base {
  readonly kind: "field";
  readonly child: Expr;
  readonly index: number;
  readonly name: string;
}
/** `child[extraction]` of an array (from 0) or a map. */
export interface ItemAccess extends Base {
  readonly kind: "item";
  readonly child: Expr;
  readonly extraction: Expr;
}
export interface LambdaVariable extends Base {
  readonly kind: "variable";
  readonly id: number;
  readonly isIndex: boolean;
}
export interface Lambda {
  readonly variables: readonly LambdaVariable[];
  readonly body: Expr;
}
export interface HigherOrderCall extends Base {
  readonly kind: "higherOrder";
  readonly name: string;
  readonly args: readonly Expr[];
  readonly lambdas: readonly Lambda[];
}
/** A `window(...)` before its rows have been made. */
export interface TimeWindowCall extends Base {
  readonly kind: "timeWindow";
  readonly time: Expr;
  readonly window: TimeWindow;
}
/** A `session_window(time, gap)` before its rows have been made; `gap` is an interval, or the text of one. */
export interface SessionWindowCall extends Base {
  readonly kind: "sessionWindow";
  readonly time: Expr;
  readonly gap: Expr;
}
export interface SortKey {
  readonly expr: Expr;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}
/** An edge of a frame: rows or a distance from the current one; negative lies before it. */
export type FrameEdge = "currentRow" | "unbounded" | Expr;
/** A function over the rows around each row; `function` is an aggregate or the name of a ranking function. */
export interface WindowCall extends Base {
  readonly kind: "windowCall";
  readonly function: AggregateFunction | string;
  readonly args: readonly Expr[];
  readonly arguments: readonly Argument[];
  readonly ignoreNulls: boolean;
  readonly filter?: Expr;
  readonly partition: readonly Expr[];
  readonly order: readonly SortKey[];
  readonly frame?: { readonly type: "row" | "range"; readonly lower: FrameEdge; readonly upper: FrameEdge };
}
/** A query inside an expression. Columns of the query around it are found by their ids. */
export interface SubqueryExpr extends Base {
  readonly kind: "subquery";
  readonly type: "scalar" | "exists" | "in";
  readonly plan: Plan;
  readonly values: readonly Expr[];
}
/** `input_file_name()` or `_metadata` before the scan's column has been found. */
export interface InputFile extends Base {
  readonly kind: "inputFile";
  readonly column: FileColumn;
}
/** What a scan can say of the file a row came from: its URI, or the struct `_metadata`. */
export type FileColumn = "uri" | "metadata";

export type Expr =
  | AttributeReference
  | Constant
  | ScalarCall
  | AggregateCall
  | GeneratorCall
  | CastExpr
  | FieldAccess
  | ItemAccess
  | LambdaVariable
  | HigherOrderCall
  | TimeWindowCall
  | SessionWindowCall
  | WindowCall
  | SubqueryExpr
  | InputFile;

/** An expression with the attribute it becomes. */
export interface Named {
  readonly expr: Expr;
  readonly attribute: Attribute;
}

export function reference(attribute: Attribute, pretty: string = attribute.name): AttributeReference {
  // What is named is shown.
  const { isHidden: _, ...shown } = attribute;
  return { kind: "attribute", attribute: shown, dataType: shown.dataType, nullable: shown.nullable, pretty };
}

export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "call":
    case "generator":
      return expr.args;
    case "aggregate":
      return expr.filter ? [...expr.args, expr.filter] : expr.args;
    case "cast":
    case "field":
      return [expr.child];
    case "item":
      return [expr.child, expr.extraction];
    case "higherOrder":
      return [...expr.args, ...expr.lambdas.map((lambda) => lambda.body)];
    case "timeWindow":
      return [expr.time];
    case "sessionWindow":
      return [expr.time, expr.gap];
    case "windowCall":
      return [
        ...expr.args,
        ...(expr.filter ? [expr.filter] : []),
        ...expr.partition,
        ...expr.order.map((key) => key.expr),
      ];
    case "subquery":
      return expr.values;
    default:
      return [];
  }
}

/** The tree with `replace` applied from the top: what it returns stands, where it returns nothing the children are visited. */
export function rewrite(expr: Expr, replace: (expr: Expr) => Expr | undefined): Expr {
  return replace(expr) ?? mapChildren(expr, (child) => rewrite(child, replace));
}

/** The expression over other children. */
export function mapChildren(expr: Expr, go: (child: Expr) => Expr): Expr {
  switch (expr.kind) {
    case "call":
    case "generator":
      return { ...expr, args: expr.args.map(go) };
    case "aggregate":
      return { ...expr, args: expr.args.map(go), ...(expr.filter ? { filter: go(expr.filter) } : {}) };
    case "cast":
    case "field":
      return { ...expr, child: go(expr.child) };
    case "item":
      return { ...expr, child: go(expr.child), extraction: go(expr.extraction) };
    case "higherOrder":
      return {
        ...expr,
        args: expr.args.map(go),
        lambdas: expr.lambdas.map((lambda) => ({ ...lambda, body: go(lambda.body) })),
      };
    case "timeWindow":
      return { ...expr, time: go(expr.time) };
    case "sessionWindow":
      return { ...expr, time: go(expr.time), gap: go(expr.gap) };
    case "windowCall":
      return {
        ...expr,
        args: expr.args.map(go),
        ...(expr.filter ? { filter: go(expr.filter) } : {}),
        partition: expr.partition.map(go),
        order: expr.order.map((key) => ({ ...key, expr: go(key.expr) })),
      };
    case "subquery":
      return { ...expr, values: expr.values.map(go) };
    default:
      return expr;
  }
}

export function someExpr(expr: Expr, test: (expr: Expr) => boolean): boolean {
  return test(expr) || childrenOf(expr).some((child) => someExpr(child, test));
}

export function collect<T extends Expr>(expr: Expr, test: (expr: Expr) => expr is T): T[] {
  return [...(test(expr) ? [expr] : []), ...childrenOf(expr).flatMap((child) => collect(child, test))];
}

/** The ids of the attributes an expression reads. */
export function attributesIn(expr: Expr): ReadonlySet<number> {
  return new Set(collect(expr, (e): e is AttributeReference => e.kind === "attribute").map((e) => e.attribute.id));
}

/** Equal texts mean equal expressions: names do not count, attribute ids do. */
/** Which call of chance it is says nothing of what it means: a key and what is shown of it are the same when they are written the same. */
const writtenArguments = ({ function: { name }, args }: ScalarCall | GeneratorCall): readonly Expr[] =>
  isRandom(name) ? args.slice(0, -ADDED) : args;

export function canonical(expr: Expr): string {
  switch (expr.kind) {
    case "attribute":
      return `#${expr.attribute.id}`;
    case "literal":
      return `${expr.dataType.kind}:${literalKey(expr.value)}`;
    case "variable":
      return `$${expr.id}`;
    case "call":
    case "generator":
      return `${expr.function.name}(${writtenArguments(expr).map(canonical).join()})`;
    case "aggregate":
      return `${expr.function.name}${expr.function.variant ?? ""}${expr.isDistinct ? " distinct" : ""}(${childrenOf(expr).map(canonical).join()})${expr.filter ? "f" : ""}`;
    case "cast":
      return `cast(${canonical(expr.child)},${JSON.stringify(expr.dataType)},${expr.mode})`;
    case "field":
      return `${canonical(expr.child)}.${expr.index}`;
    case "timeWindow":
      return `window(${canonical(expr.time)},${expr.window.duration},${expr.window.slide},${expr.window.offset})`;
    case "windowCall":
      return `${typeof expr.function === "string" ? expr.function : expr.function.name}(${childrenOf(expr).map(canonical).join()})${expr.pretty}`;
    case "subquery":
      return `subquery#${expr.plan.output.map((a) => a.id).join()}(${expr.values.map(canonical).join()})`;
    case "inputFile":
      return expr.column;
    default:
      return `${expr.kind}(${"name" in expr ? expr.name : ""}${childrenOf(expr).map(canonical).join()})`;
  }
}

function literalKey(value: LiteralValue): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? "null";
}

/** The expression with attributes replaced by what `values` has for their ids. */
export function replaceAttributes(expr: Expr, values: ReadonlyMap<number, Expr>): Expr {
  return rewrite(expr, (e) => (e.kind === "attribute" ? values.get(e.attribute.id) : undefined));
}
