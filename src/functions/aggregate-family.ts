/** How an aggregate is written as a row of its family: arguments, result, state columns, finish. */
import { array, LONG, type DataType } from "../types/data-type.ts";
import {
  signature,
  type AggregateFunction,
  type ArgumentRule,
  type NullRule,
  type ResultRule,
  type StateColumn,
} from "./function.ts";

export interface AggregateRow {
  readonly args: readonly (DataType | ArgumentRule)[];
  readonly result: ResultRule;
  readonly nullable?: NullRule;
  readonly state: AggregateFunction["state"];
  readonly finish?: AggregateFunction["finish"];
  readonly mergeAll?: AggregateFunction["mergeAll"];
  readonly pretty?: AggregateFunction["pretty"];
  readonly aliases?: readonly string[];
  readonly withinGroup?: AggregateFunction["withinGroup"];
  readonly needsWholeWindow?: boolean;
  readonly variant?: string;
}

export function aggregates(rows: Readonly<Record<string, AggregateRow>>): readonly AggregateFunction[] {
  return Object.entries(rows).flatMap(([first, row]) =>
    [first, ...(row.aliases ?? [])].map((name): AggregateFunction =>
      Object.freeze({
        kind: "aggregate",
        name,
        type: signature(name, row.args, row.result, row.nullable ?? "always"),
        state: row.state,
        finish: row.finish ?? (([value]: readonly string[]) => value!),
        ...(row.mergeAll ? { mergeAll: row.mergeAll } : {}),
        ...(row.pretty ? { pretty: row.pretty } : {}),
        ...(row.withinGroup ? { withinGroup: row.withinGroup } : {}),
        ...(row.needsWholeWindow === true ? { needsWholeWindow: true } : {}),
        ...(row.variant === undefined ? {} : { variant: row.variant }),
      }),
    ),
  );
}

/** The values themselves: for COLLECT_LIST, and for aggregates that need all of them. */
export const values = (type: DataType): StateColumn => ({
  name: "values",
  type: array(type, false),
  update: ([x], kernel) => `coalesce(${kernel("list", x!, `${x} IS NOT NULL`)}, [])`,
  merge: (a, b) => `list_concat(${a}, ${b})`,
});

export const sameAsFirst: ResultRule = ([type]) => type!;

/** Either side when the other is NULL, else both combined. */
export const combined =
  (combine: (a: string, b: string) => string) =>
  (a: string, b: string): string =>
    `coalesce(${combine(a, b)}, ${a}, ${b})`;

export const count = (name = "count"): StateColumn => ({
  name,
  type: LONG,
  update: (args, kernel) =>
    args.length < 2
      ? kernel("count", args[0] ?? "*")
      : kernel("count", "*", args.map((x) => `${x} IS NOT NULL`).join(" AND ")),
  merge: (a, b) => `(${a} + ${b})`,
});
