/** Values as a user holds them. Long is bigint, decimal exact text, binary Uint8Array, map a Map, struct a row. */
import { inspect } from "node:util";
import type { DataType, StructType } from "./data-type.ts";
import { formatDate, formatLocal } from "./datetime-text.ts";
import type { RawColumns, RawValue } from "./raw-value.ts";

/** An instant to the microsecond. As a Date it is cut to the millisecond before; setters throw. */
export class Timestamp extends Date {
  readonly epochMicros: bigint;

  constructor(epochMicros: bigint) {
    super(Number((epochMicros - (((epochMicros % 1000n) + 1000n) % 1000n)) / 1000n));
    this.epochMicros = epochMicros;
    Object.freeze(this);
  }

  /** ISO text with six fraction digits, in UTC. */
  override toJSON(): string {
    const text = formatLocal(this.epochMicros, "T");
    const [whole = "", fraction = ""] = text.split(".");
    return `${whole}.${fraction.padEnd(6, "0")}Z`;
  }

  equals(other: Timestamp): boolean {
    return this.epochMicros === other.epochMicros;
  }
  override setTime(): number {
    throw new TypeError("a Timestamp cannot be changed");
  }
}

/** A calendar day without a zone. */
export class LocalDate {
  readonly epochDays: number;
  constructor(epochDays: number) {
    this.epochDays = epochDays;
    Object.freeze(this);
  }
  toString(): string {
    return formatDate(this.epochDays);
  }
  toJSON(): string {
    return this.toString();
  }
}

/** A wall-clock time without a zone (TIMESTAMP_NTZ). */
export class LocalTimestamp {
  readonly localMicros: bigint;
  constructor(localMicros: bigint) {
    this.localMicros = localMicros;
    Object.freeze(this);
  }
  toString(): string {
    return formatLocal(this.localMicros, "T");
  }
  toJSON(): string {
    return this.toString();
  }
}

for (const type of [Timestamp, LocalDate, LocalTimestamp]) {
  Object.defineProperty(type.prototype, inspect.custom, {
    value(this: { toJSON(): string }) {
      return this.toJSON();
    },
  });
}

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
  | readonly Value[]
  | ReadonlyMap<Value, Value>
  | { readonly [name: string]: Value };
/** A row: its values by field name. */
export type Row = { readonly [name: string]: Value };

/** A raw value as a user sees it. */
function userValue(type: DataType, raw: RawValue): Value {
  if (raw === null) return null;
  switch (type.kind) {
    case "timestamp":
      return new Timestamp(raw as bigint);
    case "timestamp_ntz":
      return new LocalTimestamp(raw as bigint);
    case "date":
      return new LocalDate(raw as number);
    case "array":
      return (raw as readonly RawValue[]).map((item) => userValue(type.elementType, item));
    case "map":
      return new Map(
        (raw as readonly (readonly RawValue[])[]).map(([k, v]) => [
          userValue(type.keyType, k!),
          userValue(type.valueType, v!),
        ]),
      );
    case "struct":
      return userRow(type, raw as readonly RawValue[]);
    default:
      return raw;
  }
}

function userRow(schema: StructType, values: readonly RawValue[]): Row {
  const row: Record<string, Value> = {};
  schema.fields.forEach((f, i) => {
    row[f.name] = userValue(f.dataType, values[i] ?? null);
  });
  return row;
}

export function userRows(schema: StructType, { rowCount, columns }: RawColumns): Row[] {
  return Array.from({ length: rowCount }, (_, row) =>
    userRow(
      schema,
      columns.map((column) => column[row] ?? null),
    ),
  );
}
