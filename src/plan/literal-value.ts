/** Whether a literal's value is one of its type. What is not must go no further: the kernel is handed the value as it is. */
import { isIntegral, isTimestamp, type DataType } from "../types/data-type.ts";
import { decimalOf } from "../types/number-text.ts";
import type { CalendarInterval, Literal, LiteralValue } from "./expression.ts";
import { invalid, isLong, long, part, sort, type Sort, whole, wrong } from "./field-sorts.ts";

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32 };

const interval: Sort<CalendarInterval> = part({ months: whole, days: whole, microseconds: long });

/** The value of the literal that is its owner. Whatever else is wrong there has been said before. */
export function literalValue(literal: Sort<Literal>): Sort<LiteralValue> {
  return sort((given, path, owner) => {
    const { dataType } = owner as { readonly dataType: DataType };
    if (Array.isArray(given)) given.forEach((item, i) => literal.check(item, { step: `[${i}]`, from: path }, owner));
    if (dataType.kind === "calendar_interval" && given !== null) interval.check(given, path, owner);
    else if (!fits(dataType, given)) throw wrong(path, `a value of the type ${dataType.kind}`, given);
    if (dataType.kind === "struct" && given !== null && (given as readonly unknown[]).length !== dataType.fields.length)
      throw invalid(path, `as many values as fields are expected, which is ${dataType.fields.length}`);
  });
}

/** Whether a value that is sound in itself is one of the type. */
export function fits(type: DataType, value: unknown): boolean {
  if (value === null) return true;
  if (type.kind === "long" || isTimestamp(type) || type.kind === "day_time_interval") return isLong(value);
  if (isIntegral(type)) return isWhole(value, BITS[type.kind]!);
  const items = Array.isArray(value) ? (value as readonly Literal[]).map((item) => item.value) : undefined;
  switch (type.kind) {
    case "boolean":
      return typeof value === "boolean";
    case "float":
    case "double":
      return typeof value === "number";
    case "string":
    case "char":
    case "varchar":
      return typeof value === "string";
    case "decimal":
      return typeof value === "string" && decimalOf(value, type) !== undefined;
    case "binary":
      return value instanceof Uint8Array;
    case "date":
    case "year_month_interval":
      return isWhole(value, 32);
    case "array":
      return items?.every((item) => fits(type.elementType, item)) === true;
    case "struct":
      return items?.every((item, i) => type.fields[i] === undefined || fits(type.fields[i].dataType, item)) === true;
    case "map":
      return (
        items !== undefined &&
        items.length % 2 === 0 &&
        items.every((item, i) => fits(i % 2 === 0 ? type.keyType : type.valueType, item))
      );
    case "calendar_interval":
      return typeof value === "object";
    default:
      return false;
  }
}

const isWhole = (value: unknown, bits: number): boolean =>
  Number.isInteger(value) && (value as number) >= -(2 ** (bits - 1)) && (value as number) < 2 ** (bits - 1);
