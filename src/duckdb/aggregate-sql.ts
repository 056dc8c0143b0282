/** An aggregate call as kernel SQL: partial results, their merge, and the result. */
import { millraceError } from "../errors.ts";
import type { StateColumn } from "../functions/function.ts";
import { kernelType } from "../functions/kernel-type.ts";
import type { DataType } from "../types/data-type.ts";
import type { AggregateCall, Named } from "../analysis/expression.ts";
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
  const place = callSite(call, site);
  const definitions = call.function.state(place);
  const args = argumentsSql(call, site);
  return {
    state: definitions.map((column) => ({
      name: column.name,
      type: column.type,
      kernelType: column.kernelType ?? kernelType(column.type),
      update: column.update(args),
    })),
    merge: (left, right) =>
      call.function.mergeAll?.(left, right) ??
      definitions.map((column: StateColumn, i) => column.merge(left[i]!, right[i]!)),
    finish: (columns) => call.function.finish(columns, place),
  };
}

const DISTINCT_BY_NAME = new Set(["count", "sum", "min", "max", "collect_list", "collect_set"]);

function argumentsSql(call: AggregateCall, site: SqlSite): readonly string[] {
  const plain = call.args.map((arg) => expressionSql(arg, site));
  const condition = call.filter && expressionSql(call.filter, site);
  const filtered =
    condition === undefined
      ? plain
      : (plain.length === 0 ? ["1"] : plain).map((sql) => `CASE WHEN ${condition} THEN ${sql} END`);
  if (!call.isDistinct) return filtered;
  if (filtered.length !== 1 || !DISTINCT_BY_NAME.has(call.function.name)) {
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: call.pretty,
      reason: "DISTINCT is supported in count, sum, min, max and collect_* of one value",
    });
  }
  return [`DISTINCT ${filtered[0]}`];
}
