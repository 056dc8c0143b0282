/** Rows as a user holds them: plain objects by field name, with what a name alone cannot tell. */
import { inspect } from "node:util";
import { millraceError } from "../errors.ts";
import type { DataType, StructField, StructType } from "./data-type.ts";
import { doubleText } from "./number-text.ts";
import type { RawColumns, RawValue } from "./raw-value.ts";
import { valueMap } from "./value-map.ts";
import { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "./values.ts";

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | LocalDate
  | LocalTimestamp
  | DayTimeInterval
  | YearMonthInterval
  | readonly Value[]
  | ReadonlyMap<Value, Value>
  | { readonly [name: string]: Value };

/** What every row has beside its fields; a field of the same name hides it. */
export interface RowMethods {
  /** The value of the field at `index`, from 0: the way to fields whose name occurs twice. */
  at(index: number): Value;
  /** Names, types and nullability, in order. */
  readonly fields: readonly StructField[];
}

/** A row whose fields the compiler does not know. */
export type Row = { readonly [name: string]: Value };

/** The values in order, kept only where a name occurs twice. */
const VALUES = Symbol("values");
interface Kept {
  readonly [VALUES]?: readonly Value[];
}

const prototypes = new WeakMap<StructType, object>();

/** What the rows of a schema share: `at`, `fields`, how they are printed. */
function prototypeOf(schema: StructType): object {
  let prototype = prototypes.get(schema);
  if (prototype === undefined) prototypes.set(schema, (prototype = makePrototype(schema)));
  return prototype;
}

function makePrototype({ fields }: StructType): object {
  const hidden = (value: unknown): PropertyDescriptor => ({
    value,
    enumerable: false,
    writable: true,
    configurable: true,
  });
  return Object.create(Object.prototype, {
    at: hidden(function at(this: Row & Kept, index: number): Value {
      const f = fields[index];
      if (f === undefined)
        throw millraceError("INVALID_ARGUMENT", {
          argument: "given",
          method: "row.at",
          expected: `an index from 0 to ${fields.length - 1}`,
          given: String(index),
          hint: "row.fields lists them.",
        });
      return this[VALUES]?.[index] ?? (this[VALUES] === undefined ? this[f.name]! : null);
    }),
    fields: hidden(fields),
    toJSON: hidden(function toJSON(this: Row & Kept): unknown {
      return Object.fromEntries(
        fields.map((f, i) => [f.name, jsonValue(this[VALUES]?.[i] ?? (this[VALUES] ? null : this[f.name]!))]),
      );
    }),
    [inspect.custom]: hidden(function custom(this: Row & Kept, depth: number, options: object): string {
      const shown = fields.map((f, i) => {
        const value = this[VALUES] === undefined ? this[f.name] : this[VALUES][i];
        const name = /^[A-Za-z_$][\w$]*$/.test(f.name) ? f.name : JSON.stringify(f.name);
        return `${name}: ${inspect(value, { ...options, depth: depth - 1 })}`;
      });
      return shown.length === 0 ? "{}" : `{ ${shown.join(", ")} }`;
    }),
  }) as object;
}

/** What `JSON.stringify` makes of a value: longs that JSON holds exactly as numbers, other bigints as text, maps as objects. */
function jsonValue(value: Value): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return doubleText(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Map)
    return Object.fromEntries(
      [...value].map(([k, v]) => [
        typeof k === "object" ? JSON.stringify(jsonValue(k as Value)) : String(k),
        jsonValue(v as Value),
      ]),
    );
  return Array.isArray(value) ? (value as readonly Value[]).map(jsonValue) : value;
}

type Maker = (raw: RawValue) => Value;

/** How raw values of a type become what a user holds: decided once per column. */
export function valueMaker(type: DataType): Maker {
  const make = present(type);
  return (raw) => (raw === null ? null : make(raw));
}

function present(type: DataType): Maker {
  switch (type.kind) {
    case "timestamp":
      return (raw) => new Timestamp(raw as bigint);
    case "timestamp_ntz":
      return (raw) => new LocalTimestamp(raw as bigint);
    case "date":
      return (raw) => new LocalDate(raw as number);
    case "day_time_interval":
      return (raw) => new DayTimeInterval(raw as bigint);
    case "year_month_interval":
      return (raw) => new YearMonthInterval(raw as number);
    case "array": {
      const item = valueMaker(type.elementType);
      return (raw) => (raw as readonly RawValue[]).map(item);
    }
    case "map": {
      const [key, value] = [valueMaker(type.keyType), valueMaker(type.valueType)];
      return (raw) =>
        valueMap((raw as readonly (readonly RawValue[])[]).map(([k, v]): [Value, Value] => [key(k!), value(v!)]));
    }
    case "struct": {
      const row = rowMaker(type);
      return (raw) => row(raw as readonly RawValue[]);
    }
    default:
      return (raw) => raw;
  }
}

/** Makes rows of a schema from their raw values, in order. */
function rowMaker(schema: StructType): (values: readonly RawValue[]) => Row {
  const prototype = prototypeOf(schema);
  const names = schema.fields.map((f) => f.name);
  const makers = schema.fields.map((f) => valueMaker(f.dataType));
  const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return (values) => {
    const row = Object.create(prototype) as Record<string, Value>;
    const made = makers.map((make, i) => make(values[i] ?? null));
    names.forEach((name, i) => {
      if (!twice.has(name)) row[name] = made[i]!;
    });
    if (twice.size > 0) keepAll(row, made, twice, names);
    return row;
  };
}

/** Equal names: by name there is only an error, by index every value. */
function keepAll(row: object, values: readonly Value[], twice: ReadonlySet<string>, names: readonly string[]): void {
  Object.defineProperty(row, VALUES, { value: values, enumerable: false });
  for (const name of twice)
    Object.defineProperty(row, name, {
      enumerable: false,
      get(): never {
        throw millraceError("AMBIGUOUS_REFERENCE", {
          name: `\`${name}\``,
          referenceNames: `[${names
            .filter((each) => each === name)
            .map((each) => `\`${each}\``)
            .join(", ")}]`,
          remedy: "row.at(index) tells them apart.",
        });
      },
    });
}

export function userRows(schema: StructType, { rowCount, columns }: RawColumns): Row[] {
  const make = rowMaker(schema);
  return Array.from({ length: rowCount }, (_, row) => make(columns.map((column) => column[row] ?? null)));
}
