/** Resolved relations as kernel SQL: every node a SELECT whose columns are called by attribute id. */
import { columnName, schemaOf } from "../analysis/attributes.ts";
import { valuesSql } from "./relation.ts";
import { identifier } from "../functions/kernel-type.ts";
import { lastStart, windowStruct } from "../functions/time-windows.ts";
import type { Attribute, Named } from "../analysis/expression.ts";
import {
  sessionKeyOf,
  type Aggregate,
  type Expand,
  type Generate,
  type Join,
  type Limit,
  type Plan,
  type Scan,
  type TimeWindows,
  type Union,
} from "../analysis/plan.ts";
import { aggregateColumns } from "./aggregate-sql.ts";
import { mergedSessionsSql, sessionWindowsSql } from "./session-sql.ts";
import { conditionSql, expressionSql, generatorSql, sortKeySql, type SqlSite } from "./expression-sql.ts";

/** How a scan is read: a SELECT with the columns of `scan.output`, in order and by their kernel names. */
export type ScanSql = (scan: Scan) => string;

export function planSql(plan: Plan, around: SqlSite, scanSql: ScanSql): string {
  const site: SqlSite = { ...around, subquery: (inner) => planSql(inner, around, scanSql) };
  const from = (input: Plan): string => `(${planSql(input, site, scanSql)})`;
  switch (plan.kind) {
    case "scan":
      return scanSql(plan);
    case "table":
      return `SELECT ${plan.output.map((a, i) => `${identifier(plan.columns[i]!)} AS ${columnName(a)}`).join(", ") || "NULL"} FROM ${plan.table}`;
    case "local":
      return valuesSql(plan.rows, schemaOf(plan.output), plan.output.map(columnName));
    case "range":
      return `SELECT range AS ${columnName(plan.output[0]!)} FROM range(${plan.start}, ${plan.end}, ${plan.step})`;
    case "oneRow":
      return "SELECT 1 AS c0";
    case "values": {
      const rows = plan.rows.map((row) => `(${row.map((expr) => expressionSql(expr, site)).join(", ")})`);
      return `SELECT * FROM (VALUES ${rows.join(", ")}) AS inline_rows(${plan.output.map(columnName).join(", ")})`;
    }
    case "project":
      return plan.list.length === 0
        ? `SELECT 1 AS c0 FROM ${from(plan.input)}`
        : `SELECT ${selectList(plan.list, site)} FROM ${from(plan.input)}`;
    case "filter":
      return `SELECT * FROM ${from(plan.input)} WHERE ${conditionSql(plan.condition, site)}`;
    case "aliased":
    case "watermark":
    case "observe":
      return planSql(plan.input, site, scanSql);
    case "timeWindows":
      return timeWindowsSql(plan, site, from(plan.input));
    case "sessionWindows":
      return sessionWindowsSql(plan, site, from(plan.input));
    case "aggregate": {
      const session = sessionKeyOf(plan);
      const input = from(plan.input);
      return session === undefined
        ? aggregateSql(plan, site, input)
        : aggregateSql(plan, site, `(${mergedSessionsSql(plan, session, site, input)})`);
    }
    case "expand":
      return expandSql(plan, site, from(plan.input));
    case "generate":
      return generateSql(plan, site, from(plan.input));
    case "join":
      return joinSql(plan, site, from(plan.left), from(plan.right));
    case "union":
      return flattened(plan)
        .map((input) => `SELECT ${renamed(input.output, plan.output)} FROM ${from(input)}`)
        .join(" UNION ALL ");
    case "setOp": {
      const word = `${plan.operation.toUpperCase()}${plan.isAll ? " ALL" : ""}`;
      return `SELECT ${renamed(plan.left.output, plan.output)} FROM ${from(plan.left)} ${word} SELECT ${renamed(plan.right.output, plan.output)} FROM ${from(plan.right)}`;
    }
    case "sort": {
      // A constant orders nothing, and the kernel would take a number for a position.
      const keys = plan.order.filter((key) => key.expr.kind !== "literal").map((key) => sortKeySql(key, site));
      return `SELECT * FROM ${from(plan.input)}${keys.length > 0 ? ` ORDER BY ${keys.join(", ")}` : ""}`;
    }
    case "limit":
      return limitSql(plan, from(plan.input));
    case "deduplicate":
      // Without a key all rows are alike.
      if (plan.keys.length === 0) return `SELECT * FROM ${from(plan.input)} LIMIT 1`;
      return `SELECT DISTINCT ON (${plan.keys.map(columnName).join(", ")}) * FROM ${from(plan.input)}`;
    case "sample":
      return `SELECT * FROM ${from(plan.input)} USING SAMPLE ${plan.fraction * 100} PERCENT (bernoulli, ${Number(BigInt.asUintN(31, plan.seed))})`;
  }
}

function selectList(list: readonly Named[], site: SqlSite): string {
  return list
    .map(({ expr, attribute }) => {
      const sql = expressionSql(expr, site);
      return sql === columnName(attribute) ? sql : `${sql} AS ${columnName(attribute)}`;
    })
    .join(", ");
}

/** Unions of unions as one: columns go by position, and the kernel nests no deeper than it must. */
const flattened = (plan: Union): readonly Plan[] =>
  plan.inputs.flatMap((input) => (input.kind === "union" ? flattened(input) : [input]));

function renamed(from: readonly Attribute[], to: readonly Attribute[]): string {
  return from.map((a, i) => `${columnName(a)} AS ${columnName(to[i]!)}`).join(", ");
}

function timeWindowsSql(plan: TimeWindows, site: SqlSite, input: string): string {
  const time = expressionSql(plan.time, site);
  const column = columnName(plan.attribute);
  const { duration, slide } = plan.window;
  if (duration === slide)
    return `SELECT *, ${windowStruct(lastStart(time, plan.window), duration)} AS ${column} FROM ${input} WHERE ${time} IS NOT NULL`;
  const most = (duration + slide - 1n) / slide;
  const starts = `list_transform(range(${most}), lambda k: ${lastStart(time, plan.window)} - to_microseconds(CAST(k * ${slide} AS BIGINT)))`;
  const each = `SELECT *, unnest(${starts}) AS window_start FROM ${input} WHERE ${time} IS NOT NULL`;
  return `SELECT * EXCLUDE (window_start), ${windowStruct("window_start", duration)} AS ${column} FROM (${each}) WHERE window_start + to_microseconds(CAST(${duration} AS BIGINT)) > ${time}`;
}

function aggregateSql(plan: Aggregate, site: SqlSite, input: string): string {
  const keys = plan.keys.map(
    ({ expr, attribute }) => `${keySql(expressionSql(expr, site), attribute)} AS ${columnName(attribute)}`,
  );
  const results = plan.aggregates.map((named) => {
    const columns = aggregateColumns(named, site);
    return `${columns.finish(columns.state.map((c) => c.update))} AS ${columnName(named.attribute)}`;
  });
  // A group of everything is one row, also when nothing is asked of it.
  const list = [...keys, ...results].join(", ") || "count(*) AS c0";
  return `SELECT ${list} FROM ${input}${keys.length > 0 ? ` GROUP BY ${keys.map((_, i) => i + 1).join(", ")}` : ""}`;
}

/** -0.0 and 0.0 are one group. */
export function keySql(sql: string, attribute: Attribute): string {
  return attribute.dataType.kind === "double" || attribute.dataType.kind === "float" ? `(${sql} + 0)` : sql;
}

function expandSql(plan: Expand, site: SqlSite, input: string): string {
  const lists = plan.lists.map((list) => `SELECT ${selectList(list, site)} FROM expanded`);
  return `WITH expanded AS MATERIALIZED (SELECT * FROM ${input}) ${lists.join(" UNION ALL ")}`;
}

function generateSql(plan: Generate, site: SqlSite, input: string): string {
  const list = generatorSql(plan.generator, site);
  const items = plan.outer ? `CASE WHEN ${list} IS NULL OR len(${list}) = 0 THEN [NULL] ELSE ${list} END` : list;
  const columns = plan.columns.map((column, i) => `struct_extract(generated, 'f${i}') AS ${columnName(column)}`);
  return `SELECT * EXCLUDE (generated), ${columns.join(", ")} FROM (SELECT *, unnest(${items}) AS generated FROM ${input})`;
}

const JOIN_WORDS: Record<Join["joinType"], string> = {
  inner: "INNER JOIN",
  cross: "CROSS JOIN",
  leftOuter: "LEFT JOIN",
  rightOuter: "RIGHT JOIN",
  fullOuter: "FULL JOIN",
  leftSemi: "SEMI JOIN",
  leftAnti: "ANTI JOIN",
};

function joinSql(plan: Join, site: SqlSite, left: string, right: string): string {
  const condition = plan.condition ? expressionSql(plan.condition, site) : "true";
  const word =
    plan.joinType === "cross" && plan.condition
      ? "INNER JOIN"
      : plan.joinType === "inner" && !plan.condition
        ? "CROSS JOIN"
        : JOIN_WORDS[plan.joinType];
  return `SELECT ${plan.output.map(columnName).join(", ") || "1 AS c0"} FROM ${left} ${word} ${plan.isLateral ? "LATERAL " : ""}${right}${word === "CROSS JOIN" ? "" : ` ON ${condition}`}`;
}

function limitSql(plan: Limit, input: string): string {
  const limit = Number.isFinite(plan.limit) ? ` LIMIT ${plan.limit}` : "";
  return `SELECT * FROM ${input}${limit}${plan.offset > 0 ? ` OFFSET ${plan.offset}` : ""}`;
}
