import { millraceError } from "../errors.ts";
import { literal, type Literal, type LiteralValue } from "../plan/expression.ts";
import { isIntegral, type DataType, type StructField, type StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { parseDate, parseTimestamp } from "../types/datetime-text.ts";
import { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "../types/values.ts";

type LocalValue =
  | null
  | undefined
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
  | readonly LocalValue[]
  | ReadonlyMap<LocalValue, LocalValue>
  | { readonly [name: string]: LocalValue };

/** A row as a list in the schema's order, or as an object by field name. */
export type LocalRow = readonly LocalValue[] | Readonly<Record<string, LocalValue>>;

export function localRows(rows: readonly LocalRow[], { fields }: StructType): readonly (readonly Literal[])[] {
  return rows.map((row) =>
    fields.map((f, i) => {
      const value = Array.isArray(row)
        ? (row as readonly LocalValue[])[i]
        : (row as Readonly<Record<string, LocalValue>>)[f.name];
      return literal(f.dataType, localValue(f, value));
    }),
  );
}

/** A value of the program as a constant of the column's type, or INVALID_VALUE. */
function localValue(column: StructField, value: LocalValue): LiteralValue {
  if (value === null || value === undefined) return null;
  const converted = convert(column.dataType, value);
  if (converted === undefined)
    throw millraceError("INVALID_VALUE", {
      value: typeof value === "object" ? JSON.stringify(value) : String(value),
      type: sqlTypeText(column.dataType),
      column: column.name,
    });
  return converted;
}

function convert(type: DataType, value: Exclude<LocalValue, null | undefined>): LiteralValue | undefined {
  if (isIntegral(type)) return integral(type, value);
  switch (type.kind) {
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "float":
    case "double":
      return typeof value === "number" ? value : undefined;
    case "string":
      return typeof value === "string" ? value : undefined;
    case "decimal":
      return typeof value === "string" || typeof value === "number" || typeof value === "bigint"
        ? String(value)
        : undefined;
    case "binary":
      return value instanceof Uint8Array ? value : undefined;
    case "date":
      return value instanceof LocalDate ? value.epochDays : typeof value === "string" ? parseDate(value) : undefined;
    case "timestamp":
      if (value instanceof Timestamp) return value.epochMicros;
      if (value instanceof Date) return BigInt(value.getTime()) * 1000n;
      return typeof value === "string" ? parseTimestamp(value, { zone: "UTC" }) : undefined;
    case "timestamp_ntz":
      return value instanceof LocalTimestamp
        ? value.localMicros
        : typeof value === "string"
          ? parseTimestamp(value, { zone: "UTC", ntz: true })
          : undefined;
    case "day_time_interval":
      return value instanceof DayTimeInterval ? value.micros : undefined;
    case "year_month_interval":
      return value instanceof YearMonthInterval ? value.months : undefined;
    case "array":
      return Array.isArray(value)
        ? value.map((item: LocalValue) =>
            literal(
              type.elementType,
              item === null || item === undefined ? null : (convert(type.elementType, item) ?? null),
            ),
          )
        : undefined;
    case "struct":
      return type.fields.map((f) => literal(f.dataType, localValue(f, (value as Record<string, LocalValue>)[f.name])));
    case "map":
      return value instanceof Map
        ? [...value].flatMap(([k, v]) => [
            literal(type.keyType, convert(type.keyType, k as never) ?? null),
            literal(type.valueType, v === null ? null : (convert(type.valueType, v as never) ?? null)),
          ])
        : undefined;
    default:
      return undefined;
  }
}

function integral(type: DataType, value: unknown): LiteralValue | undefined {
  if (typeof value === "number" && !Number.isInteger(value)) return undefined;
  if (typeof value !== "number" && typeof value !== "bigint") return undefined;
  return type.kind === "long" ? BigInt(value) : Number(value);
}
