/** What a program holds, as the raw values the kernel takes. */
import { isIntegral, type DataType, type StructType } from "./data-type.ts";
import { decimalOf } from "./number-text.ts";
import { parseDate, parseTimestamp } from "./datetime-text.ts";
import type { RawValue } from "./raw-value.ts";
import { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "./values.ts";

/** The raw value of a type; undefined when the value does not fit it. NULL and undefined are NULL. */
export function rawOf(type: DataType, value: unknown): RawValue | undefined {
  if (value === null || value === undefined) return null;
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
        ? decimalOf(String(value), type)
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
      if (value instanceof LocalTimestamp) return value.localMicros;
      return typeof value === "string" ? parseTimestamp(value, { zone: "UTC", ntz: true }) : undefined;
    case "day_time_interval":
      return value instanceof DayTimeInterval ? value.micros : undefined;
    case "year_month_interval":
      return value instanceof YearMonthInterval ? value.months : undefined;
    case "array":
      return Array.isArray(value) ? list(value, () => type.elementType) : undefined;
    case "struct":
      return typeof value === "object" ? structOf(type, value) : undefined;
    case "map":
      if (!(value instanceof Map)) return undefined;
      return list([...(value as ReadonlyMap<unknown, unknown>)], () => type);
    default:
      return undefined;
  }
}

/** What `rawOf` takes for a type, in words. */
export function wantedFor(type: DataType): string {
  if (isIntegral(type)) return `a whole number of ${BITS[type.kind] ?? 64} bits, as number or bigint`;
  return WANTED[type.kind] ?? "a value of that type";
}

const WANTED: Readonly<Record<string, string>> = {
  boolean: "true or false",
  float: "a number",
  double: "a number",
  string: "a text",
  decimal: "a number within its precision, as a text such as '1.50', a number or a bigint",
  binary: "a Uint8Array",
  date: "a text such as '2025-12-31', or a LocalDate",
  timestamp: "a text such as '2025-12-31 10:00:00', a Date or a Timestamp",
  timestamp_ntz: "a text such as '2025-12-31 10:00:00', or a LocalTimestamp",
  day_time_interval: "a DayTimeInterval",
  year_month_interval: "a YearMonthInterval",
  array: "a list whose items fit",
  struct: "an object or a list whose values fit",
  map: "a Map whose keys and values fit",
};

/** Every item's raw value; undefined when one does not fit. For a map the items are its entries. */
function list(items: readonly unknown[], typeOf: () => DataType): readonly RawValue[] | undefined {
  const type = typeOf();
  const raw = items.map((item) => {
    if (type.kind !== "map" || !Array.isArray(item)) return rawOf(type, item);
    const [key, value] = [rawOf(type.keyType, item[0]), rawOf(type.valueType, item[1])];
    return key === undefined || value === undefined ? undefined : [key, value];
  });
  return raw.includes(undefined) ? undefined : (raw as readonly RawValue[]);
}

function structOf(type: StructType, value: object): readonly RawValue[] | undefined {
  const byName = value as Readonly<Record<string, unknown>>;
  const raw = type.fields.map((f, i) =>
    rawOf(f.dataType, Array.isArray(value) ? (value as unknown[])[i] : byName[f.name]),
  );
  return raw.includes(undefined) ? undefined : (raw as readonly RawValue[]);
}

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

function integral(type: DataType, value: unknown): RawValue | undefined {
  if (typeof value !== "bigint" && !Number.isInteger(value)) return undefined;
  const whole = BigInt(value as number | bigint);
  if (BigInt.asIntN(BITS[type.kind] ?? 64, whole) !== whole) return undefined;
  return type.kind === "long" ? whole : Number(whole);
}
