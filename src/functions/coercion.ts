/** Which type a value may silently become, and which type several values share: Spark's ANSI rules. */
import {
  array,
  decimal,
  DOUBLE,
  field,
  isDatetime,
  isFractional,
  isIntegral,
  isInterval,
  isNested,
  isNumeric,
  isString,
  LONG,
  map,
  MAX_DECIMAL_PRECISION,
  sameType,
  STRING,
  struct,
  TIMESTAMP,
  type DataType,
  type DecimalType,
} from "../types/data-type.ts";

const RANK: Record<string, number> = { byte: 0, short: 1, integer: 2, long: 3, decimal: 4, float: 5, double: 6 };
const DIGITS: Record<string, number> = { byte: 3, short: 5, integer: 10, long: 20 };
/** As many digits as Spark takes from a float and a double where it must have a decimal. */
const FRACTIONS: Readonly<Record<string, DecimalType>> = { float: decimal(14, 7), double: decimal(30, 15) };

/** The decimal that holds every value of an integral type; of a fractional one, what is kept of it. */
export function decimalFor(type: DataType): DecimalType {
  return type.kind === "decimal" ? type : (FRACTIONS[type.kind] ?? decimal(DIGITS[type.kind] ?? 38, 0));
}

/**
 * The type `from` becomes when a function wants `to`; undefined when it may not. Numbers become one another, narrower ones too; outside ANSI
 * mode no text is a boolean.
 */
export function implicitCast(from: DataType, to: DataType, ansi = true): DataType | undefined {
  if (sameType(from, to)) return from;
  if (from.kind === "null") return to;
  if (isString(from) && isString(to)) return to;
  if (isString(from)) return isNested(to) || (!ansi && to.kind === "boolean") ? undefined : to;
  if (isString(to)) return isNested(from) ? undefined : to;
  if (isNumeric(from) && isNumeric(to)) return to;
  if (isDatetime(from) && isDatetime(to)) return to;
  if (from.kind === "array" && to.kind === "array") return implicitCast(from.elementType, to.elementType, ansi) && to;
  if (from.kind === "map" && to.kind === "map")
    return implicitCast(from.keyType, to.keyType, ansi) && implicitCast(from.valueType, to.valueType, ansi) && to;
  if (from.kind === to.kind && (from.kind === "day_time_interval" || from.kind === "year_month_interval")) return to;
  return undefined;
}

/** The type both fit into, strings giving way to the other side (ANSI), or undefined. */
export function commonType(a: DataType, b: DataType, ansi = true): DataType | undefined {
  if (sameType(a, b)) return mergeNullability(a, b);
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (isNumeric(a) && isNumeric(b)) return widerNumber(a, b, ansi);
  if (isString(a) && isString(b)) return STRING;
  if (isString(a) || isString(b)) return withString(isString(a) ? b : a);
  if (isDatetime(a) && isDatetime(b))
    return a.kind === "timestamp" || b.kind === "timestamp" ? TIMESTAMP : a.kind === "date" ? b : a;
  if (a.kind === "array" && b.kind === "array") {
    const element = commonType(a.elementType, b.elementType);
    return element && array(element, a.containsNull || b.containsNull);
  }
  if (a.kind === "map" && b.kind === "map") {
    const [key, value] = [commonType(a.keyType, b.keyType), commonType(a.valueType, b.valueType)];
    // A text that is to be a key may be none of the others' type: no key may be NULL.
    if (key !== undefined && isString(a.keyType) !== isString(b.keyType) && !isString(key)) return undefined;
    return key && value && map(key, value, a.valueContainsNull || b.valueContainsNull);
  }
  if (a.kind === "struct" && b.kind === "struct" && a.fields.length === b.fields.length) {
    const fields = a.fields.map((f, i) => {
      const other = b.fields[i]!;
      const type =
        f.name.toLowerCase() === other.name.toLowerCase() ? commonType(f.dataType, other.dataType) : undefined;
      return type && field(f.name, type, f.nullable || other.nullable);
    });
    return fields.every((f) => f !== undefined) ? struct(fields) : undefined;
  }
  if (
    a.kind === b.kind &&
    (a.kind === "day_time_interval" || a.kind === "year_month_interval") &&
    (b.kind === "day_time_interval" || b.kind === "year_month_interval")
  ) {
    return { kind: a.kind, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
  }
  return undefined;
}

export function commonTypeOf(types: readonly DataType[], ansi = true): DataType | undefined {
  const legacy = !ansi && types.some(isString) && types.every((type) => !isNested(type));
  // Outside ANSI mode text wins over everything it stands beside.
  if (legacy) return types.every((type) => type.kind !== "binary" && type.kind !== "boolean") ? STRING : undefined;
  return types.reduce<DataType | undefined>((a, b) => a && commonType(a, b, ansi), { kind: "null" });
}

/** The common type of values that must be alike already: text does not give way to other types, nor they to text, at any depth. */
export function commonTypeWithoutText(a: DataType, b: DataType, ansi = true): DataType | undefined {
  return isAlike(a, b) ? commonType(a, b, ansi) : undefined;
}

/** The type of one of two values that holds both as they are: a decimal only where it has room for the other. */
export function tightestType(a: DataType, b: DataType): DataType | undefined {
  const common = commonTypeWithoutText(a, b);
  if (common === undefined || !partsAreTight(a, b)) return undefined;
  if (common.kind !== "decimal" || !isNumeric(a) || !isNumeric(b)) return common;
  return sameType(common, a) || sameType(common, b) ? common : undefined;
}

/** Whether what the values are made of meets tightly too. */
function partsAreTight(a: DataType, b: DataType): boolean {
  if (a.kind === "array" && b.kind === "array") return tightestType(a.elementType, b.elementType) !== undefined;
  if (a.kind === "map" && b.kind === "map")
    return tightestType(a.keyType, b.keyType) !== undefined && tightestType(a.valueType, b.valueType) !== undefined;
  if (a.kind === "struct" && b.kind === "struct")
    return a.fields.every((f, i) => tightestType(f.dataType, b.fields[i]!.dataType) !== undefined);
  return true;
}

function isAlike(a: DataType, b: DataType): boolean {
  if (a.kind === "null" || b.kind === "null") return true;
  if (isString(a) !== isString(b)) return false;
  if (a.kind === "array" && b.kind === "array") return isAlike(a.elementType, b.elementType);
  if (a.kind === "map" && b.kind === "map") return isAlike(a.keyType, b.keyType) && isAlike(a.valueType, b.valueType);
  if (a.kind === "struct" && b.kind === "struct")
    return a.fields.length === b.fields.length && a.fields.every((f, i) => isAlike(f.dataType, b.fields[i]!.dataType));
  return true;
}

/** What a string becomes beside another type: integers meet it as BIGINT, other numbers as DOUBLE. */
function withString(other: DataType): DataType | undefined {
  if (isIntegral(other)) return LONG;
  if (isNumeric(other)) return DOUBLE;
  if (other.kind === "boolean" || other.kind === "binary" || isDatetime(other)) return other;
  return isNested(other) || isInterval(other) ? undefined : STRING;
}

function widerNumber(a: DataType, b: DataType, ansi: boolean): DataType {
  if (a.kind === "decimal" || b.kind === "decimal") {
    if (isFractional(a) || isFractional(b)) return DOUBLE;
    return widerDecimal(decimalFor(a), decimalFor(b));
  }
  // Not every whole number is a float: ANSI mode will not have one changed.
  if (ansi && ((a.kind === "float" && isIntegral(b)) || (b.kind === "float" && isIntegral(a)))) return DOUBLE;
  return RANK[a.kind]! >= RANK[b.kind]! ? a : b;
}

/** Too wide a decimal gives up digits behind the point. */
function widerDecimal(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const integral = Math.max(a.precision - a.scale, b.precision - b.scale);
  return bounded(integral + scale, Math.min(scale, MAX_DECIMAL_PRECISION - integral));
}

/** Spark's way to fit a result into 38 digits: the integral part wins, at least 6 fraction digits stay. */
export function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX_DECIMAL_PRECISION) return decimal(precision, scale);
  const integral = precision - scale;
  return decimal(MAX_DECIMAL_PRECISION, Math.max(MAX_DECIMAL_PRECISION - integral, Math.min(scale, 6)));
}

export function bounded(precision: number, scale: number): DecimalType {
  return decimal(Math.min(precision, MAX_DECIMAL_PRECISION), Math.min(scale, MAX_DECIMAL_PRECISION));
}

function mergeNullability(a: DataType, b: DataType): DataType {
  if (a.kind === "array" && b.kind === "array")
    return array(mergeNullability(a.elementType, b.elementType), a.containsNull || b.containsNull);
  if (a.kind === "struct" && b.kind === "struct") {
    return struct(
      a.fields.map((f, i) =>
        field(f.name, mergeNullability(f.dataType, b.fields[i]!.dataType), f.nullable || b.fields[i]!.nullable),
      ),
    );
  }
  return a;
}
