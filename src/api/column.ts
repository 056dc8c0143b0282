import { millraceError } from "../errors.ts";
import { notAColumn, notAColumnOrText, spread, textArgument, textArguments, wrongArgument } from "./arguments.ts";
import {
  Alias,
  attribute,
  call,
  Cast,
  ExpressionString,
  FilteredAggregate,
  literal,
  SortOrder,
  UnresolvedExtractValue,
  UpdateFields,
  type Expression,
} from "../plan/expression.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  DATE,
  dayTimeInterval,
  DOUBLE,
  INT,
  LONG,
  NULL,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  yearMonthInterval,
} from "../types/data-type.ts";
import { attributeName } from "../types/attribute-name.ts";
import { quoteName } from "../types/ddl-text.ts";
import type { LastName, TypeOf } from "../types/row-type.ts";
import type { Arithmetic, Operand, OperandReads, Ref } from "./column-type.ts";
import type { WindowSpec } from "./window-spec.ts";
import { microsOf } from "../types/user-value.ts";
import { DayTimeInterval, LocalDate, LocalTimestamp, YearMonthInterval } from "../types/values.ts";

export type LiteralInput =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | LocalDate
  | LocalTimestamp
  | DayTimeInterval
  | YearMonthInterval
  | readonly LiteralInput[];
export type ColumnInput = Column<any, any> | LiteralInput;

/**
 * An expression over a frame's columns. Immutable; nothing is looked up before the frame is used. To the compiler, `T` is its value, `N` the
 * name it takes, and `C` the columns it reads: a frame without them refuses it.
 *
 * @example
 * await spark.range(3).select(col("id").multiply(2).alias("twice"), when(col("id").gt(1), "big").otherwise("small")).show();
 */
export class Column<T = any, N extends string = string, C extends string = any> {
  readonly expression: Expression;
  /** Never there: carries the types. */
  declare readonly "~column"?: readonly [T, N, C];

  constructor(expression: Expression) {
    this.expression = expression;
  }

  eq<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("==", other);
  }
  neq<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("!=", other);
  }
  lt<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("<", other);
  }
  leq<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("<=", other);
  }
  gt<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary(">", other);
  }
  geq<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary(">=", other);
  }
  /** Equality that takes NULL for a value: never NULL itself. */
  eqNullSafe<O extends Operand<T>>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("<=>", other);
  }
  plus<O extends Operand<T>>(other: O): Column<Arithmetic<T, O>, string, C | OperandReads<O>> {
    return this.#binary("+", other);
  }
  minus<O extends Operand<T>>(other: O): Column<Arithmetic<T, O>, string, C | OperandReads<O>> {
    return this.#binary("-", other);
  }
  multiply<O extends Operand<T>>(other: O): Column<Arithmetic<T, O>, string, C | OperandReads<O>> {
    return this.#binary("*", other);
  }
  divide<O extends Operand<T>>(other: O): Column<any, string, C | OperandReads<O>> {
    return this.#binary("/", other);
  }
  mod<O extends Operand<T>>(other: O): Column<Arithmetic<T, O>, string, C | OperandReads<O>> {
    return this.#binary("%", other);
  }
  and<O extends Column<any, any> | boolean>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("and", other);
  }
  or<O extends Column<any, any> | boolean>(other: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("or", other);
  }
  not(): Column<boolean, string, C> {
    return new Column(call("not", [this.expression]));
  }
  isNull(): Column<boolean, string, C> {
    return new Column(call("isnull", [this.expression]));
  }
  isNotNull(): Column<boolean, string, C> {
    return new Column(call("isnotnull", [this.expression]));
  }
  isin<O extends Operand<T>>(...values: O[]): Column<boolean, string, C | OperandReads<O>> {
    if (values.length === 1 && Array.isArray(values[0]))
      throw wrongArgument("isin", "values", "values one by one", values[0], spread("values", "isin"));
    return new Column(call("in", [this.expression, ...values.map(expressionOf)]));
  }
  between<O extends Operand<T>>(lower: O, upper: O): Column<boolean, string, C | OperandReads<O>> {
    return new Column(call("between", [this.expression, expressionOf(lower), expressionOf(upper)]));
  }
  like(pattern: string): Column<boolean, string, C> {
    return this.#binary("like", pattern);
  }
  ilike(pattern: string): Column<boolean, string, C> {
    return this.#binary("ilike", pattern);
  }
  rlike(pattern: string): Column<boolean, string, C> {
    return this.#binary("rlike", pattern);
  }
  contains<O extends Column<any, any> | string>(text: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("contains", text);
  }
  startsWith<O extends Column<any, any> | string>(text: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("startswith", text);
  }
  endsWith<O extends Column<any, any> | string>(text: O): Column<boolean, string, C | OperandReads<O>> {
    return this.#binary("endswith", text);
  }
  /** A field of a struct. */
  getField<const F extends string>(name: F): Column<any, F, C> {
    return this.getItem(name) as never;
  }
  /** An element of an array (from 0), a map's value, or a struct's field. */
  getItem<O extends ColumnInput>(key: O): Column<any, string, C | OperandReads<O>> {
    return new Column(UnresolvedExtractValue.create({ child: this.expression, extraction: expressionOf(key) }));
  }
  /** The type by its DDL name, such as "BIGINT". */
  cast<const S extends string>(type: S): Column<TypeOf<S> | null, N, C> {
    return new Column(Cast.create({ expr: this.expression, typeStr: textArgument(type, "cast", "type") }));
  }
  /** Like `cast`, but NULL where the value does not fit. */
  tryCast<const S extends string>(type: S): Column<TypeOf<S> | null, N, C> {
    const typeStr = textArgument(type, "tryCast", "type");
    return new Column(Cast.create({ expr: this.expression, typeStr, evalMode: "try" }));
  }
  /** The column's name; several for what gives several columns, as `explode` of a map does. */
  alias<const M extends string>(name: M): Column<T, M, C>;
  alias(...names: string[]): Column<T, string, C>;
  alias(...names: string[]): Column<T, string, C> {
    if (names.length === 0) textArgument(undefined, "alias", "name");
    return new Column(Alias.create({ expr: this.expression, name: textArguments(names, "alias", "name") }));
  }
  as<const M extends string>(name: M): Column<T, M, C> {
    return this.alias(name);
  }
  /** The function over the rows around each row; batch only. */
  over(window: WindowSpec): Column<T, string, C> {
    if (typeof window?.over !== "function")
      throw wrongArgument("over", "window", "a window", window, 'Write over(Window.partitionBy("device")).');
    return new Column(window.over(this.expression));
  }
  /** The struct with a field more, or another value in it. */
  withField(name: string, value: ColumnInput): Column<any, string, C> {
    textArgument(name, "withField", "name");
    return new Column(
      UpdateFields.create({ structExpression: this.expression, fieldName: name, valueExpression: expressionOf(value) }),
    );
  }
  /** The struct without these fields. */
  dropFields(...names: string[]): Column<any, string, C> {
    return new Column(
      names.reduce<Expression>(
        (structExpression, fieldName) => UpdateFields.create({ structExpression, fieldName }),
        this.expression,
      ),
    );
  }
  /** Only rows for which `condition` is true are aggregated. */
  filter<O extends Column<any, any>>(condition: O): Column<T, string, C | OperandReads<O>> {
    if (!(condition instanceof Column)) throw notAColumn("filter", condition);
    if (this.expression.kind !== "unresolvedFunction")
      throw wrongArgument(
        "filter",
        "column",
        "an aggregate",
        "another expression",
        'Write count("x").filter(condition).',
      );
    return new Column(FilteredAggregate.create({ function: this.expression, condition: condition.expression }));
  }
  asc(): Column<T, N, C> {
    return this.ascNullsFirst();
  }
  desc(): Column<T, N, C> {
    return this.descNullsLast();
  }
  ascNullsFirst(): Column<T, N, C> {
    return this.#sorted("ascending", "first");
  }
  ascNullsLast(): Column<T, N, C> {
    return this.#sorted("ascending", "last");
  }
  descNullsFirst(): Column<T, N, C> {
    return this.#sorted("descending", "first");
  }
  descNullsLast(): Column<T, N, C> {
    return this.#sorted("descending", "last");
  }

  /** JavaScript's operators, and texts: they would take the column for a value. */
  [Symbol.toPrimitive](): never {
    throw millraceError("COLUMN_IS_NOT_A_VALUE");
  }

  #binary(name: string, other: ColumnInput): Column<any, any> {
    return new Column(call(name, [this.expression, expressionOf(other)]));
  }
  #sorted(direction: SortOrder["direction"], nullOrdering: SortOrder["nullOrdering"]): Column<T, N, C> {
    return new Column(SortOrder.create({ child: this.expression, direction, nullOrdering }));
  }
}

/** What frames of files have without showing it. */
type Hidden = "_metadata" | `_metadata.${string}`;

/** A column by name; dots reach into structs. A frame without a column of that name refuses it at compile time. */
export function col<const P extends string>(
  name: P,
): string extends P
  ? Column<any, string, never>
  : P extends Hidden
    ? Column<any, LastName<P>, never>
    : Column<Ref<P>, LastName<P>, P> {
  return new Column(attribute(attributeName(textArgument(name, "col", "name")))) as never;
}
/** SQL text of one expression, perhaps with an alias. */
export function expr(sql: string): Column {
  return new Column(ExpressionString.create({ expression: textArgument(sql, "expr", "expression") }));
}

/**
 * A constant. A whole number is an INT where it fits, a BIGINT where it is safe, else a DOUBLE; a bigint is a BIGINT, a Date a
 * TIMESTAMP, a list an ARRAY. `type`, a DDL name, says otherwise: `lit(1, "DOUBLE")`.
 */
export function lit<const L extends ColumnInput>(
  value: L,
  type?: string,
): Column<LitValue<L>, string, OperandReads<L>> {
  const column: Column = value instanceof Column ? value : new Column(literalOf(value));
  return (type === undefined ? column : column.cast(type)) as never;
}

type LitValue<L> =
  L extends Column<infer T, any>
    ? T
    : L extends string
      ? string
      : L extends bigint
        ? bigint
        : L extends boolean
          ? boolean
          : any;

/** The row that callbacks are given: every property is the column of that name. */
const columnsByName: object = new Proxy(
  {},
  { get: (_, name) => (typeof name === "string" ? col(quoteName(name)) : undefined) },
);

export function expressionOf(input: ColumnInput): Expression {
  return input instanceof Column ? input.expression : literalOf(input);
}

/** Names mean columns, everything else itself. */
export function namedColumn(input: Column<any, any> | string, method = "columns"): Column {
  if (typeof input === "function") return namedColumn((input as (row: object) => Column)(columnsByName), method);
  if (typeof input !== "string" && !(input instanceof Column)) throw notAColumnOrText(method, input);
  return typeof input === "string"
    ? new Column(input.endsWith("*") ? star(input) : attribute(attributeName(input)))
    : input;
}

/** `*`, or `a.*`: all columns of a frame's alias, or all fields of a struct. */
function star(name: string): Expression {
  if (name === "*") return { kind: "unresolvedStar" };
  const of = /^(.+)\.\*$/s.exec(name)?.[1];
  return of === undefined
    ? attribute(attributeName(name))
    : { kind: "unresolvedStar", unparsedTarget: attributeName(of) };
}

const isList = (value: unknown): value is readonly LiteralInput[] => Array.isArray(value);

function listLiteral(values: readonly LiteralInput[]): ReturnType<typeof literal> {
  const items = values.map(literalOf);
  const types = new Set(items.filter((item) => item.value !== null).map((item) => item.dataType));
  if (types.size > 1)
    throw millraceError("INVALID_ARGUMENT", {
      argument: "value",
      method: "lit",
      expected: "a list of values of one type",
      given: [...types].map((type) => type.kind).join(" and "),
      hint: "Use array(lit(...), ...) for what Spark's rules shall bring together.",
    });
  const elementType = [...types][0] ?? NULL;
  return literal(
    array(elementType),
    items.map((item) => literal(elementType, item.value)),
  );
}

function literalOf(value: LiteralInput): ReturnType<typeof literal> {
  if (value === null) return literal(NULL, null);
  if (typeof value === "boolean") return literal(BOOLEAN, value);
  if (typeof value === "string") return literal(STRING, value);
  if (typeof value === "bigint") {
    if (BigInt.asIntN(64, value) === value) return literal(LONG, value);
    throw wrongArgument("lit", "value", "a BIGINT", value, 'Write lit("123...").cast("DECIMAL(38, 0)").');
  }
  if (value instanceof Date) {
    const micros = microsOf(value);
    if (micros !== undefined) return literal(TIMESTAMP, micros);
    throw wrongArgument("lit", "value", "a time", value, "Check what the Date was made of.");
  }
  if (value instanceof Uint8Array) return literal(BINARY, value);
  if (value instanceof LocalDate) return literal(DATE, value.epochDays);
  if (value instanceof LocalTimestamp) return literal(TIMESTAMP_NTZ, value.localMicros);
  if (value instanceof DayTimeInterval) return literal(dayTimeInterval(), value.micros);
  if (value instanceof YearMonthInterval) return literal(yearMonthInterval(), value.months);
  if (isList(value)) return listLiteral(value);
  if (typeof value !== "number")
    throw wrongArgument(
      "lit",
      "value",
      "a constant",
      value,
      "Use struct(...) or map(...) for values of several parts.",
    );
  if (Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31) return literal(INT, value);
  return Number.isSafeInteger(value) ? literal(LONG, BigInt(value)) : literal(DOUBLE, value);
}

/** A sort key: a column's own order, or ascending with NULLs first. */
export function sortOrderOf(key: Column<any, any> | string): SortOrder {
  const { expression } = namedColumn(key, "orderBy");
  return expression.kind === "sortOrder"
    ? expression
    : SortOrder.create({ child: expression, direction: "ascending", nullOrdering: "first" });
}
