/**
 * Values in one form for every reader: a text with the kind of the value before it, so that the number 1 and the text "1" differ. Doubles are
 * their bits, instants microseconds since 1970, days counted from there; a struct's fields go by name, a map is a sorted list of pairs.
 */
export type Cell = null | string | readonly Cell[] | { readonly [field: string]: Cell };

/** A row's columns by name. */
export type Cells = Readonly<Record<string, Cell>>;

type Tag = (value: string | number | bigint | boolean) => string;
const tagged =
  (kind: string): Tag =>
  (value) =>
    `${kind} ${value}`;

export const boolean: Tag = tagged("boolean");
export const integer: Tag = tagged("integer");
export const decimal: Tag = tagged("decimal");
export const string: Tag = tagged("string");
/** Days since 1970-01-01. */
export const date: Tag = tagged("date");
/** Microseconds of an instant, since 1970-01-01T00:00:00Z. */
export const instant: Tag = tagged("instant");
/** Microseconds on a clock without a zone. */
export const local: Tag = tagged("local");
export const binary = (bytes: Uint8Array): string => `binary ${Buffer.from(bytes).toString("hex")}`;

export function double(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Number.isNaN(value) ? "double nan" : `double ${bytes.toString("hex")}`;
}

export const mapping = (entries: Iterable<readonly [Cell, Cell]>): Cell =>
  [...entries].toSorted((a, b) => (JSON.stringify(a[0]) < JSON.stringify(b[0]) ? -1 : 1));

/** A row as a line that is the same however its fields were ordered. */
export function lineOf(cell: Cell): string {
  return JSON.stringify(cell, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
