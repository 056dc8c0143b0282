/** How functions become columns: a string names a column, everything else is a constant or a column. */
import { call } from "../../plan/expression.ts";
import { Column, expressionOf, namedColumn, type ColumnInput } from "../column.ts";
import type { ArgumentValue, Reads } from "../column-type.ts";

/** What a function takes: columns, names of columns, and other constants than text. */
export type FunctionArgument = Column<any, any> | Exclude<ColumnInput, string> | string;

/** A function whose result has the type T; it reads what its arguments read. */
export type Gives<T> = <const A extends readonly FunctionArgument[]>(...args: A) => Column<T, string, Reads<A[number]>>;
/** A function whose result has the type of its first argument. */
export type Same = <const F extends FunctionArgument, const A extends readonly FunctionArgument[]>(
  first: F,
  ...rest: A
) => Column<ArgumentValue<F>, string, Reads<F | A[number]>>;
/** A function that gives a list of its argument's values. */
export type Listed = <const F extends FunctionArgument>(first: F) => Column<any, string, Reads<F>>;

/** The function of this Spark name. */
export function gives(name: string): never {
  return ((...args: readonly FunctionArgument[]) =>
    new Column(
      call(
        name,
        args.map((arg) =>
          typeof arg === "string" || arg instanceof Column ? namedColumn(arg).expression : expressionOf(arg as never),
        ),
      ),
    )) as never;
}
