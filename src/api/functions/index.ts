/** Spark's functions by their names in camel case. A string argument names a column, unless said otherwise; text constants are `lit("...")`. */
import { call, literal, type Expression, type LambdaFunction } from "../../plan/expression.ts";
import { UnresolvedNamedLambdaVariable, LambdaFunction as LambdaNode } from "../../plan/expression.ts";
import { STRING } from "../../types/data-type.ts";
import type { Timestamp } from "../../types/values.ts";
import { notAColumn } from "../arguments.ts";
import { Column, expressionOf, lit, namedColumn, type ColumnInput } from "../column.ts";
import type { ArgumentValue, Reads } from "../column-type.ts";
import type { FunctionArgument } from "./call.ts";

export { col, expr, lit } from "../column.ts";
export { Window, WindowSpec } from "../window-spec.ts";
export * from "./aggregates.ts";
export * from "./texts.ts";
export * from "./numbers.ts";
export * from "./times.ts";
export * from "./collections.ts";
export * from "./conditions.ts";
export * from "./windows.ts";

type Arg = FunctionArgument;
const of = (name: string, ...args: (Column<any, any> | string)[]): never =>
  new Column(
    call(
      name,
      args.map((arg) => namedColumn(arg).expression),
    ),
  ) as never;

/** Any function by its Spark name. */
export function callFunction<const A extends readonly (Column<any, any> | string)[]>(
  name: string,
  ...args: A
): Column<any, string, Reads<A[number]>> {
  return of(name, ...args);
}
/** The number of rows, or of rows where the column is not NULL. */
export function count<const A extends Column<any, any> | string = "*">(
  column?: A,
): Column<bigint, string, Reads<Exclude<A, "*">>> {
  return of("count", column === undefined || column === "*" ? lit(1) : column);
}
/** The number of distinct values, or of distinct combinations. */
export function countDistinct<const A extends readonly (Column<any, any> | string)[]>(
  ...columns: A
): Column<bigint, string, Reads<A[number]>> {
  const args = columns.map((column) => namedColumn(column).expression);
  return new Column(call("count", args, { isDistinct: true }));
}
/** A struct whose fields are called after the columns. */
export function struct<const A extends readonly (Column<any, any> | string)[]>(
  ...columns: A
): Column<any, string, Reads<A[number]>> {
  return of("struct", ...columns);
}

/** The time at which the batch began, the same for every row of it and for a re-run. */
export function currentTimestamp(): Column<Timestamp, "current_timestamp()", never> {
  return of("current_timestamp");
}
export function currentDate(): Column<any, "current_date()", never> {
  return of("current_date");
}

/**
 * Windows of `duration`, one beginning every `slide` (as long as the window, if not given), moved by `startTime`: texts such as "5 seconds". Gives a
 * struct of `start` and `end`.
 */
export function window<const A extends Column<any, any> | string>(
  time: A,
  duration: string,
  slide?: string,
  startTime?: string,
): Column<{ readonly start: Timestamp; readonly end: Timestamp }, "window", Reads<A>> {
  const rest = [duration, ...(slide === undefined ? [] : [slide]), ...(startTime === undefined ? [] : [startTime])];
  return new Column(call("window", [namedColumn(time).expression, ...rest.map((text) => literal(STRING, text))]));
}
/**
 * A session: rows whose times lie less than `gap` apart, a text such as "5 minutes" or a column of intervals. Gives a struct of `start` and
 * `end`, which is the last time and the gap.
 */
export function sessionWindow<const A extends Column<any, any> | string>(
  time: A,
  gap: string | Column,
): Column<{ readonly start: Timestamp; readonly end: Timestamp }, "session_window", Reads<A>> {
  const length = typeof gap === "string" ? literal(STRING, gap) : gap.expression;
  return new Column(call("session_window", [namedColumn(time).expression, length]));
}
/** The last instant of a window, by which its rows can be windowed again. */
export function windowTime<const A extends Column<any, any> | string>(column: A): Column<Timestamp, string, Reads<A>> {
  return of("window_time", column);
}

/** The value `offset` rows before this one, or `fallback` where there is none; with `over(...)`. */
export function lag<const A extends Arg>(
  column: A,
  offset = 1,
  fallback: ColumnInput = null,
): Column<ArgumentValue<A>, string, Reads<A>> {
  return shifted("lag", column, offset, fallback);
}
/** The value `offset` rows behind this one, or `fallback` where there is none; with `over(...)`. */
export function lead<const A extends Arg>(
  column: A,
  offset = 1,
  fallback: ColumnInput = null,
): Column<ArgumentValue<A>, string, Reads<A>> {
  return shifted("lead", column, offset, fallback);
}
/** The value of the window's `n`th row; with `over(...)`. */
export function nthValue<const A extends Arg>(column: A, n: number): Column<any, string, Reads<A>> {
  return new Column(call("nth_value", [namedColumn(column as string).expression, expressionOf(n)]));
}

function shifted(name: string, column: Arg, offset: number, fallback: ColumnInput): Column {
  const args = [namedColumn(column as string).expression, expressionOf(offset)];
  return new Column(call(name, fallback === null ? args : [...args, expressionOf(fallback)]));
}

/** `when(condition, value).when(...).otherwise(value)`; without `otherwise`, NULL. */
export function when<const C extends Column<any, any>, const V extends ColumnInput>(
  condition: C,
  value: V,
): CaseColumn<Reads<C> | Reads<Exclude<V, string>>> {
  return new CaseColumn([condition, value]);
}

export class CaseColumn<C extends string = any> extends Column<any, string, C> {
  readonly #parts: readonly ColumnInput[];

  constructor(parts: readonly ColumnInput[]) {
    for (const [i, part] of parts.entries())
      if (i % 2 === 0 && !(part instanceof Column)) throw notAColumn("when", part);
    super(call("when", parts.map(expressionOf)));
    this.#parts = parts;
  }

  when<const D extends Column<any, any>, const V extends ColumnInput>(
    condition: D,
    value: V,
  ): CaseColumn<C | Reads<D> | Reads<Exclude<V, string>>> {
    return new CaseColumn([...this.#parts, condition, value]);
  }
  otherwise<const V extends ColumnInput>(value: V): Column<any, string, C | Reads<Exclude<V, string>>> {
    return new Column(call("when", [...this.#parts, value].map(expressionOf)));
  }
}

type Lambda = (...variables: Column[]) => Column;
let nextLambda = 0;

/** A JavaScript function of columns as a lambda of the plan. */
function lambda(body: Lambda, arity: number): LambdaFunction {
  const id = nextLambda++;
  const variables = Array.from({ length: Math.max(body.length, 1) }, (_, i) =>
    UnresolvedNamedLambdaVariable.create({ nameParts: [`${"xyz"[i] ?? `v${i}`}_${id}`] }),
  ).slice(0, arity);
  const columns = variables.map(
    (variable) => new Column({ kind: "unresolvedAttribute", unparsedIdentifier: variable.nameParts[0]! }),
  );
  const given: unknown = typeof body === "function" ? body(...columns) : body;
  if (!(given instanceof Column)) throw notAColumn("a function of columns", given);
  return LambdaNode.create({ function: given.expression, arguments: variables });
}
const withLambda = (name: string, args: readonly Arg[], body: Lambda, arity: number): never =>
  new Column(
    call(name, [...args.map((arg): Expression => namedColumn(arg as string).expression), lambda(body, arity)]),
  ) as never;

/** The list with every element changed; the function may take the index (from 0) too. */
export function transform<const A extends Arg>(
  list: A,
  change: (element: Column, index: Column) => Column,
): Column<any, string, Reads<A>> {
  return withLambda("transform", [list], change as Lambda, 2);
}
/** The list's elements for which the condition is true. */
export function filter<const A extends Arg>(
  list: A,
  condition: (element: Column, index: Column) => Column,
): Column<any, string, Reads<A>> {
  return withLambda("filter", [list], condition as Lambda, 2);
}
/** Whether the condition is true for an element. */
export function exists<const A extends Arg>(
  list: A,
  condition: (element: Column) => Column,
): Column<boolean | null, string, Reads<A>> {
  return withLambda("exists", [list], condition as Lambda, 1);
}
/** Whether the condition is true for all elements. */
export function forall<const A extends Arg>(
  list: A,
  condition: (element: Column) => Column,
): Column<boolean | null, string, Reads<A>> {
  return withLambda("forall", [list], condition as Lambda, 1);
}
/** A fold from `start`: what it gives has the type of `start`. */
export function aggregate<const A extends Arg>(
  list: A,
  start: ColumnInput,
  merge: (state: Column, element: Column) => Column,
): Column<any, string, Reads<A>> {
  return withLambda("aggregate", [list, new Column(expressionOf(start))], merge as Lambda, 2);
}
