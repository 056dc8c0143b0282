/** Spark SQL's data types as immutable data. The factories are the only way to make one. */

export type PrimitiveKind =
  | "null"
  | "boolean"
  | "byte"
  | "short"
  | "integer"
  | "long"
  | "float"
  | "double"
  | "string"
  | "binary"
  | "date"
  | "timestamp"
  | "timestamp_ntz"
  | "calendar_interval";

export interface PrimitiveType {
  readonly kind: PrimitiveKind;
}
export interface DecimalType {
  readonly kind: "decimal";
  readonly precision: number;
  readonly scale: number;
}
export interface CharType {
  readonly kind: "char" | "varchar";
  readonly length: number;
}
/** Fields are numbered DAY 0, HOUR 1, MINUTE 2, SECOND 3; a value is a count of microseconds. */
export interface DayTimeIntervalType {
  readonly kind: "day_time_interval";
  readonly start: number;
  readonly end: number;
}
/** Fields are numbered YEAR 0, MONTH 1; a value is a count of months. */
export interface YearMonthIntervalType {
  readonly kind: "year_month_interval";
  readonly start: number;
  readonly end: number;
}
export interface ArrayType {
  readonly kind: "array";
  readonly elementType: DataType;
  readonly containsNull: boolean;
}
export interface MapType {
  readonly kind: "map";
  readonly keyType: DataType;
  readonly valueType: DataType;
  readonly valueContainsNull: boolean;
}
export interface StructField {
  readonly name: string;
  readonly dataType: DataType;
  readonly nullable: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly StructField[];
}

export type IntervalType = DayTimeIntervalType | YearMonthIntervalType;
export type DataType = PrimitiveType | DecimalType | CharType | IntervalType | ArrayType | MapType | StructType;

const primitive = (kind: PrimitiveKind): PrimitiveType => Object.freeze({ kind });

export const NULL: PrimitiveType = primitive("null");
export const BOOLEAN: PrimitiveType = primitive("boolean");
export const BYTE: PrimitiveType = primitive("byte");
export const SHORT: PrimitiveType = primitive("short");
export const INT: PrimitiveType = primitive("integer");
export const LONG: PrimitiveType = primitive("long");
export const FLOAT: PrimitiveType = primitive("float");
export const DOUBLE: PrimitiveType = primitive("double");
export const STRING: PrimitiveType = primitive("string");
export const BINARY: PrimitiveType = primitive("binary");
export const DATE: PrimitiveType = primitive("date");
export const TIMESTAMP: PrimitiveType = primitive("timestamp");
export const TIMESTAMP_NTZ: PrimitiveType = primitive("timestamp_ntz");
export const CALENDAR_INTERVAL: PrimitiveType = primitive("calendar_interval");

export const MAX_DECIMAL_PRECISION = 38;

export const decimal = (precision = 10, scale = 0): DecimalType => Object.freeze({ kind: "decimal", precision, scale });
export const char = (length: number): CharType => Object.freeze({ kind: "char", length });
export const varchar = (length: number): CharType => Object.freeze({ kind: "varchar", length });
export const dayTimeInterval = (start = 0, end = 3): DayTimeIntervalType =>
  Object.freeze({ kind: "day_time_interval", start, end });
export const yearMonthInterval = (start = 0, end = 1): YearMonthIntervalType =>
  Object.freeze({ kind: "year_month_interval", start, end });
export const array = (elementType: DataType, containsNull = true): ArrayType =>
  Object.freeze({ kind: "array", elementType, containsNull });
export const map = (keyType: DataType, valueType: DataType, valueContainsNull = true): MapType =>
  Object.freeze({ kind: "map", keyType, valueType, valueContainsNull });
export const field = (
  name: string,
  dataType: DataType,
  nullable = true,
  metadata?: Readonly<Record<string, unknown>>,
): StructField => Object.freeze({ name, dataType, nullable, ...(metadata ? { metadata } : {}) });
export const struct = (fields: readonly StructField[]): StructType =>
  Object.freeze({ kind: "struct", fields: Object.freeze([...fields]) });

export const DAY_TIME_FIELDS: readonly string[] = ["day", "hour", "minute", "second"];
export const YEAR_MONTH_FIELDS: readonly string[] = ["year", "month"];

const INTEGRAL = new Set(["byte", "short", "integer", "long"]);
export const isIntegral = (type: DataType): boolean => INTEGRAL.has(type.kind);
export const isFractional = (type: DataType): boolean => type.kind === "float" || type.kind === "double";
export const isNumeric = (type: DataType): boolean => isIntegral(type) || isFractional(type) || type.kind === "decimal";
export const isString = (type: DataType): boolean =>
  type.kind === "string" || type.kind === "char" || type.kind === "varchar";
export const isTimestamp = (type: DataType): boolean => type.kind === "timestamp" || type.kind === "timestamp_ntz";
export const isDatetime = (type: DataType): boolean => isTimestamp(type) || type.kind === "date";
export const isInterval = (type: DataType): boolean =>
  type.kind === "day_time_interval" || type.kind === "year_month_interval" || type.kind === "calendar_interval";
export const isNested = (type: DataType): boolean =>
  type.kind === "array" || type.kind === "map" || type.kind === "struct";

/** The same type, nullability aside at every depth. */
export function sameType(a: DataType, b: DataType): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "decimal":
      return a.precision === (b as DecimalType).precision && a.scale === (b as DecimalType).scale;
    case "char":
    case "varchar":
      return a.length === (b as CharType).length;
    case "day_time_interval":
    case "year_month_interval":
      return a.start === (b as IntervalType).start && a.end === (b as IntervalType).end;
    case "array":
      return sameType(a.elementType, (b as ArrayType).elementType);
    case "map":
      return sameType(a.keyType, (b as MapType).keyType) && sameType(a.valueType, (b as MapType).valueType);
    case "struct": {
      const other = (b as StructType).fields;
      return (
        a.fields.length === other.length &&
        a.fields.every(
          (f, i) => f.name.toLowerCase() === other[i]!.name.toLowerCase() && sameType(f.dataType, other[i]!.dataType),
        )
      );
    }
    default:
      return true;
  }
}

/** `type` with every nested field, element and value nullable: what Spark gives a file source's schema. */
function asNullable(type: DataType): DataType {
  switch (type.kind) {
    case "array":
      return array(asNullable(type.elementType));
    case "map":
      return map(asNullable(type.keyType), asNullable(type.valueType));
    case "struct":
      return nullableStruct(type);
    default:
      return type;
  }
}

export function nullableStruct(type: StructType): StructType {
  return struct(type.fields.map((f) => field(f.name, asNullable(f.dataType), true, f.metadata)));
}
