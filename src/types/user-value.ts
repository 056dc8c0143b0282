/** What a program holds, as the raw values the kernel takes. */
import { inspect } from "node:util";
import { isIntegral, type DataType, type MapType, type StructType } from "./data-type.ts";
import { quoteIfNeeded } from "./ddl-text.ts";
import { parseDate, parseTimestamp } from "./datetime-text.ts";
import { decimalOf } from "./number-text.ts";
import type { RawValue } from "./raw-value.ts";
import { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "./values.ts";

/**
 * A value that does not fit its type: NULL where there may be none, a field that the struct does not have, no struct at all, or another value.
 * `place` is the way to it from the value that was converted, such as `a.items[0]`; empty for that value itself.
 */
export class Misfit {
  readonly type: DataType;
  readonly value: unknown;
  readonly fault: Fault;
  readonly place: string;

  constructor(type: DataType, value: unknown, fault: Fault, place = "") {
    this.type = type;
    this.value = value;
    this.fault = fault;
    this.place = place;
  }

  /** The same, seen from the value that holds this one. */
  within(step: string): Misfit {
    const rest = this.place === "" || this.place.startsWith("[") ? this.place : `.${this.place}`;
    return new Misfit(this.type, this.value, this.fault, step + rest);
  }
}

type Fault =
  | { readonly kind: "null" }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "shape"; readonly given: string }
  | { readonly kind: "value" };

/**
 * The raw value of a type for what a function gives; undefined when the value does not fit. NULL and undefined are NULL. As in Spark an object may have
 * more fields than are asked for, though not only others.
 */
export function rawOf(type: DataType, value: unknown): RawValue | undefined {
  const raw = converted(type, value, true);
  return raw instanceof Misfit ? undefined : raw;
}

/** The raw value of a type, or where and why the value does not fit it. NULL and undefined are NULL. */
export function converted(type: DataType, value: unknown, takesMore = false): RawValue | Misfit {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "array":
      return Array.isArray(value) ? items(value, type.elementType, type.containsNull, takesMore) : unfit(type, value);
    case "map":
      return value instanceof Map ? entries(type, value, takesMore) : unfit(type, value);
    case "struct":
      return fieldValues(type, value, takesMore);
    default:
      return scalar(type, value) ?? unfit(type, value);
  }
}

const unfit = (type: DataType, value: unknown): Misfit => new Misfit(type, value, { kind: "value" });

/** What lies inside another value, at a step from it. */
function part(
  type: DataType,
  isNullable: boolean,
  value: unknown,
  takesMore: boolean,
  step: () => string,
): RawValue | Misfit {
  if ((value === null || value === undefined) && !isNullable) return new Misfit(type, null, { kind: "null" }, step());
  const raw = converted(type, value, takesMore);
  return raw instanceof Misfit ? raw.within(step()) : raw;
}

/** All of them, or the first that does not fit. */
function all(count: number, at: (index: number) => RawValue | Misfit): readonly RawValue[] | Misfit {
  const raw: RawValue[] = [];
  for (let index = 0; index < count; index++) {
    const each = at(index);
    if (each instanceof Misfit) return each;
    raw.push(each);
  }
  return raw;
}

function items(
  values: readonly unknown[],
  type: DataType,
  isNullable: boolean,
  takesMore: boolean,
): readonly RawValue[] | Misfit {
  return all(values.length, (i) => part(type, isNullable, values[i], takesMore, () => `[${i}]`));
}

function entries(
  type: MapType,
  values: ReadonlyMap<unknown, unknown>,
  takesMore: boolean,
): readonly RawValue[] | Misfit {
  const pairs = [...values];
  return all(pairs.length, (i) => {
    const [key, value] = pairs[i]!;
    return all(2, (side) =>
      side === 0
        ? part(type.keyType, false, key, takesMore, () => "key")
        : part(type.valueType, type.valueContainsNull, value, takesMore, () => `[${written(key)}]`),
    );
  });
}

/** A struct's values, from a list in its order or an object by name. A name that is not there is NULL. */
function fieldValues(type: StructType, value: unknown, takesMore: boolean): readonly RawValue[] | Misfit {
  const { fields } = type;
  const misshapen = (given: string): Misfit => new Misfit(type, value, { kind: "shape", given });
  const isList = Array.isArray(value);
  if (isList && value.length !== fields.length) return misshapen(`it has ${value.length} values`);
  if (!isList) {
    if (typeof value !== "object" || value === null || OTHERWISE_USED.some((each) => value instanceof each))
      return misshapen(`it is ${written(value)}`);
    const names = new Set(fields.map((f) => f.name));
    const given = Object.keys(value);
    const extra = given.find((name) => !names.has(name));
    // Nothing of it would be left.
    const isOther = !given.some((name) => names.has(name));
    if (extra !== undefined && (isOther || !takesMore)) return new Misfit(type, value, { kind: "field", name: extra });
  }
  const byName = value as Readonly<Record<string, unknown>>;
  return all(fields.length, (i) => {
    const f = fields[i]!;
    const held = isList ? (value as readonly unknown[])[i] : byName[f.name];
    return part(f.dataType, f.nullable, held, takesMore, () => quoteIfNeeded(f.name));
  });
}

/** Objects that stand for other values than a struct's: none of their fields has a name of the schema's. */
const OTHERWISE_USED = [Map, Set, Date, Uint8Array, LocalDate, LocalTimestamp, DayTimeInterval, YearMonthInterval];

function scalar(type: DataType, value: unknown): RawValue | undefined {
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
      if (value instanceof Date) return microsOf(value);
      return typeof value === "string" ? parseTimestamp(value, { zone: "UTC" }) : undefined;
    case "timestamp_ntz":
      if (value instanceof LocalTimestamp) return value.localMicros;
      return typeof value === "string" ? parseTimestamp(value, { zone: "UTC", ntz: true }) : undefined;
    case "day_time_interval":
      return value instanceof DayTimeInterval ? value.micros : undefined;
    case "year_month_interval":
      return value instanceof YearMonthInterval ? value.months : undefined;
    default:
      return undefined;
  }
}

/** An instant's microseconds; an invalid Date has none. */
export function microsOf(instant: Date): bigint | undefined {
  if (instant instanceof Timestamp) return instant.epochMicros;
  const millis = instant.getTime();
  return Number.isNaN(millis) ? undefined : BigInt(millis) * 1000n;
}

/** A value much as the program may have written it. */
export function written(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inspect(value, { breakLength: Number.POSITIVE_INFINITY });
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
  timestamp: "a text such as '2025-12-31 10:00:00', a valid Date or a Timestamp",
  timestamp_ntz: "a text such as '2025-12-31 10:00:00', or a LocalTimestamp",
  day_time_interval: "a DayTimeInterval",
  year_month_interval: "a YearMonthInterval",
  array: "a list whose items fit",
  struct: "an object or a list whose values fit",
  map: "a Map whose keys and values fit",
};

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

function integral(type: DataType, value: unknown): RawValue | undefined {
  if (typeof value !== "bigint" && !Number.isInteger(value)) return undefined;
  const whole = BigInt(value as number | bigint);
  if (BigInt.asIntN(BITS[type.kind] ?? 64, whole) !== whole) return undefined;
  return type.kind === "long" ? whole : Number(whole);
}
