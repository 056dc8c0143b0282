import type { DataType } from "../types/data-type.ts";
import {
  signature,
  type ArgumentRule,
  type CallSite,
  type NullRule,
  type ResultRule,
  type ScalarFunction,
} from "./function.ts";

/** One function as a row of its family: what it takes, what it gives, what it becomes. */
export interface ScalarRow {
  readonly args: readonly (DataType | ArgumentRule)[];
  readonly result: ResultRule;
  readonly nullable?: NullRule;
  readonly duckdb: (args: readonly string[], site: CallSite) => string;
  readonly fold?: ScalarFunction["fold"];
  readonly pretty?: (args: readonly string[], types?: readonly DataType[]) => string;
  readonly aliases?: readonly string[];
}

export function family(rows: Readonly<Record<string, ScalarRow>>): readonly ScalarFunction[] {
  return Object.entries(rows).flatMap(([name, row]) => [name, ...(row.aliases ?? [])].map((each) => scalar(each, row)));
}

function scalar(name: string, row: ScalarRow): ScalarFunction {
  return Object.freeze({
    kind: "scalar",
    name,
    type: signature(name, row.args, row.result, row.nullable),
    duckdb: row.duckdb,
    ...(row.fold ? { fold: row.fold } : {}),
    ...(row.pretty ? { pretty: row.pretty } : {}),
  });
}
