/** Resolved expressions as kernel SQL. */
import { castSql } from "../functions/cast.ts";
import { OVER, raise, text, type CallSite } from "../functions/function.ts";
import { identifier, kernelFieldNames, kernelType } from "../functions/kernel-type.ts";
import type { CalendarInterval, Literal, LiteralValue } from "../plan/expression.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { columnName } from "../analysis/attributes.ts";
import type {
  Expr,
  FrameEdge,
  HigherOrderCall,
  ItemAccess,
  Lambda,
  SortKey,
  SubqueryExpr,
  WindowCall,
} from "../analysis/expression.ts";
import type { Plan } from "../analysis/plan.ts";
import { aggregateCallSql } from "./aggregate-sql.ts";

/** What generated SQL depends on beside the plan. `now` is the batch's time in microseconds. */
export interface SqlSite {
  readonly ignoreNullFields: boolean;
  readonly ansi: boolean;
  readonly zone: string;
  readonly now: bigint;
  /** How a query inside an expression is written; set where the plan around it is. */
  readonly subquery?: (plan: Plan) => string;
}

export function expressionSql(expr: Expr, site: SqlSite): string {
  const sql = (e: Expr): string => expressionSql(e, site);
  switch (expr.kind) {
    case "attribute":
      return columnName(expr.attribute);
    case "literal":
      return literalSql(expr.dataType, expr.value);
    case "call":
      return expr.function.duckdb(expr.args.map(sql), callSite(expr, site));
    case "generator":
      return expr.function.duckdb(expr.args.map(sql), callSite(expr, site));
    case "cast":
      return castSql(sql(expr.child), expr.child.dataType, expr.dataType, {
        mode: expr.mode,
        zone: site.zone,
        now: site.now,
      });
    case "field": {
      const type = expr.child.dataType as StructType;
      return `struct_extract(${sql(expr.child)}, ${text(kernelFieldNames(type)[expr.index]!)})`;
    }
    case "item":
      return itemSql(expr, site);
    case "variable":
      return expr.isIndex ? `CAST(v${expr.id} - 1 AS INTEGER)` : `v${expr.id}`;
    case "higherOrder":
      return higherOrderSql(expr, site);
    case "windowCall":
      return windowSql(expr, site);
    case "subquery":
      return subquerySql(expr, site);
    default:
      throw new TypeError(`${expr.kind} has no SQL of its own: ${expr.pretty}`);
  }
}

function subquerySql(expr: SubqueryExpr, site: SqlSite): string {
  if (site.subquery === undefined) throw new TypeError("a query inside an expression has no plan around it");
  const query = site.subquery(expr.plan);
  const columns = expr.plan.output.map(columnName);
  if (expr.type === "exists") return `EXISTS (${query})`;
  if (expr.type === "scalar") return `(SELECT ${columns[0]} FROM (${query}))`;
  const values = expr.values.map((value) => expressionSql(value, site));
  if (values.length === 1) return `(${values[0]} IN (SELECT ${columns[0]} FROM (${query})))`;
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
  const { state, finish } = aggregateCallSql(expr.function, expr, site);
  return finish(state.map((column) => column.update)).replaceAll(OVER, () => over);
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
  if (isNegated) return edge(e.args[0]!, side).replace(/FOLLOWING$/, "PRECEDING");
  if (typeof e === "object" && e.kind === "literal" && typeof e.value === "number" && e.value < 0)
    return `${-e.value} PRECEDING`;
  return edge(e, side);
}

export function sortKeySql({ expr, ascending, nullsFirst }: SortKey, site: SqlSite): string {
  return `${expressionSql(expr, site)} ${ascending ? "ASC" : "DESC"} NULLS ${nullsFirst ? "FIRST" : "LAST"}`;
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

/** `xs[i]` counts from 0 and refuses what is outside in ANSI mode; a map without the key gives NULL. */
function itemSql(expr: ItemAccess, site: SqlSite): string {
  const [base, index] = [expressionSql(expr.child, site), expressionSql(expr.extraction, site)];
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

function lambdaSql(lambda: Lambda, site: SqlSite): string {
  return `lambda ${lambda.variables.map((v) => `v${v.id}`).join(", ")}: ${expressionSql(lambda.body, site)}`;
}

/** The lambda's body with SQL in place of its variables. */
function bodyOver(lambda: Lambda, values: readonly string[], site: SqlSite): string {
  return lambda.variables.reduce(
    (sql, variable, i) => sql.replaceAll(new RegExp(`\\bv${variable.id}\\b`, "g"), () => values[i]!),
    expressionSql(lambda.body, site),
  );
}

let nextEntry = 0;

/** A map made of its entries, changed; NULL for NULL. */
function overEntries(map: string, entries: (entry: string) => string): string {
  return `CASE WHEN ${map} IS NOT NULL THEN map_from_entries(${entries(`entry${nextEntry++}`)}) END`;
}

/** Sorted by a comparison: every element goes behind as many as are smaller, or equal and before it. */
function sortedSql(list: string, lambda: Lambda, site: SqlSite): string {
  const compared = bodyOver(lambda, [`${list}[j + 1]`, `${list}[i + 1]`], site);
  const rank = `list_sum(list_transform(range(len(${list})), lambda j: CASE WHEN ${compared} < 0 OR (${compared} = 0 AND j < i) THEN 1 ELSE 0 END))`;
  return `CASE WHEN ${list} IS NOT NULL THEN list_transform(list_sort(list_transform(range(len(${list})), lambda i: {'rank': coalesce(${rank}, 0), 'i': i})), lambda e: ${list}[e.i + 1]) END`;
}

/** A fold. The kernel's takes one type for both sides, so elements of another travel with the state in a struct. */
function reducedSql(list: string, start: string, lambda: Lambda, listType: DataType, site: SqlSite): string {
  const [accumulator] = lambda.variables as [Lambda["variables"][number], Lambda["variables"][number]];
  const item = listType.kind === "array" ? kernelType(listType.elementType) : "INTEGER";
  const state = kernelType(accumulator.dataType);
  const box = (value: string, element: string): string =>
    `{'s': CAST(${value} AS ${state}), 'e': CAST(${element} AS ${item})}`;
  const items = `list_transform(${list}, lambda b: ${box("NULL", "b")})`;
  const name = `fold${nextEntry++}`;
  const body = bodyOver(lambda, [`${name}.s`, `${name}x.e`], site);
  return `CASE WHEN ${list} IS NOT NULL THEN list_reduce(${items}, lambda ${name}, ${name}x: ${box(body, "NULL")}, ${box(start, "NULL")}).s END`;
}

function higherOrderSql(expr: HigherOrderCall, site: SqlSite): string {
  const [list, second] = expr.args.map((arg) => expressionSql(arg, site));
  const [lambda, finish] = expr.lambdas as [Lambda, Lambda | undefined];
  switch (expr.name) {
    case "transform":
      return `list_transform(${list}, ${lambdaSql(lambda, site)})`;
    case "filter":
      return `list_filter(${list}, ${lambdaSql(lambda, site)})`;
    case "exists":
      return `(coalesce(list_bool_or(list_transform(${list}, ${lambdaSql(lambda, site)})), false) OR (CASE WHEN list_count(list_transform(${list}, ${lambdaSql(lambda, site)})) < len(${list}) THEN NULL WHEN ${list} IS NULL THEN NULL ELSE false END))`;
    case "forall":
      return `(coalesce(list_bool_and(list_transform(${list}, ${lambdaSql(lambda, site)})), true) AND (CASE WHEN ${list} IS NULL OR list_count(list_transform(${list}, ${lambdaSql(lambda, site)})) < len(${list}) THEN NULL ELSE true END))`;
    case "zip_with": {
      const [a, b] = lambda.variables as [Lambda["variables"][number], Lambda["variables"][number]];
      const pair = `z${a.id}`;
      const body = expressionSql(lambda.body, site)
        .replaceAll(new RegExp(`\\bv${a.id}\\b`, "g"), `${pair}[1]`)
        .replaceAll(new RegExp(`\\bv${b.id}\\b`, "g"), `${pair}[2]`);
      return `CASE WHEN ${list} IS NOT NULL AND ${second} IS NOT NULL THEN list_transform(list_zip(${list}, ${second}), lambda ${pair}: ${body}) END`;
    }
    case "array_sort":
      return sortedSql(list!, lambda, site);
    case "map_filter":
      return overEntries(
        list!,
        (entry) =>
          `list_filter(map_entries(${list}), lambda ${entry}: ${bodyOver(lambda, [`${entry}.key`, `${entry}.value`], site)})`,
      );
    case "transform_keys":
      return overEntries(
        list!,
        (entry) =>
          `list_transform(map_entries(${list}), lambda ${entry}: {'key': ${bodyOver(lambda, [`${entry}.key`, `${entry}.value`], site)}, 'value': ${entry}.value})`,
      );
    case "transform_values":
      return overEntries(
        list!,
        (entry) =>
          `list_transform(map_entries(${list}), lambda ${entry}: {'key': ${entry}.key, 'value': ${bodyOver(lambda, [`${entry}.key`, `${entry}.value`], site)}})`,
      );
    case "map_zip_with": {
      const keys = `list_concat(map_keys(${list}), list_filter(map_keys(${second}), lambda z: NOT list_contains(map_keys(${list}), z)))`;
      const zipped = overEntries(
        list!,
        (entry) =>
          `list_transform(${keys}, lambda ${entry}: {'key': ${entry}, 'value': ${bodyOver(lambda, [entry, `${list}[${entry}]`, `${second}[${entry}]`], site)}})`,
      );
      return `CASE WHEN ${second} IS NOT NULL THEN ${zipped} END`;
    }
    default: {
      const start = `CAST(${second} AS ${kernelType(expr.args[1]!.dataType)})`;
      const reduced = reducedSql(list!, start, lambda, expr.args[0]!.dataType, site);
      return finish === undefined || finish.body === finish.variables[0]
        ? reduced
        : `list_transform([${reduced}], ${lambdaSql(finish, site)})[1]`;
    }
  }
}
