/**
 * Unresolved expressions, by the names and fields of Spark Connect's `Expression` (law 1). Nodes marked "SQL only" come from
 * parsed SQL text, which the wire carries as text, and never travel themselves.
 */
import type { DataType } from "../types/data-type.ts";
import type { UserFunction } from "./user-function.ts";
import { nodeFactory, type Node, type NodeFactory } from "./node.ts";
import type { Relation } from "./relation.ts";

/** Where an expression stands in the SQL text it was parsed from. Connect: ExpressionCommon.origin. */
export interface Origin {
  readonly text: string;
  readonly position: number;
}
interface ExpressionBase extends Node {
  readonly origin?: Origin;
}

/** A calendar interval's three parts, none of which converts into another. */
export interface CalendarInterval {
  readonly months: number;
  readonly days: number;
  readonly microseconds: bigint;
}

/**
 * The value of a literal: number for TINYINT to INT, DATE (days) and year-month intervals (months); bigint for BIGINT,
 * timestamps and day-time intervals (microseconds); text for DECIMAL and STRING; nested literals for ARRAY, STRUCT and, as
 * alternating keys and values, MAP.
 */
export type LiteralValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | CalendarInterval
  | readonly Literal[];

export interface Literal extends ExpressionBase {
  readonly kind: "literal";
  readonly dataType: DataType;
  readonly value: LiteralValue;
}
export const Literal: NodeFactory<Literal> = nodeFactory("literal");

/** A column by its dotted, perhaps back-ticked name. */
export interface UnresolvedAttribute extends ExpressionBase {
  readonly kind: "unresolvedAttribute";
  readonly unparsedIdentifier: string;
  readonly planId?: number;
}
export const UnresolvedAttribute: NodeFactory<UnresolvedAttribute> = nodeFactory("unresolvedAttribute");

/** A call by name; operators are calls too (`+`, `==`, `and`, `in`). */
export interface UnresolvedFunction extends ExpressionBase {
  readonly kind: "unresolvedFunction";
  readonly functionName: string;
  readonly arguments: readonly Expression[];
  readonly isDistinct: boolean;
  /** IGNORE NULLS was written. */
  readonly ignoreNulls?: boolean;
  /** SQL only: `WITHIN GROUP (ORDER BY ...)`. */
  readonly withinGroup?: readonly SortOrder[];
  /** Made by the API: an aggregate over `*` then stands for one over each numeric column. */
  readonly isInternal?: boolean;
}
export const UnresolvedFunction: NodeFactory<UnresolvedFunction> = nodeFactory("unresolvedFunction");

/** SQL text of one expression, parsed by whoever executes the plan. */
export interface ExpressionString extends ExpressionBase {
  readonly kind: "expressionString";
  readonly expression: string;
}
export const ExpressionString: NodeFactory<ExpressionString> = nodeFactory("expressionString");

/** `*`, `target.*`. */
export interface UnresolvedStar extends ExpressionBase {
  readonly kind: "unresolvedStar";
  readonly unparsedTarget?: string;
}
export const UnresolvedStar: NodeFactory<UnresolvedStar> = nodeFactory("unresolvedStar");

/** `expr AS name`; several names for a generator's columns. */
export interface Alias extends ExpressionBase {
  readonly kind: "alias";
  readonly expr: Expression;
  readonly name: readonly string[];
  readonly metadata?: string;
}
export const Alias: NodeFactory<Alias> = nodeFactory("alias");

export type EvalMode = "legacy" | "ansi" | "try";
export interface Cast extends ExpressionBase {
  readonly kind: "cast";
  readonly expr: Expression;
  readonly type?: DataType;
  readonly typeStr?: string;
  readonly evalMode?: EvalMode;
}
export const Cast: NodeFactory<Cast> = nodeFactory("cast");

/** Columns whose names match a regular expression. */
export interface UnresolvedRegex extends ExpressionBase {
  readonly kind: "unresolvedRegex";
  readonly colName: string;
}
export const UnresolvedRegex: NodeFactory<UnresolvedRegex> = nodeFactory("unresolvedRegex");

export interface SortOrder extends ExpressionBase {
  readonly kind: "sortOrder";
  readonly child: Expression;
  readonly direction: "ascending" | "descending";
  readonly nullOrdering: "first" | "last";
}
export const SortOrder: NodeFactory<SortOrder> = nodeFactory("sortOrder");

export interface LambdaFunction extends ExpressionBase {
  readonly kind: "lambdaFunction";
  readonly function: Expression;
  readonly arguments: readonly UnresolvedNamedLambdaVariable[];
}
export const LambdaFunction: NodeFactory<LambdaFunction> = nodeFactory("lambdaFunction");

export interface UnresolvedNamedLambdaVariable extends ExpressionBase {
  readonly kind: "unresolvedNamedLambdaVariable";
  readonly nameParts: readonly string[];
}
export const UnresolvedNamedLambdaVariable: NodeFactory<UnresolvedNamedLambdaVariable> = nodeFactory(
  "unresolvedNamedLambdaVariable",
);

export type FrameBoundary = "currentRow" | "unbounded" | Expression;
export interface WindowFrame {
  readonly frameType: "row" | "range";
  readonly lower: FrameBoundary;
  readonly upper: FrameBoundary;
}
export interface Window extends ExpressionBase {
  readonly kind: "window";
  readonly windowFunction: Expression;
  readonly partitionSpec: readonly Expression[];
  readonly orderSpec: readonly SortOrder[];
  readonly frameSpec?: WindowFrame;
}
export const Window: NodeFactory<Window> = nodeFactory("window");

/** `child[extraction]` or `child.field`: a field, an element or a map's value. */
export interface UnresolvedExtractValue extends ExpressionBase {
  readonly kind: "unresolvedExtractValue";
  readonly child: Expression;
  readonly extraction: Expression;
}
export const UnresolvedExtractValue: NodeFactory<UnresolvedExtractValue> = nodeFactory("unresolvedExtractValue");

/** `struct.withField(name, value)`, or without a value the struct less that field. */
export interface UpdateFields extends ExpressionBase {
  readonly kind: "updateFields";
  readonly structExpression: Expression;
  readonly fieldName: string;
  readonly valueExpression?: Expression;
}
export const UpdateFields: NodeFactory<UpdateFields> = nodeFactory("updateFields");

export interface NamedArgumentExpression extends ExpressionBase {
  readonly kind: "namedArgumentExpression";
  readonly key: string;
  readonly value: Expression;
}
export const NamedArgumentExpression: NodeFactory<NamedArgumentExpression> = nodeFactory("namedArgumentExpression");

/** SQL only: `aggregate(...) FILTER (WHERE condition)`. */
export interface FilteredAggregate extends ExpressionBase {
  readonly kind: "filteredAggregate";
  readonly function: UnresolvedFunction;
  readonly condition: Expression;
}
export const FilteredAggregate: NodeFactory<FilteredAggregate> = nodeFactory("filteredAggregate");

/** SQL only: a query inside an expression. */
export interface Subquery extends ExpressionBase {
  readonly kind: "subquery";
  readonly subqueryType: "scalar" | "exists" | "in";
  readonly plan: Relation;
  readonly inSubqueryValues: readonly Expression[];
}
export const Subquery: NodeFactory<Subquery> = nodeFactory("subquery");

/** A call of a function of the user's program. */
export interface UserFunctionCall extends ExpressionBase {
  readonly kind: "commonInlineUserDefinedFunction";
  readonly functionName: string;
  readonly deterministic: boolean;
  readonly arguments: readonly Expression[];
  readonly userFunction: UserFunction;
}
export const UserFunctionCall: NodeFactory<UserFunctionCall> = nodeFactory("commonInlineUserDefinedFunction");

/** SQL only: `* EXCEPT (a, b)`. */
export interface StarExcept extends ExpressionBase {
  readonly kind: "starExcept";
  readonly unparsedTarget?: string;
  readonly names: readonly string[];
}
export const StarExcept: NodeFactory<StarExcept> = nodeFactory("starExcept");

/** SQL only, and only while a SELECT is read: a window named in its WINDOW clause. */
export interface NamedWindow extends ExpressionBase {
  readonly kind: "namedWindow";
  readonly windowFunction: Expression;
  readonly name: string;
}
export const NamedWindow: NodeFactory<NamedWindow> = nodeFactory("namedWindow");

export type Expression =
  | StarExcept
  | NamedWindow
  | UserFunctionCall
  | Literal
  | UnresolvedAttribute
  | UnresolvedFunction
  | ExpressionString
  | UnresolvedStar
  | Alias
  | Cast
  | UnresolvedRegex
  | SortOrder
  | LambdaFunction
  | UnresolvedNamedLambdaVariable
  | Window
  | UnresolvedExtractValue
  | UpdateFields
  | NamedArgumentExpression
  | FilteredAggregate
  | Subquery;

/** A call of a function or operator by name. */
export function call(
  functionName: string,
  args: readonly Expression[],
  options: { readonly isDistinct?: boolean; readonly origin?: Origin } = {},
): UnresolvedFunction {
  return UnresolvedFunction.create({
    functionName,
    arguments: Object.freeze([...args]),
    isDistinct: options.isDistinct ?? false,
    ...(options.origin ? { origin: options.origin } : {}),
  });
}

export function literal(dataType: DataType, value: LiteralValue): Literal {
  return Literal.create({ dataType, value });
}

export function attribute(name: string): UnresolvedAttribute {
  return UnresolvedAttribute.create({ unparsedIdentifier: name });
}
