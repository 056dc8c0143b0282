/** An aggregate call as kernel SQL: partial results, their merge, and the result. */
import { OVER, type AggregateFunction, type StateColumn } from "../functions/function.ts";
import { kernelType } from "../functions/kernel-type.ts";
import type { DataType } from "../types/data-type.ts";
import type { AggregateCall, Expr, Named } from "../analysis/expression.ts";
import { callSite, expressionSql, type SqlSite } from "./expression-sql.ts";

export interface StateColumnSql {
  readonly name: string;
  readonly type: DataType;
  readonly kernelType: string;
  /** The partial result over a group's rows. */
  readonly update: string;
}

export interface AggregateSql {
  readonly state: readonly StateColumnSql[];
  /** State columns of both sides to merged ones. */
  readonly merge: (left: readonly string[], right: readonly string[]) => readonly string[];
  readonly finish: (columns: readonly string[]) => string;
}

export function aggregateColumns(named: Named, site: SqlSite): AggregateSql {
  const call = named.expr as AggregateCall;
  return aggregateCallSql(call.function, call, site);
}

/** What an aggregate is called with, in a group or over a window. */
type Called = Pick<AggregateCall, "args" | "arguments" | "dataType" | "pretty"> & {
  readonly filter?: Expr;
  readonly isDistinct?: boolean;
};

export function aggregateCallSql(definition: AggregateFunction, call: Called, site: SqlSite): AggregateSql {
  const place = callSite(call, site);
  const definitions = definition.state(place);
  const args = argumentsSql(definition.name, call, site);
  const isDistinct = call.isDistinct === true && !IGNORES_DUPLICATES.has(definition.name);
  return {
    state: definitions.map((column) => ({
      name: column.name,
      type: column.type,
      kernelType: column.kernelType ?? kernelType(column.type),
      update: isDistinct ? distinctCalls(column.update(args)) : column.update(args),
    })),
    merge: (left, right) =>
      definition.mergeAll?.(left, right) ??
      definitions.map((column: StateColumn, i) => column.merge(left[i]!, right[i]!)),
    finish: (columns) => definition.finish(columns, place),
  };
}

/** Aggregates whose result does not change when equal values count once more. */
const IGNORES_DUPLICATES = new Set([
  "min",
  "max",
  "bool_and",
  "bool_or",
  "every",
  "some",
  "any",
  "bit_and",
  "bit_or",
  "collect_set",
]);

/** Rows that FILTER leaves out become NULLs, which aggregates skip; DISTINCT goes into the kernel's own call. */
function argumentsSql(name: string, call: Called, site: SqlSite): readonly string[] {
  const plain = call.args.map((arg) => expressionSql(arg, site));
  const condition = call.filter && expressionSql(call.filter, site);
  const filtered =
    condition === undefined
      ? plain
      : (plain.length === 0 ? ["1"] : plain).map((sql) => `CASE WHEN ${condition} THEN ${sql} END`);
  if (call.isDistinct !== true || name !== "count" || filtered.length < 2) return filtered;
  const complete = filtered.map((sql) => `${sql} IS NOT NULL`).join(" AND ");
  return [`CASE WHEN ${complete} THEN row(${filtered.join(", ")}) END`];
}

/** DISTINCT in every aggregate call of the kernel: each ends before `OVER`, a FILTER perhaps between. */
function distinctCalls(update: string): string {
  let sql = update;
  for (let mark = sql.indexOf(OVER); mark >= 0; mark = sql.indexOf(OVER, mark + OVER.length)) {
    let open = openingOf(sql, mark - 1);
    const filter = /^(.*)\s+FILTER\s*$/s.exec(sql.slice(0, open));
    if (filter !== null) open = openingOf(sql, filter[1]!.length - 1);
    if (sql.startsWith("DISTINCT ", open + 1) || sql.startsWith("*", open + 1)) continue;
    sql = `${sql.slice(0, open + 1)}DISTINCT ${sql.slice(open + 1)}`;
    mark += "DISTINCT ".length;
  }
  return sql;
}

/** Where the parenthesis is that the one at `close` ends; quoted text counts for nothing. */
function openingOf(sql: string, close: number): number {
  let [depth, quoted] = [0, false];
  for (let at = close; at >= 0; at--) {
    const char = sql[at];
    if (char === "'") quoted = !quoted;
    else if (!quoted && char === ")") depth++;
    else if (!quoted && char === "(" && --depth === 0) return at;
  }
  return 0;
}
