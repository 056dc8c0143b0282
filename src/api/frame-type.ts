/** What the compiler knows of frames: the rows they hold (`R`) and the names their columns go by (`K`). */
import type { Flat, LastName, NamesOf, ValueAt } from "../types/row-type.ts";
import type { Column } from "./column.ts";
import type { Resolved } from "./column-type.ts";

/** The columns of a row, as a callback sees them: `(row) => row.deviceId.gt(5)`. */
export type ColumnsOf<R> = { readonly [N in keyof R & string]-?: Column<R[N], N, N> };

/** What names a column of a frame: its name, a column made of the frame's, or a function of them. */
export type ColumnArgument<R, K extends string> =
  | K
  | "*"
  | Column<any, any, K>
  | ((row: ColumnsOf<R>) => Column<any, any>);

/** Stands for rows whose fields cannot be told. */
interface Untold {
  readonly "~untold": true;
}

/** Rows of any fields: those of SQL text, and of schemas that are no literals. */
type IsOpen<R> = string extends keyof R ? true : false;

/** What one item of a select list adds to the row. */
type Item<R, A> = A extends "*"
  ? R
  : A extends string
    ? string extends A
      ? Untold
      : A extends `${infer S}.*`
        ? NonNullable<ValueAt<R, S>>
        : { readonly [N in LastName<A>]: ValueAt<R, A> }
    : A extends Column<infer T, infer N>
      ? Named<R, T, N>
      : A extends (...args: never[]) => Column<infer T, infer N>
        ? Named<R, T, N>
        : Untold;
type Named<R, T, N extends string> = string extends N ? Untold : { readonly [M in N]: Resolved<R, T> };

type Items<R, A extends readonly unknown[], Acc = unknown> = A extends readonly [infer H, ...infer T]
  ? Item<R, H> extends infer I
    ? [I] extends [Untold]
      ? any
      : Items<R, T, Acc & I>
    : never
  : number extends A["length"]
    ? any
    : Flat<Acc>;

/** The row a select list gives; rows of unknown fields where an item has no name the compiler knows. */
export type Selected<R, A extends readonly unknown[]> = A extends readonly [] ? {} : Items<R, A>;

/** A row with a column more, or another value in it. */
export type With<R, N extends string, C> =
  IsOpen<R> extends true ? any : string extends N ? any : Flat<Omit<R, N> & { readonly [M in N]: ValueOf<R, C> }>;
export type ValueOf<R, C> =
  C extends Column<infer T, any>
    ? Resolved<R, T>
    : C extends (...args: never[]) => Column<infer T, any>
      ? Resolved<R, T>
      : any;

/** A row with several columns more. */
export type WithAll<R, M> =
  IsOpen<R> extends true
    ? any
    : string extends keyof M
      ? any
      : Flat<Omit<R, keyof M> & { readonly [N in keyof M]: ValueOf<R, M[N]> }>;

export type Without<R, A extends readonly unknown[]> =
  IsOpen<R> extends true ? any : Flat<Omit<R, Extract<A[number], string>>>;

export type Renamed<R, From extends string, To extends string> =
  IsOpen<R> extends true ? any : Flat<{ readonly [N in keyof R as N extends From ? To : N]: R[N] }>;

/** A group's keys and what is computed of it. */
export type Grouped<Keys, Shown> =
  IsOpen<Keys> extends true ? any : IsOpen<Shown> extends true ? any : Flat<Keys & Shown>;

type OrNull<R> = { readonly [N in keyof R]: R[N] | null };
type LeftOf<R, How extends string> = How extends `${"right" | "full" | "outer"}${string}` ? OrNull<R> : R;
type RightOf<R, How extends string> = How extends `${"left" | "full" | "outer"}${string}` ? OrNull<R> : R;
type IsHalf<How extends string> = How extends `${string}${"semi" | "anti"}` ? true : false;

/** A join by columns that both sides have: each of them once. */
export type JoinedUsing<R, S, U extends string, How extends string> =
  IsOpen<R> extends true
    ? any
    : IsHalf<How> extends true
      ? R
      : IsOpen<S> extends true
        ? any
        : Flat<LeftOf<R, How> & RightOf<Omit<S, U>, How>>;

/** A join by a condition; two columns of one name cannot be told apart by it. */
export type JoinedOn<R, S, How extends string> =
  IsOpen<R> extends true
    ? any
    : IsHalf<How> extends true
      ? R
      : IsOpen<S> extends true
        ? any
        : [keyof R & keyof S] extends [never]
          ? Flat<LeftOf<R, How> & RightOf<S, How>>
          : any;

/** The names of a frame after `alias(name)`: its columns, and the same behind the alias. */
export type Qualified<R, A extends string> = NamesOf<R> | `${A}.${NamesOf<R>}`;
