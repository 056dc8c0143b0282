import { millraceError } from "../errors.ts";
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
  type Expression,
  type UnresolvedFunction,
} from "../plan/expression.ts";
import { BINARY, BOOLEAN, DOUBLE, INT, LONG, NULL, STRING, TIMESTAMP } from "../types/data-type.ts";
import { Timestamp } from "../types/values.ts";

export type LiteralInput = null | boolean | number | bigint | string | Date | Uint8Array;
export type ColumnInput = Column | LiteralInput;

/** An expression over a frame's columns. Immutable; nothing is looked up before the frame is used. */
export class Column {
  readonly expression: Expression;

  constructor(expression: Expression) {
    this.expression = expression;
  }

  eq(other: ColumnInput): Column {
    return this.#binary("==", other);
  }
  neq(other: ColumnInput): Column {
    return this.#binary("!=", other);
  }
  lt(other: ColumnInput): Column {
    return this.#binary("<", other);
  }
  leq(other: ColumnInput): Column {
    return this.#binary("<=", other);
  }
  gt(other: ColumnInput): Column {
    return this.#binary(">", other);
  }
  geq(other: ColumnInput): Column {
    return this.#binary(">=", other);
  }
  /** Equality that takes NULL for a value: never NULL itself. */
  eqNullSafe(other: ColumnInput): Column {
    return this.#binary("<=>", other);
  }
  plus(other: ColumnInput): Column {
    return this.#binary("+", other);
  }
  minus(other: ColumnInput): Column {
    return this.#binary("-", other);
  }
  multiply(other: ColumnInput): Column {
    return this.#binary("*", other);
  }
  divide(other: ColumnInput): Column {
    return this.#binary("/", other);
  }
  mod(other: ColumnInput): Column {
    return this.#binary("%", other);
  }
  and(other: ColumnInput): Column {
    return this.#binary("and", other);
  }
  or(other: ColumnInput): Column {
    return this.#binary("or", other);
  }
  not(): Column {
    return new Column(call("not", [this.expression]));
  }
  isNull(): Column {
    return new Column(call("isnull", [this.expression]));
  }
  isNotNull(): Column {
    return new Column(call("isnotnull", [this.expression]));
  }
  isin(...values: ColumnInput[]): Column {
    return new Column(call("in", [this.expression, ...values.map(expressionOf)]));
  }
  between(lower: ColumnInput, upper: ColumnInput): Column {
    return new Column(call("between", [this.expression, expressionOf(lower), expressionOf(upper)]));
  }
  like(pattern: string): Column {
    return this.#binary("like", pattern);
  }
  rlike(pattern: string): Column {
    return this.#binary("rlike", pattern);
  }
  contains(text: ColumnInput): Column {
    return this.#binary("contains", text);
  }
  startsWith(text: ColumnInput): Column {
    return this.#binary("startswith", text);
  }
  endsWith(text: ColumnInput): Column {
    return this.#binary("endswith", text);
  }
  getField(name: string): Column {
    return this.getItem(name);
  }
  getItem(key: ColumnInput): Column {
    return new Column(UnresolvedExtractValue.create({ child: this.expression, extraction: expressionOf(key) }));
  }
  /** The type by its DDL name, such as "BIGINT". */
  cast(type: string): Column {
    return new Column(Cast.create({ expr: this.expression, typeStr: type }));
  }
  tryCast(type: string): Column {
    return new Column(Cast.create({ expr: this.expression, typeStr: type, evalMode: "try" }));
  }
  alias(...names: string[]): Column {
    return new Column(Alias.create({ expr: this.expression, name: names }));
  }
  as(name: string): Column {
    return this.alias(name);
  }
  /** Only rows for which `condition` is true are aggregated. */
  filter(condition: Column): Column {
    return new Column(
      FilteredAggregate.create({ function: this.expression as UnresolvedFunction, condition: condition.expression }),
    );
  }
  asc(): Column {
    return this.ascNullsFirst();
  }
  desc(): Column {
    return this.descNullsLast();
  }
  ascNullsFirst(): Column {
    return this.#sorted("ascending", "first");
  }
  ascNullsLast(): Column {
    return this.#sorted("ascending", "last");
  }
  descNullsFirst(): Column {
    return this.#sorted("descending", "first");
  }
  descNullsLast(): Column {
    return this.#sorted("descending", "last");
  }

  #binary(name: string, other: ColumnInput): Column {
    return new Column(call(name, [this.expression, expressionOf(other)]));
  }
  #sorted(direction: SortOrder["direction"], nullOrdering: SortOrder["nullOrdering"]): Column {
    return new Column(SortOrder.create({ child: this.expression, direction, nullOrdering }));
  }
}

/** A column by name; dots reach into structs. */
export function col(name: string): Column {
  return new Column(attribute(name));
}
/** SQL text of one expression, perhaps with an alias. */
export function expr(sql: string): Column {
  return new Column(ExpressionString.create({ expression: sql }));
}

/** A constant. A whole number is an INT where it fits, else a BIGINT; any other number a DOUBLE; a bigint a BIGINT. */
export function lit(value: ColumnInput): Column {
  return value instanceof Column ? value : new Column(literalOf(value));
}

/** What JavaScript callers get wrong, where TypeScript would have told them. */
export function notAColumn(method: string, given: unknown): Error {
  const hint =
    typeof given === "boolean"
      ? 'JavaScript\'s == compares at once; write col("x").eq(y).'
      : 'Give a column such as col("x"), or a name or SQL text.';
  return millraceError("INVALID_ARGUMENT", {
    argument: "given",
    method,
    expected: "a column or text",
    given: given === null ? "null" : typeof given,
    hint,
  });
}

export function expressionOf(input: ColumnInput): Expression {
  return input instanceof Column ? input.expression : literalOf(input);
}

/** Names mean columns, everything else itself. */
export function namedColumn(input: Column | string): Column {
  if (typeof input !== "string" && !(input instanceof Column)) throw notAColumn("columns", input);
  return typeof input === "string" ? new Column(input === "*" ? { kind: "unresolvedStar" } : attribute(input)) : input;
}

function literalOf(value: LiteralInput): ReturnType<typeof literal> {
  if (value === null) return literal(NULL, null);
  if (typeof value === "boolean") return literal(BOOLEAN, value);
  if (typeof value === "string") return literal(STRING, value);
  if (typeof value === "bigint") return literal(LONG, value);
  if (value instanceof Timestamp) return literal(TIMESTAMP, value.epochMicros);
  if (value instanceof Date) return literal(TIMESTAMP, BigInt(value.getTime()) * 1000n);
  if (value instanceof Uint8Array) return literal(BINARY, value);
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return literal(INT, value);
  return Number.isSafeInteger(value) ? literal(LONG, BigInt(value)) : literal(DOUBLE, value);
}
