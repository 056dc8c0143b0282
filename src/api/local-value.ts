import { millraceError } from "../errors.ts";
import { literal, type Literal, type LiteralValue } from "../plan/expression.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { didYouMean } from "../types/nearest-name.ts";
import type { RawValue } from "../types/raw-value.ts";
import { rawOf, wantedFor } from "../types/user-value.ts";
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
  return rows.map((row: unknown, index) => {
    const invalid = (given: string, suggestion = ""): Error =>
      millraceError("INVALID_ROW", {
        row: String(index + 1),
        fields: [...names].join(", "),
        given,
        suggestion: suggestion || "Give every row the columns of the schema, as a list or by name.",
      });
    if (typeof row !== "object" || row === null) throw invalid(`it is ${written(row)}`);
    if (Array.isArray(row)) {
      if (row.length !== fields.length) throw invalid(`it has ${row.length} values`);
    } else {
      const extra = Object.keys(row).find((name) => !names.has(name));
      if (extra !== undefined) throw invalid(`there is no column ${extra}`, didYouMean(extra, [...names]));
    }
    return fields.map((f, i) => {
      const value = Array.isArray(row)
        ? (row as readonly LocalValue[])[i]
        : (row as Readonly<Record<string, LocalValue>>)[f.name];
      const raw = rawOf(f.dataType, value);
      if (raw === undefined)
        throw millraceError("INVALID_VALUE", {
          row: String(index + 1),
          value: written(value),
          type: sqlTypeText(f.dataType),
          column: f.name,
          expected: wantedFor(f.dataType),
        });
      return literal(f.dataType, literalValue(f.dataType, raw));
    });
  });
}

/** A value as the program may have written it. */
function written(value: unknown): string {
  const shown = (inner: unknown): unknown => (typeof inner === "bigint" ? `${inner}n` : inner);
  return typeof value === "object" || typeof value === "string"
    ? JSON.stringify(value, (_, inner) => shown(inner))
    : String(shown(value));
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
