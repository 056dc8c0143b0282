/** Spark's functions by their names in camel case. A string argument names a column, unless said otherwise. */
import { call } from "../plan/expression.ts";
import { Column, expressionOf, lit, namedColumn, type ColumnInput } from "./column.ts";

export { col, expr, lit } from "./column.ts";

const of = (name: string, ...args: (Column | string)[]): Column =>
  new Column(
    call(
      name,
      args.map((arg) => namedColumn(arg).expression),
    ),
  );

/** Any function by its Spark name. */
export function callFunction(name: string, ...args: (Column | string)[]): Column {
  return of(name, ...args);
}
export function count(column: Column | string = "*"): Column {
  return of("count", column === "*" ? lit(1) : column);
}
export function sum(column: Column | string): Column {
  return of("sum", column);
}
export function avg(column: Column | string): Column {
  return of("avg", column);
}
export function min(column: Column | string): Column {
  return of("min", column);
}
export function max(column: Column | string): Column {
  return of("max", column);
}
export function first(column: Column | string): Column {
  return of("first", column);
}
export function last(column: Column | string): Column {
  return of("last", column);
}
export function collectList(column: Column | string): Column {
  return of("collect_list", column);
}
export function collectSet(column: Column | string): Column {
  return of("collect_set", column);
}
export function approxCountDistinct(column: Column | string): Column {
  return of("approx_count_distinct", column);
}
export function struct(...columns: (Column | string)[]): Column {
  return of("struct", ...columns);
}
export function array(...columns: (Column | string)[]): Column {
  return of("array", ...columns);
}
export function explode(column: Column | string): Column {
  return of("explode", column);
}
export function coalesce(...columns: (Column | string)[]): Column {
  return of("coalesce", ...columns);
}
export function upper(column: Column | string): Column {
  return of("upper", column);
}
export function lower(column: Column | string): Column {
  return of("lower", column);
}
export function concat(...columns: (Column | string)[]): Column {
  return of("concat", ...columns);
}

/** The time at which the batch began, the same for every row of it and for a re-run. */
export function currentTimestamp(): Column {
  return of("current_timestamp");
}
export function currentDate(): Column {
  return of("current_date");
}
/** The URI of the file a row was read from; empty where there is none. */
export function inputFileName(): Column {
  return of("input_file_name");
}

/** Windows of `duration`, one beginning every `slide`: texts such as "5 seconds". Gives a struct of `start` and `end`. */
export function window(time: Column | string, duration: string, slide?: string, startTime?: string): Column {
  const rest = [duration, ...(slide === undefined ? [] : [slide]), ...(startTime === undefined ? [] : [startTime])];
  return new Column(call("window", [namedColumn(time).expression, ...rest.map((text) => lit(text).expression)]));
}

/** The last instant of a window, by which its rows can be windowed again. */
export function windowTime(column: Column | string): Column {
  return of("window_time", column);
}

/** `when(condition, value).when(...).otherwise(value)`; without `otherwise`, NULL. */
export function when(condition: Column, value: ColumnInput): CaseColumn {
  return new CaseColumn([condition, value]);
}

export class CaseColumn extends Column {
  readonly #parts: readonly ColumnInput[];

  constructor(parts: readonly ColumnInput[]) {
    super(call("when", parts.map(expressionOf)));
    this.#parts = parts;
  }

  when(condition: Column, value: ColumnInput): CaseColumn {
    return new CaseColumn([...this.#parts, condition, value]);
  }
  otherwise(value: ColumnInput): Column {
    return new Column(call("when", [...this.#parts, value].map(expressionOf)));
  }
}
