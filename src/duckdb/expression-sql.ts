/** Resolved expressions as kernel SQL. */
import { castSql } from "../functions/cast.ts";
import { raise, text, type CallSite } from "../functions/function.ts";
import { identifier, kernelFieldNames, kernelType } from "../functions/kernel-type.ts";
import { orderKey } from "../functions/order-key.ts";
import type { CalendarInterval, Literal, LiteralValue } from "../plan/expression.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { columnName } from "../analysis/attributes.ts";
import {
  someExpr,
  type Expr,
  type FrameEdge,
  type GeneratorCall,
  type ItemAccess,
  type ScalarCall,
  type SortKey,
  type SubqueryExpr,
  type WindowCall,
} from "../analysis/expression.ts";
import { outerReferences } from "../analysis/outer-references.ts";
import type { Plan } from "../analysis/plan.ts";
import { aggregateCallSql } from "./aggregate-sql.ts";
import { higherOrderSql, variableName } from "./higher-order-sql.ts";
import { overOperands, type Operand } from "./operands.ts";

/** What generated SQL depends on beside the plan. `now` is the batch's time in microseconds. */
export interface SqlSite {
  readonly ignoreNullFields: boolean;
  readonly ansi: boolean;
  readonly zone: string;
  readonly now: bigint;
  readonly legacyStatistics?: boolean;
  /** See CallSite. Without it nothing is random. */
  readonly entropy?: string;
  readonly user?: string;
  /** How a query inside an expression is written; set where the plan around it is. */
  readonly subquery?: (plan: Plan) => string;
  /** What the variables of the lambdas around are in SQL, by their ids. */
  readonly variables?: ReadonlyMap<number, string>;
}

export function expressionSql(expr: Expr, site: SqlSite): string {
  const sql = (e: Expr): string => expressionSql(e, site);
  switch (expr.kind) {
    case "attribute":
      return columnName(expr.attribute);
    case "literal":
      return literalSql(expr.dataType, expr.value);
    case "call":
      if (expr.function.name === "not" && decidesByIn(expr.args[0]!)) return negationSql(expr.args[0]!, site);
      return overOperands(operands(expr.args, site), (args) => expr.function.duckdb(args, callSite(expr, site)));
    case "cast": {
      const { mode, child, dataType } = expr;
      return overOperands(operands([child], site), ([value]) =>
        castSql(value!, child.dataType, dataType, { mode, zone: site.zone, now: site.now }),
      );
    }
    case "field": {
      const type = expr.child.dataType as StructType;
      return `struct_extract(${sql(expr.child)}, ${text(kernelFieldNames(type)[expr.index]!)})`;
    }
    case "item":
      return overOperands(operands([expr.child, expr.extraction], site), (args) => itemSql(expr, args, site));
    case "variable":
      return site.variables?.get(expr.id) ?? variableName(expr);
    case "higherOrder":
      return overOperands(operands(expr.args, site), (args) => higherOrderSql(expr, args, site));
    case "windowCall":
      return windowSql(expr, site);
    case "subquery":
      // As a value, IN knows nothing of NULL: a row that may be equal is not.
      return expr.type === "in" ? `coalesce(${subquerySql(expr, site)}, false)` : subquerySql(expr, site);
    default:
      throw new TypeError(`${expr.kind} has no SQL of its own: ${expr.pretty}`);
  }
}

type NotIn = ScalarCall & { readonly args: readonly [SubqueryExpr] };

function isNotIn(expr: Expr): expr is NotIn {
  const [only] = expr.kind === "call" && expr.function.name === "not" ? expr.args : [];
  return only?.kind === "subquery" && only.type === "in";
}

/** Whether an `IN` is all of it, or an operand of its outermost AND, OR and NOT. */
function decidesByIn(expr: Expr): boolean {
  if (expr.kind === "subquery") return expr.type === "in";
  return expr.kind === "call" && CONNECTIVES.has(expr.function.name) && expr.args.some(decidesByIn);
}

const CONNECTIVES: ReadonlySet<string> = new Set(["and", "or", "not"]);

/** The NOT goes down to every `IN` (De Morgan), as Spark's optimizer moves it: for there NULL becomes false, on whichever side of the NOT. */
function negationSql(expr: Expr, site: SqlSite): string {
  if (expr.kind === "subquery" && expr.type === "in") return `coalesce(NOT ${subquerySql(expr, site)}, false)`;
  if (expr.kind !== "call" || !CONNECTIVES.has(expr.function.name)) return `(NOT ${expressionSql(expr, site)})`;
  if (expr.function.name === "not") return expressionSql(expr.args[0]!, site);
  const other = expr.function.name === "and" ? " OR " : " AND ";
  return `(${expr.args.map((arg) => negationSql(arg, site)).join(other)})`;
}

/** A condition that rows are kept by: there NULL is as good as false, and the kernel knows better ways for `IN`. */
export function conditionSql(expr: Expr, site: SqlSite): string {
  if (expr.kind === "call" && expr.function.name === "and")
    return `(${expr.args.map((arg) => conditionSql(arg, site)).join(" AND ")})`;
  if (expr.kind === "subquery" && expr.type === "in") return subquerySql(expr, site);
  return isNotIn(expr) ? `(NOT ${subquerySql(expr.args[0], site)})` : expressionSql(expr, site);
}

function subquerySql(expr: SubqueryExpr, site: SqlSite): string {
  if (site.subquery === undefined) throw new TypeError("a query inside an expression has no plan around it");
  const query = site.subquery(expr.plan);
  const columns = expr.plan.output.map(columnName);
  if (expr.type === "exists") return `EXISTS (${query})`;
  if (expr.type === "scalar") return `(SELECT ${columns[0]} FROM (${query}))`;
  const values = expr.values.map((value) => expressionSql(value, site));
  if (values.length === 1) return `(${values[0]} IN (SELECT ${columns[0]} FROM (${query})))`;
  if (outerReferences(expr.plan).size > 0) {
    // The kernel takes several columns only from a query that stands for itself.
    const equal = values.map((value, i) => `${value} = ${columns[i]}`).join(" AND ");
    const exists = (condition: string): string => `EXISTS (SELECT 1 FROM (${query}) WHERE ${condition})`;
    return `CASE WHEN ${exists(equal)} THEN true WHEN ${exists(`(${equal}) IS NULL`)} THEN NULL ELSE false END`;
  }
  return `((${values.join(", ")}) IN (SELECT ${columns.join(", ")} FROM (${query})))`;
}

function windowSql(expr: WindowCall, site: SqlSite): string {
  const sql = (e: Expr): string => expressionSql(e, site);
  const over = ` OVER (${windowSpec(expr, site)})`;
  if (typeof expr.function === "string") {
    const args = expr.args.map(sql);
    const call = `${expr.function}(${args.join(", ")}${expr.ignoreNulls ? " IGNORE NULLS" : ""})${over}`;
    return RANK_TYPES[expr.function] === undefined ? call : `CAST(${call} AS ${RANK_TYPES[expr.function]})`;
  }
  const { state, finish } = aggregateCallSql(expr.function, expr, site, over);
  return finish(state.map((column) => column.update));
}

/** What Spark's ranking functions give, where the kernel's give more. */
const RANK_TYPES: Readonly<Record<string, string>> = {
  row_number: "INTEGER",
  rank: "INTEGER",
  dense_rank: "INTEGER",
  ntile: "INTEGER",
};

function windowSpec({ partition, order, frame }: WindowCall, site: SqlSite): string {
  const edge = (e: FrameEdge, side: string): string => {
    if (e === "currentRow") return "CURRENT ROW";
    if (e === "unbounded") return `UNBOUNDED ${side}`;
    const sql = expressionSql(e, site);
    if (e.dataType.kind === "day_time_interval") return `to_microseconds(${sql}) FOLLOWING`;
    return e.dataType.kind === "year_month_interval" ? `to_months(${sql}) FOLLOWING` : `(${sql}) FOLLOWING`;
  };
  return [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.map((e) => expressionSql(e, site)).join(", ")}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${order.map((key) => sortKeySql(key, site)).join(", ")}`] : []),
    ...(frame
      ? [
          `${frame.type === "row" ? "ROWS" : "RANGE"} BETWEEN ${frameEdge(frame.lower, "PRECEDING", edge)} AND ${frameEdge(frame.upper, "FOLLOWING", edge)}`,
        ]
      : []),
  ].join(" ");
}

/** `n PRECEDING` was read as `-n`; the kernel wants the distance and the direction. */
function frameEdge(e: FrameEdge, side: string, edge: (e: FrameEdge, side: string) => string): string {
  const isNegated = typeof e === "object" && e.kind === "call" && e.function.name === "negative";
  if (isNegated)
    return frameEdge(e.args[0]!, side, edge).replace(/(PRECEDING|FOLLOWING)$/, (word) =>
      word === "PRECEDING" ? "FOLLOWING" : "PRECEDING",
    );
  if (typeof e === "object" && e.kind === "literal" && typeof e.value === "number" && e.value < 0)
    return `${-e.value} PRECEDING`;
  return edge(e, side);
}

export function sortKeySql({ expr, ascending, nullsFirst }: SortKey, site: SqlSite): string {
  return `${orderKey(expressionSql(expr, site), expr.dataType)} ${ascending ? "ASC" : "DESC"} NULLS ${nullsFirst ? "FIRST" : "LAST"}`;
}

export function callSite(
  expr: Pick<Extract<Expr, { kind: "call" }>, "arguments" | "dataType">,
  site: SqlSite,
): CallSite {
  return {
    args: expr.arguments,
    result: expr.dataType,
    ansi: site.ansi,
    zone: site.zone,
    now: site.now,
    ignoreNullFields: site.ignoreNullFields,
    legacyStatistics: site.legacyStatistics === true,
    entropy: site.entropy ?? "",
    user: site.user ?? "",
  };
}

export function literalSql(type: DataType, value: LiteralValue): string {
  const kernel = kernelType(type);
  const plain = typeof value === "object" ? "" : String(value);
  if (value === null) return `CAST(NULL AS ${kernel})`;
  switch (type.kind) {
    case "boolean":
      return value === true ? "true" : "false";
    case "string":
      return text(value as string);
    case "double":
    case "float":
      return `CAST(${text(Object.is(value, -0) ? "-0.0" : plain)} AS ${kernel})`;
    case "date":
      return `(DATE '1970-01-01' + CAST(${plain} AS INTEGER))`;
    case "timestamp":
    case "timestamp_ntz":
      return `make_timestamp(CAST(${plain} AS BIGINT))`;
    case "binary":
      return `unhex(${text(Buffer.from(value as Uint8Array).toString("hex"))})`;
    case "calendar_interval": {
      const { months, days, microseconds } = value as CalendarInterval;
      return `(to_months(${months}) + to_days(${days}) + to_microseconds(CAST(${microseconds} AS BIGINT)))`;
    }
    case "array":
      return `CAST([${(value as readonly Literal[]).map((item) => literalSql(item.dataType, item.value)).join(", ")}] AS ${kernel})`;
    case "struct": {
      const names = kernelFieldNames(type);
      return `struct_pack(${(value as readonly Literal[]).map((item, i) => `${identifier(names[i]!)} := ${literalSql(type.fields[i]!.dataType, item.value)}`).join(", ")})`;
    }
    case "map": {
      const items = value as readonly Literal[];
      const half = (odd: number): string =>
        items
          .filter((_, i) => i % 2 === odd)
          .map((item) => literalSql(item.dataType, item.value))
          .join(", ");
      return `CAST(map([${half(0)}], [${half(1)}]) AS ${kernel})`;
    }
    default:
      return `CAST(${text(plain)} AS ${kernel})`;
  }
}

/** A generator's rows: a list of structs. Only the plan that spreads them has a place for it. */
export function generatorSql(expr: GeneratorCall, site: SqlSite): string {
  return overOperands(operands(expr.args, site), (args) => expr.function.duckdb(args, callSite(expr, site)));
}

/** Arguments with what the kernel does not take in the body of a lambda. */
function operands(exprs: readonly Expr[], site: SqlSite): readonly Operand[] {
  return exprs.map((expr) => ({
    sql: expressionSql(expr, site),
    standsAlone: someExpr(expr, (e) => e.kind === "subquery" || e.kind === "windowCall"),
  }));
}

/** `xs[i]` counts from 0 and refuses what is outside in ANSI mode; a map without the key gives NULL. */
function itemSql(expr: ItemAccess, args: readonly string[], site: SqlSite): string {
  const [base, index] = args as [string, string];
  if (expr.child.dataType.kind === "map") return `${base}[${index}]`;
  const outside = site.ansi
    ? raise("INVALID_ARRAY_INDEX", {
        indexValue: index,
        arraySize: `len(${base})`,
        ansiConfig: text('"spark.sql.ansi.enabled"'),
      })
    : "NULL";
  return `CASE WHEN ${base} IS NULL OR ${index} IS NULL THEN NULL WHEN ${index} < 0 OR ${index} >= len(${base}) THEN ${outside} ELSE ${base}[${index} + 1] END`;
}
