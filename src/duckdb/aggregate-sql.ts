/** An aggregate call as kernel SQL: partial results, their merge, and the result. */
import { millraceError } from "../errors.ts";
import { NOT_NULL, type AggregateFunction, type KernelCall, type StateColumn } from "../functions/function.ts";
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

/** `over`: the window the call runs over, where it is none of a group. */
export function aggregateCallSql(
  definition: AggregateFunction,
  call: Called,
  site: SqlSite,
  over: string = "",
): AggregateSql {
  const place = callSite(call, site);
  const definitions = definition.state(place);
  const args = argumentsSql(definition.name, call, site);
  const kernel = kernelCall({
    isDistinct: call.isDistinct === true && !IGNORES_DUPLICATES.has(definition.name),
    filter: call.filter && expressionSql(call.filter, site),
    over,
  });
  return {
    state: definitions.map((column) => ({
      name: column.name,
      type: column.type,
      kernelType: column.kernelType ?? kernelType(column.type),
      update: column.update(args, kernel),
    })),
    merge: (left, right) =>
      definition.mergeAll?.(left, right, place) ??
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
  "approx_count_distinct",
]);

/** Several columns under DISTINCT count as one value, where none of them is NULL. */
function argumentsSql(name: string, call: Called, site: SqlSite): readonly string[] {
  const args = call.args.map((arg) => expressionSql(arg, site));
  if (call.isDistinct !== true || name !== "count" || args.length < 2) return args;
  const complete = args.map((sql) => `${sql} IS NOT NULL`).join(" AND ");
  return [`CASE WHEN ${complete} THEN row(${args.join(", ")}) END`];
}

function kernelCall(of: { isDistinct: boolean; filter: string | undefined; over: string }): KernelCall {
  return (name, args, where) => {
    const distinct = of.isDistinct && args !== "*" ? "DISTINCT " : "";
    // Over a window these are no aggregates to the kernel: it knows their IGNORE NULLS, and no FILTER.
    if (of.over !== "" && (name === "first" || name === "last")) {
      if (of.filter !== undefined)
        throw millraceError("UNSUPPORTED_EXPRESSION", {
          expression: `${name}() FILTER (...) OVER (...)`,
          reason: "it cannot have both",
        });
      return `${name}(${args}${where === NOT_NULL ? " IGNORE NULLS" : ""})${of.over}`;
    }
    const conditions = [of.filter, where === NOT_NULL ? `${args} IS NOT NULL` : where].filter(
      (each) => each !== undefined,
    );
    const filter =
      conditions.length > 0 ? ` FILTER (WHERE ${conditions.map((each) => `(${each})`).join(" AND ")})` : "";
    return `${name}(${distinct}${args})${filter}${of.over}`;
  };
}
