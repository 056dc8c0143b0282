/** Intervals of months, days and microseconds side by side, none of which becomes another: `make_interval`'s. */
import { raise } from "./function.ts";

/** The kernel keeps the same three numbers, and gives each in two parts. */
export const calendarMonths = (sql: string): string => `(datepart('year', ${sql}) * 12 + datepart('month', ${sql}))`;
export const calendarMicros = (sql: string): string =>
  `(datepart('hour', ${sql}) * 3600000000 + datepart('minute', ${sql}) * 60000000 + datepart('microsecond', ${sql}))`;

export function calendarText(sql: string): string {
  return `millrace_calendar_text(CAST(${calendarMonths(sql)} AS BIGINT), CAST(datepart('day', ${sql}) AS BIGINT), CAST(${calendarMicros(sql)} AS BIGINT))`;
}

/** What is no interval is NULL, in ANSI mode too. */
export function calendarFromText(sql: string): string {
  return `CAST(millrace_calendar_interval(${sql}) AS INTERVAL)`;
}

/** Each part times or by the number; of the days a fraction goes on as time, of the months none does. */
export function scaledCalendar(operator: "*" | "/", interval: string, by: string, isLenient: boolean): string {
  const scaled = (part: string): string => `(CAST(${part} AS DOUBLE) ${operator} CAST(${by} AS DOUBLE))`;
  const days = scaled(`datepart('day', ${interval})`);
  const micros = `${scaled(calendarMicros(interval))} + 86400000000 * (${days} - trunc(${days}))`;
  const parts = `(to_months(CAST(trunc(${scaled(calendarMonths(interval))}) AS INTEGER)) + to_days(CAST(trunc(${days}) AS INTEGER)) + to_microseconds(CAST(round(${micros}) AS BIGINT)))`;
  if (operator === "*") return parts;
  return `CASE WHEN ${by} = 0 THEN ${isLenient ? "NULL" : raise("INTERVAL_DIVIDED_BY_ZERO")} ELSE ${parts} END`;
}
