/** How functions become columns: a string names a column but where Spark takes a constant, everything else is a constant or a column. */
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

/** A constant where a function wants one: text is itself, and no column's name. */
export type Constant = ColumnInput;
/** A function of a column and of constants: `dateFormat("time", "yyyy")`. */
export type Described<T> = <const F extends FunctionArgument>(
  first: F,
  ...constants: readonly Constant[]
) => Column<T, string, Reads<F>>;
/** A function of a constant and of columns: `concatWs("-", "a", "b")`. */
export type Led<T> = <const A extends readonly FunctionArgument[]>(
  constant: Constant,
  ...args: A
) => Column<T, string, Reads<A[number]>>;

/** The function of this Spark name; `constants` are the places where text is a constant, as in Spark. */
export function gives(name: string, constants: "none" | "first" | "rest" = "none"): never {
  const isConstant = (place: number): boolean =>
    constants === "first" ? place === 0 : constants === "rest" && place > 0;
  return ((...args: readonly FunctionArgument[]) =>
    new Column(
      call(
        name,
        args.map((arg, place) =>
          !isConstant(place) && (typeof arg === "string" || arg instanceof Column)
            ? namedColumn(arg).expression
            : expressionOf(arg as never),
        ),
      ),
    )) as never;
}
