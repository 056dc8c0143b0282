/**
 * Row types from schema text, for the compiler alone: `RowOf<"deviceId BIGINT, time TIMESTAMP">`. The grammar is that of ddl-parser.ts, read
 * comma by comma; what is no literal text gives rows of unknown fields.
 */
import type { Value } from "./row.ts";
import type { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "./values.ts";

/** What a value of each type is in TypeScript, but for NULL. */
interface TypeNames {
  BOOLEAN: boolean;
  TINYINT: number;
  BYTE: number;
  SMALLINT: number;
  SHORT: number;
  INT: number;
  INTEGER: number;
  BIGINT: bigint;
  LONG: bigint;
  FLOAT: number;
  REAL: number;
  DOUBLE: number;
  DECIMAL: string;
  DEC: string;
  NUMERIC: string;
  STRING: string;
  CHAR: string;
  CHARACTER: string;
  VARCHAR: string;
  BINARY: Uint8Array;
  DATE: LocalDate;
  TIMESTAMP: Timestamp;
  TIMESTAMP_LTZ: Timestamp;
  TIMESTAMP_NTZ: LocalTimestamp;
  VOID: null;
}

type Blank = " " | "\n" | "\t" | "\r";
type TrimStart<S extends string> = S extends `${Blank}${infer R}` ? TrimStart<R> : S;
type TrimEnd<S extends string> = S extends `${infer R}${Blank}` ? TrimEnd<R> : S;
type Trim<S extends string> = TrimStart<TrimEnd<S>>;

/** One element per occurrence of a character. */
type Occurrences<S extends string, C extends string, N extends 1[] = []> = S extends `${string}${C}${infer R}`
  ? Occurrences<R, C, [...N, 1]>
  : N["length"];
type Even<S extends string, C extends string> = S extends `${string}${C}${infer R}`
  ? R extends `${string}${C}${infer T}`
    ? Even<T, C>
    : false
  : true;
/** Brackets closed and quotes ended: a piece that a comma ends. Most pieces have neither. */
type IsWhole<S extends string> = S extends `${string}${"<" | "(" | "'"}${string}`
  ? [Occurrences<S, "<">, Occurrences<S, "(">, Even<S, "'">] extends [Occurrences<S, ">">, Occurrences<S, ")">, true]
    ? true
    : false
  : true;

/** The pieces between the commas that stand outside brackets. */
type Pieces<S extends string, Begun extends string = "", Done extends string[] = []> = S extends `${infer H},${infer T}`
  ? IsWhole<`${Begun}${H}`> extends true
    ? Pieces<T, "", [...Done, `${Begun}${H}`]>
    : Pieces<T, `${Begun}${H},`, Done>
  : [...Done, `${Begun}${S}`];

/** A piece's name and what follows it. */
type NameAndType<S extends string> = S extends `\`${infer N}\`${infer T}`
  ? [N, AfterColon<T>]
  : S extends `${infer A} ${infer B}`
    ? A extends `${infer N}:${infer T}`
      ? [N, Trim<`${T} ${B}`>]
      : [A, AfterColon<B>]
    : S extends `${infer N}:${infer T}`
      ? [N, T]
      : [S, ""];
type AfterColon<T extends string> = TrimStart<T> extends `:${infer U}` ? Trim<U> : Trim<T>;
/** Line ends and tabs as blanks. */
type Blanks<S extends string> = S extends `${infer A}\n${infer B}`
  ? Blanks<`${A} ${B}`>
  : S extends `${infer A}\t${infer B}`
    ? Blanks<`${A} ${B}`>
    : S;

/** A type's text without NOT NULL, COMMENT and DEFAULT, and whether NULL may come. */
type Settled<S extends string> =
  Uppercase<S> extends `${infer _}>${string}`
    ? S extends `${infer A}> ${infer Rest}`
      ? Rest extends `${string}>${string}`
        ? [S, true]
        : [`${A}>`, Uppercase<Rest> extends `${string}NOT NULL${string}` ? false : true]
      : [S, true]
    : S extends `${infer A} ${infer Rest}`
      ? Uppercase<A> extends "INTERVAL"
        ? [S, true]
        : [A, Uppercase<Rest> extends `${string}NOT NULL${string}` ? false : true]
      : [S, true];

/** The TypeScript type of a type's text; never for one that is none. */
export type TypeOf<S extends string> =
  Uppercase<S> extends keyof TypeNames
    ? TypeNames[Uppercase<S>]
    : S extends `${infer H}<${infer I}>`
      ? Nested<Uppercase<Trim<H>>, I>
      : S extends `${infer H}(${string})`
        ? Uppercase<Trim<H>> extends "DECIMAL" | "DEC" | "NUMERIC" | "CHAR" | "CHARACTER" | "VARCHAR"
          ? string
          : never
        : Uppercase<S> extends `INTERVAL ${infer F}`
          ? F extends `${"YEAR" | "MONTH"}${string}`
            ? YearMonthInterval
            : DayTimeInterval
          : never;

/** A type made of a part, unless the part's text is no type. */
type OrNever<Part, Whole> = [Part] extends [never] ? never : Whole;

type Nested<H extends string, I extends string> = H extends "ARRAY"
  ? OrNever<TypeOf<Trim<I>>, readonly (TypeOf<Trim<I>> | null)[]>
  : H extends "MAP"
    ? Pieces<I> extends [infer K extends string, infer V extends string]
      ? OrNever<TypeOf<Trim<K>>, OrNever<TypeOf<Trim<V>>, ReadonlyMap<TypeOf<Trim<K>>, TypeOf<Trim<V>> | null>>>
      : never
    : H extends "STRUCT"
      ? Fields<Pieces<I>>
      : never;

type Field<P extends string> =
  NameAndType<Trim<P>> extends [infer N extends string, infer T extends string]
    ? Settled<T> extends [infer U extends string, infer Nullable]
      ? { readonly [K in N]: TypeOf<U> | (Nullable extends true ? null : never) }
      : never
    : never;

type Fields<Ps extends readonly string[], R = unknown> = Ps extends readonly [
  infer P extends string,
  ...infer Rest extends readonly string[],
]
  ? Fields<Rest, R & Field<P>>
  : { readonly [K in keyof R]: R[K] };

/** The row type of a schema's text; `any` where the text is not known to the compiler. */
export type RowOf<S extends string> = string extends S ? any : Fields<Pieces<Blanks<S>>>;

/** The names of the first field whose type is unknown, said in the type of an argument that must be `S`. */
export type ValidSchema<S extends string> = string extends S
  ? unknown
  : UnknownType<Pieces<Blanks<S>>> extends infer E
    ? [E] extends [never]
      ? unknown
      : { readonly __error: `unknown type: ${E & string}` }
    : unknown;
type UnknownType<Ps extends readonly string[]> = Ps extends readonly [
  infer P extends string,
  ...infer Rest extends readonly string[],
]
  ? NameAndType<Trim<P>> extends [string, infer T extends string]
    ? Settled<T> extends [infer U extends string, unknown]
      ? [TypeOf<U>] extends [never]
        ? U
        : UnknownType<Rest>
      : UnknownType<Rest>
    : never
  : never;

/** What may name a value in a row: its fields, and dotted names of the fields of structs. */
export type NamesOf<R> = 0 extends 1 & R ? any : string extends keyof R ? string : Names<R, 3>;
type Less = [never, 0, 1, 2];
type Names<R, Depth extends number> = {
  [K in keyof R & string]:
    | K
    | (Depth extends 0
        ? never
        : NonNullable<R[K]> extends infer V
          ? IsStruct<V> extends true
            ? `${K}.${Names<V, Less[Depth]>}` | `${K}.*`
            : never
          : never);
}[keyof R & string];
type IsStruct<V> = V extends
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | Date
  | LocalDate
  | LocalTimestamp
  | DayTimeInterval
  | YearMonthInterval
  | readonly unknown[]
  | ReadonlyMap<unknown, unknown>
  ? false
  : V extends object
    ? true
    : false;

/** The value a name stands for in a row: `window.start`. */
export type ValueAt<R, N extends string> = 0 extends 1 & R
  ? any
  : N extends keyof R
    ? R[N]
    : N extends `${infer H}.${infer T}`
      ? H extends keyof R
        ? ValueAt<NonNullable<R[H]>, T> | (null extends R[H] ? null : never)
        : Value
      : Value;

/** The name a column takes from the dotted name it is selected by. */
export type LastName<N extends string> = N extends `${string}.${infer T}` ? LastName<T> : N;

/** The members of an intersection in one object. */
export type Flat<T> = { readonly [K in keyof T]: T[K] };
