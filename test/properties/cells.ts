/** Values as the properties compare them: numbers as numbers, times as milliseconds, windows as `[start, end]`. */
import { Timestamp, type Row, type Value } from "../../src/index.ts";
import type { Column } from "./plan.ts";

export type Cell = null | boolean | number | string | readonly Cell[];
export type Cells = Readonly<Record<string, Cell>>;

/** A row of the engine's as cells, by the columns it is known to have. */
export function cellsOf(row: Row, columns: readonly Column[]): Cells {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      if (!(name in row)) throw new RangeError(`no column ${name} in ${JSON.stringify(row)}`);
      const cell = cellOf(row[name]!);
      return [name, type === "decimal" && cell !== null ? Number(cell) : cell];
    }),
  );
}

function cellOf(value: Value): Cell {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  // Minus zero is zero wherever rows are told apart.
  if (typeof value === "number") return value + 0;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Timestamp) return Number(value.epochMicros) / 1000;
  if (Array.isArray(value)) return value.map((each: Value) => cellOf(each));
  return Object.values(value as Readonly<Record<string, Value>>).map(cellOf);
}

/** The same text for the same cells; doubles are cut, so that equal ones nearly always agree. */
export function cellText(cell: Cell): string {
  if (typeof cell === "number") return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(10)));
  if (Array.isArray(cell)) return `[${(cell as readonly Cell[]).map(cellText).join(", ")}]`;
  return JSON.stringify(cell);
}

export function rowText(row: Cells, names: readonly string[] = Object.keys(row)): string {
  return names.map((name) => `${name}: ${cellText(row[name]!)}`).join(", ");
}

export function areEqual(a: Cell, b: Cell): boolean {
  if (typeof a === "number" && typeof b === "number")
    return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each: Cell, i) => areEqual(each, b[i] as Cell));
  return a === b;
}
