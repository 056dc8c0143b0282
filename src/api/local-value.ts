import { millraceError } from "../errors.ts";
import { literal, type Literal, type LiteralValue } from "../plan/expression.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { didYouMean } from "../types/nearest-name.ts";
import type { RawValue } from "../types/raw-value.ts";
import { converted, Misfit, wantedFor, written } from "../types/user-value.ts";
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

/** Rows of the program as constants of the schema's types; refused with the place of the first value that does not fit. */
export function localRows(rows: readonly LocalRow[], schema: StructType): readonly (readonly Literal[])[] {
  return rows.map((row: unknown, index) => {
    // A row that is not there is none of NULLs.
    const raw = converted(schema, row) ?? new Misfit(schema, row, { kind: "shape", given: `it is ${written(row)}` });
    if (raw instanceof Misfit) throw refusal(raw, String(index + 1));
    return literalValue(schema, raw) as readonly Literal[];
  });
}

function refusal({ type, value, fault, place }: Misfit, row: string): Error {
  const [column, at] = [place, place === "" ? "" : `, in ${place},`];
  const names = type.kind === "struct" ? type.fields.map((f) => f.name) : [];
  const fields = names.join(", ");
  switch (fault.kind) {
    case "null":
      return millraceError("NOT_NULL_ASSERT_VIOLATION", { row, column });
    case "field": {
      const given = `there is no ${place === "" ? "column" : "field"} ${fault.name}`;
      return millraceError("INVALID_ROW", {
        row,
        at,
        fields,
        given,
        suggestion: didYouMean(fault.name, names) || SHAPE,
      });
    }
    case "shape":
      return millraceError("INVALID_ROW", { row, at, fields, given: fault.given, suggestion: SHAPE });
    case "value":
      return millraceError("INVALID_VALUE", {
        row,
        value: written(value),
        type: sqlTypeText(type),
        column,
        expected: wantedFor(type),
      });
  }
}

const SHAPE = "Give the values of the schema's fields, as a list in their order or as an object by name.";

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
