import { millraceError } from "../errors.ts";
import { literal, type Literal, type LiteralValue } from "../plan/expression.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import type { RawValue } from "../types/raw-value.ts";
import { rawOf } from "../types/user-value.ts";
import type { DayTimeInterval, LocalDate, LocalTimestamp, YearMonthInterval } from "../types/values.ts";

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

/** Rows of the program as constants of the schema's types, or INVALID_VALUE. */
export function localRows(rows: readonly LocalRow[], { fields }: StructType): readonly (readonly Literal[])[] {
  const names = new Set(fields.map((f) => f.name));
  return rows.map((row: unknown) => {
    if (typeof row !== "object" || row === null)
      throw millraceError("INVALID_ROW", { given: String(row), fields: fields.map((f) => f.name).join(", ") });
    const extra = Array.isArray(row)
      ? row.length === fields.length
        ? undefined
        : `${row.length} values`
      : Object.keys(row).find((name) => !names.has(name));
    if (extra !== undefined)
      throw millraceError("INVALID_ROW", { given: extra, fields: fields.map((f) => f.name).join(", ") });
    return fields.map((f, i) => {
      const value = Array.isArray(row)
        ? (row as readonly LocalValue[])[i]
        : (row as Readonly<Record<string, LocalValue>>)[f.name];
      const raw = rawOf(f.dataType, value);
      if (raw === undefined)
        throw millraceError("INVALID_VALUE", {
          value: typeof value === "object" ? JSON.stringify(value) : String(value),
          type: sqlTypeText(f.dataType),
          column: f.name,
        });
      return literal(f.dataType, literalValue(f.dataType, raw));
    });
  });
}

/** A raw value as a literal of the plan holds it: what is inside it as literals of their own, a map's keys and values in turn. */
function literalValue(type: DataType, raw: RawValue): LiteralValue {
  if (raw === null || !Array.isArray(raw)) return raw as LiteralValue;
  const items = raw as readonly RawValue[];
  const of = (itemType: DataType, item: RawValue): Literal => literal(itemType, literalValue(itemType, item));
  switch (type.kind) {
    case "array":
      return items.map((item) => of(type.elementType, item));
    case "map":
      return (items as readonly (readonly RawValue[])[]).flatMap(([key, value]) => [
        of(type.keyType, key!),
        of(type.valueType, value!),
      ]);
    case "struct":
      return type.fields.map((f, i) => of(f.dataType, items[i] ?? null));
    default:
      return null;
  }
}
