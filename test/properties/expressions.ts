/** Predicates and computed columns: what they are in SQL and what they mean. All predicates are true of the rows that close a run. */
import type { Cell } from "./cells.ts";
import type { ColumnType } from "./plan.ts";

export interface Predicate {
  readonly types: readonly ColumnType[];
  readonly sql: (column: string) => string;
  /** NULL counts as not true. */
  readonly holds: (cell: Cell) => boolean;
}

const number = (cell: Cell): number => cell as number;
const NUMBERS: readonly ColumnType[] = ["int", "long", "double", "decimal"];

export const predicates: {
  readonly isNotNull: Predicate;
  readonly aboveTwo: Predicate;
  readonly nullOrAboveOne: Predicate;
  readonly notX: Predicate;
  readonly notXSafe: Predicate;
  readonly inOrLong: Predicate;
  readonly coalesced: Predicate;
} = {
  isNotNull: { types: [...NUMBERS, "string"], sql: (c) => `${c} IS NOT NULL`, holds: (x) => x !== null },
  aboveTwo: { types: NUMBERS, sql: (c) => `${c} > 2`, holds: (x) => x !== null && (Number.isNaN(x) || number(x) > 2) },
  nullOrAboveOne: {
    types: NUMBERS,
    sql: (c) => `(${c} IS NULL OR ${c} >= 1)`,
    holds: (x) => x === null || Number.isNaN(x) || number(x) >= 1,
  },
  notX: { types: ["string"], sql: (c) => `${c} <> 'x'`, holds: (x) => x !== null && x !== "x" },
  notXSafe: { types: ["string"], sql: (c) => `NOT (${c} <=> 'x')`, holds: (x) => x !== "x" },
  inOrLong: {
    types: ["string"],
    sql: (c) => `(${c} IN ('x', 'Y') OR length(${c}) > 2)`,
    holds: (x) => x !== null && (x === "x" || x === "Y" || String(x).length > 2),
  },
  coalesced: { types: NUMBERS, sql: (c) => `coalesce(${c}, 3) <> 0`, holds: (x) => x === null || number(x) !== 0 },
};
export type PredicateName = keyof typeof predicates;

export interface Computation {
  readonly types: readonly ColumnType[];
  /** The type of the result where it is not the argument's. */
  readonly gives?: ColumnType;
  readonly sql: (column: string) => string;
  readonly value: (cell: Cell) => Cell;
}

const strict =
  (value: (x: never) => Cell) =>
  (cell: Cell): Cell =>
    cell === null ? null : value(cell as never);

export const computations: {
  readonly next: Computation;
  readonly orZero: Computation;
  readonly doubled: Computation;
  readonly upper: Computation;
  readonly orEmpty: Computation;
  readonly marked: Computation;
  readonly asText: Computation;
  readonly bucket: Computation;
} = {
  next: { types: ["int", "long"], sql: (c) => `${c} + 1`, value: strict((x: number) => x + 1) },
  orZero: { types: ["int", "long"], sql: (c) => `coalesce(${c}, 0)`, value: (x) => x ?? 0 },
  doubled: { types: ["double"], sql: (c) => `${c} * 2`, value: strict((x: number) => x * 2) },
  upper: { types: ["string"], sql: (c) => `upper(${c})`, value: strict((x: string) => x.toUpperCase()) },
  orEmpty: { types: ["string"], sql: (c) => `coalesce(${c}, '')`, value: (x) => x ?? "" },
  marked: { types: ["string"], sql: (c) => `concat(${c}, '!')`, value: strict((x: string) => `${x}!`) },
  asText: { types: ["int", "long"], gives: "string", sql: (c) => `CAST(${c} AS STRING)`, value: strict(String) },
  bucket: {
    types: ["int"],
    sql: (c) => `CASE WHEN ${c} > 900 THEN ${c} WHEN ${c} >= 2 THEN 1 ELSE ${c} END`,
    value: strict((x: number) => (x > 900 ? x : x >= 2 ? 1 : x)),
  },
};
export type ComputationName = keyof typeof computations;
