/** What the compiler knows of columns: their value, the name they take, and the columns of the frame they read. */
import type { ValueAt } from "../types/row-type.ts";
import type { LocalDate, LocalTimestamp, Timestamp } from "../types/values.ts";
import type { Column, LiteralInput } from "./column.ts";

/** The value of a column of a frame that is not known yet: what `col("path")` reads. */
export interface Ref<P extends string> {
  readonly "~ref": P;
}

type IsAny<T> = 0 extends 1 & T ? true : false;

/** A column's value once the frame's row is known. */
export type Resolved<R, T> = IsAny<T> extends true ? any : T extends Ref<infer P> ? ValueAt<R, P> : T;

/** What a column of type T may be compared and combined with, beside other columns. */
export type LiteralFor<T> =
  IsAny<T> extends true ? LiteralInput : T extends Ref<string> ? LiteralInput : null | LiteralOf<NonNullable<T>>;
type LiteralOf<T> = [T] extends [bigint | number]
  ? number | bigint
  : [T] extends [string]
    ? string | number | bigint
    : [T] extends [boolean]
      ? boolean
      : [T] extends [Timestamp | LocalDate | LocalTimestamp]
        ? Date | LocalDate | LocalTimestamp | string
        : LiteralInput;

export type Operand<T> = Column<any, any> | LiteralFor<T>;

/** The frame's columns that an argument reads; names beyond the compiler's sight count as none. */
export type Reads<A> = A extends string
  ? string extends A
    ? never
    : A extends "*"
      ? never
      : A
  : A extends Column<any, any, infer C>
    ? C
    : never;

/** The frame's columns that an operand reads: a text beside a column is a value and no name. */
export type OperandReads<O> = O extends Column<any, any, infer C> ? C : never;

/** The value of an argument that may be a column's name. */
export type ArgumentValue<A> = A extends string ? Ref<A> : A extends Column<infer T, any> ? T : any;

/** What arithmetic gives: the same where both sides are alike, a number or bigint where Spark's rules decide. */
export type Arithmetic<T, O> =
  IsAny<T> extends true
    ? any
    : T extends Ref<string>
      ? any
      : O extends Column<infer U, any>
        ? IsAny<U> extends true
          ? any
          : U extends Ref<string>
            ? any
            : NonNullable<T> extends NonNullable<U>
              ? T | Extract<U, null>
              : any
        : T;
