/**
 * Sessions as kernel SQL. A row alone makes the session `[time, time + gap)`; of the same keys, sessions that overlap or touch are one:
 * in the order of their starts a session begins wherever a start lies behind every end before it.
 */
import { columnName } from "../analysis/attributes.ts";
import type { Expr } from "../analysis/expression.ts";
import type { Aggregate, SessionWindows } from "../analysis/plan.ts";
import { parseInterval } from "../types/interval-text.ts";
import { expressionSql, type SqlSite } from "./expression-sql.ts";

export function sessionWindowsSql(plan: SessionWindows, site: SqlSite, input: string): string {
  const time = expressionSql(plan.time, site);
  const column = columnName(plan.attribute);
  const session = `struct_pack("start" := ${time}, "end" := ${time} + ${gapSql(plan.gap, site)})`;
  return `SELECT * FROM (SELECT *, ${session} AS ${column} FROM ${input}) WHERE ${column}."end" > ${column}."start"`;
}

/** The gap as a kernel interval; NULL where its text is none. */
function gapSql(gap: Expr, site: SqlSite): string {
  const sql = expressionSql(gap, site);
  if (gap.dataType.kind === "calendar_interval") return sql;
  if (gap.dataType.kind === "day_time_interval") return `to_microseconds(${sql})`;
  if (gap.kind !== "literal" || typeof gap.value !== "string") return `to_microseconds(millrace_gap_micros(${sql}))`;
  try {
    const { months, days, micros } = parseInterval(gap.value);
    return `(to_months(${months}) + to_days(${days}) + to_microseconds(CAST(${micros} AS BIGINT)))`;
  } catch {
    return "CAST(NULL AS INTERVAL)";
  }
}

/** The rows with their key's session grown to that of the group it belongs to, in the order of time. */
export function mergedSessionsSql(plan: Aggregate, place: number, site: SqlSite, input: string): string {
  const session = expressionSql(plan.keys[place]!.expr, site);
  const others = plan.keys.filter((_, i) => i !== place).map(({ expr }) => expressionSql(expr, site));
  const merged = mergeSessions(
    `(SELECT *, ${session}."start" AS session_start, ${session}."end" AS session_end FROM ${input})`,
    others,
  );
  return `SELECT * EXCLUDE (session_start, session_end) REPLACE (struct_pack("start" := session_start, "end" := session_end) AS ${session}) FROM (${merged})`;
}

/** Rows whose `session_start` and `session_end` become those of the merged session, for each value of `keys`. */
export function mergeSessions(rows: string, keys: readonly string[]): string {
  const by = (more: readonly string[]): string => (more.length > 0 ? `PARTITION BY ${more.join(", ")}` : "");
  const begins = `CASE WHEN session_start <= max(session_end) OVER (${by(keys)} ORDER BY session_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END`;
  const numbered = `SELECT *, sum(session_begins) OVER (${by(keys)} ORDER BY session_start ROWS UNBOUNDED PRECEDING) AS session_number FROM (SELECT *, ${begins} AS session_begins FROM ${rows})`;
  const whole = by([...keys, "session_number"]);
  return `SELECT * EXCLUDE (session_begins, session_number) REPLACE (min(session_start) OVER (${whole}) AS session_start, max(session_end) OVER (${whole}) AS session_end) FROM (${numbered}) ORDER BY session_start`;
}
