/** Aggregate functions: what they are in SQL and, where that is short to say, what they mean. */
import type { Cell } from "./cells.ts";
import type { ColumnType } from "./plan.ts";

export interface AggregateCall {
  readonly types: readonly ColumnType[];
  readonly gives: (argument: ColumnType) => ColumnType;
  readonly sql: (column: string) => string;
  /** Of a group's cells. Undefined: judged by the engine's batch run alone. */
  readonly value?: (cells: readonly Cell[]) => Cell;
}

const ANY: readonly ColumnType[] = ["long", "int", "double", "decimal", "string", "boolean", "time"];
const ORDERED: readonly ColumnType[] = ["long", "int", "double", "decimal", "string", "time"];
const NUMBERS: readonly ColumnType[] = ["long", "int", "double", "decimal"];
const same = (type: ColumnType): ColumnType => type;
const long = (): ColumnType => "long";
const double = (): ColumnType => "double";
const boolean = (): ColumnType => "boolean";
const list = (): ColumnType => "list";

const present = (cells: readonly Cell[]): readonly Cell[] => cells.filter((cell) => cell !== null);
const sum = (cells: readonly Cell[]): number => present(cells).reduce((a: number, b) => a + (b as number), 0);
const ifAny = (cells: readonly Cell[], value: (cells: readonly Cell[]) => Cell): Cell => {
  const some = present(cells);
  return some.length === 0 ? null : value(some);
};
/** NaN is the largest number, as to Spark. */
const isLess = (a: Cell, b: Cell): boolean => (Number.isNaN(b) ? !Number.isNaN(a) : a! < b!);
const least = (cells: readonly Cell[]): Cell => cells.reduce((a, b) => (isLess(b, a) ? b : a));
const greatest = (cells: readonly Cell[]): Cell => cells.reduce((a, b) => (isLess(a, b) ? b : a));
const sorted = (cells: readonly Cell[]): readonly Cell[] =>
  cells.toSorted((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0));

function variance(cells: readonly Cell[], lost: 0 | 1): Cell {
  const some = present(cells) as readonly number[];
  if (some.length <= lost) return null;
  const mean = sum(some) / some.length;
  return some.reduce((a, b) => a + (b - mean) ** 2, 0) / (some.length - lost);
}

export const aggregateCalls: {
  readonly [
    name in
      | "countAll"
      | "count"
      | "sum"
      | "avg"
      | "min"
      | "max"
      | "stddev"
      | "varPop"
      | "countAbove"
      | "sumFiltered"
      | "some"
      | "every"
      | "collectList"
      | "collectSet"
      | "approxDistinct"
      | "maxStruct"
  ]: AggregateCall;
} = {
  countAll: { types: [...ANY, "window", "list"], gives: long, sql: () => "count(*)", value: (cells) => cells.length },
  count: { types: ANY, gives: long, sql: (c) => `count(${c})`, value: (cells) => present(cells).length },
  sum: {
    types: NUMBERS,
    gives: (type) => (type === "int" ? "long" : type),
    sql: (c) => `sum(${c})`,
    value: (cells) => ifAny(cells, sum),
  },
  avg: {
    types: ["long", "int", "double"],
    gives: double,
    sql: (c) => `avg(${c})`,
    value: (cells) => ifAny(cells, (some) => sum(some) / some.length),
  },
  min: { types: ORDERED, gives: same, sql: (c) => `min(${c})`, value: (cells) => ifAny(cells, least) },
  max: { types: ORDERED, gives: same, sql: (c) => `max(${c})`, value: (cells) => ifAny(cells, greatest) },
  stddev: {
    types: ["int", "double"],
    gives: double,
    sql: (c) => `stddev(${c})`,
    value: (cells) => {
      const v = variance(cells, 1);
      return v === null ? null : Math.sqrt(v as number);
    },
  },
  varPop: {
    types: ["int", "double"],
    gives: double,
    sql: (c) => `var_pop(${c})`,
    value: (cells) => variance(cells, 0),
  },
  countAbove: {
    types: ["int", "long"],
    gives: long,
    sql: (c) => `count_if(${c} > 3)`,
    value: (cells) => present(cells).filter((x) => (x as number) > 3).length,
  },
  sumFiltered: {
    types: ["int", "long"],
    gives: long,
    sql: (c) => `sum(${c}) FILTER (WHERE ${c} < 5)`,
    value: (cells) =>
      ifAny(
        present(cells).filter((x) => (x as number) < 5),
        sum,
      ),
  },
  some: {
    types: ["boolean"],
    gives: boolean,
    sql: (c) => `bool_or(${c})`,
    value: (cells) => ifAny(cells, (x) => x.includes(true)),
  },
  every: {
    types: ["boolean"],
    gives: boolean,
    sql: (c) => `every(${c})`,
    value: (cells) => ifAny(cells, (x) => !x.includes(false)),
  },
  collectList: {
    types: ["int", "string"],
    gives: list,
    sql: (c) => `sort_array(collect_list(${c}))`,
    value: (cells) => sorted(present(cells)),
  },
  collectSet: {
    types: ["int", "string"],
    gives: list,
    sql: (c) => `sort_array(collect_set(${c}))`,
    value: (cells) => sorted([...new Set(present(cells))]),
  },
  approxDistinct: { types: ["int", "string"], gives: long, sql: (c) => `approx_count_distinct(${c})` },
  maxStruct: {
    types: ["int", "string"],
    gives: list,
    sql: (c) => `max(struct(${c}, 1 AS one))`,
    value: (cells) => (cells.length === 0 ? null : [ifAny(cells, greatest), 1]),
  },
};
export type CallName = keyof typeof aggregateCalls;
