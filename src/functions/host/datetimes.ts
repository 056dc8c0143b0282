/** Dates, times and intervals as text, where Spark's forms are wider than the kernel's. */
import { formatByPattern } from "../../types/datetime-pattern.ts";
import { parseByPattern } from "../../types/datetime-pattern-parse.ts";
import {
  civilFromDays,
  formatDate,
  daysInMonth,
  MICROS_PER_DAY,
  parseDate,
  parseTimestamp,
  isoTimestamp,
} from "../../types/datetime-text.ts";
import { isMillraceError, millraceError } from "../../errors.ts";
import { intervalMicros, parseDayTimeFields, parseInterval, parseYearMonthFields } from "../../types/interval-text.ts";
import { calendarIntervalText, intervalSqlText } from "../../types/interval-format.ts";
import { floorDiv, utcToLocal } from "../../types/time-zone.ts";
import { host, type HostFunction } from "./host-function.ts";

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const big = (value: number | undefined): bigint | null => (value === undefined ? null : BigInt(value));

function timestamp(text: string, kind: string, zone: string, now: bigint): bigint | null {
  const today = Number(floorDiv(utcToLocal(zone, now), MICROS_PER_DAY));
  return orNull(parseTimestamp(text, { zone, today, ntz: kind === "timestamp_ntz" }));
}

/** Times without a zone were never read by the old patterns, so that nothing is said of those. */
function byPattern(text: string, pattern: string, zone: string, hasZone: boolean): bigint | null {
  try {
    return orNull(parseByPattern(text, pattern, zone));
  } catch (error) {
    if (hasZone || !isMillraceError(error)) throw error;
    throw millraceError("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", {
      pattern: `'${pattern}'`,
      docroot: "https://spark.apache.org/docs/latest",
    });
  }
}

/** The fields by themselves, or as they stand in a literal: `INTERVAL -'1' DAY`. */
const WRITTEN_INTERVAL = /^\s*interval\s+([+-]?)'([^']*)'\s+(\w+(?:\s+to\s+\w+)?)\s*$/i;

function interval(text: string, kind: string, start: number, end: number, isTry: boolean): bigint | null {
  const isMonths = kind === "year_month_interval";
  const fields = isMonths ? ["year", "month"] : ["day", "hour", "minute", "second"];
  const range = start === end ? fields[start]! : `${fields[start]} to ${fields[end]}`;
  const written = WRITTEN_INTERVAL.exec(text);
  const isLike = written === null || written[3]!.toLowerCase().replaceAll(/\s+/g, " ") === range;
  const sign = written?.[1] === "-" ? -1n : 1n;
  const plain = written === null ? text : written[2]!;
  try {
    if (!isLike) throw new RangeError("other fields");
    return sign * (isMonths ? BigInt(parseYearMonthFields(plain, start, end)) : parseDayTimeFields(plain, start, end));
  } catch (error) {
    if (isTry) return null;
    if (isMillraceError(error, "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING")) throw error;
    throw millraceError(`INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING${isMonths ? "" : "_WITH_NOTICE"}`, {
      input: text,
      supportedFormat: "the fields in their order",
      typeName: `interval ${range}`,
      intervalStr: isMonths ? "year-month" : "day-time",
    });
  }
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((name) => [
  name,
  name.slice(0, 3),
  name.slice(0, 2),
]);

/** Days to go from a weekday (Monday 1) to the next one of that name. */
function nextDay(from: bigint, name: string, isTry: boolean): bigint | null {
  const index = WEEKDAYS.findIndex((names) => names.includes(name.trim().toLowerCase()));
  if (index < 0) {
    if (isTry) return null;
    throw millraceError("ILLEGAL_DAY_OF_WEEK", { string: name });
  }
  const days = (index + 1 - Number(from) + 7) % 7;
  return BigInt(days === 0 ? 7 : days);
}

/** Whole months apart when the days agree or both end a month; else with the rest over 31 days, rounded to 8 digits. */
function monthsBetween(a: bigint, b: bigint, rounds: boolean): number {
  const [daysA, daysB] = [a, b].map((micros) => Number(floorDiv(micros, MICROS_PER_DAY))) as [number, number];
  const [dateA, dateB] = [civilFromDays(daysA), civilFromDays(daysB)];
  const months = (dateA.year - dateB.year) * 12 + dateA.month - dateB.month;
  const isEnd = (date: typeof dateA): boolean => date.day === daysInMonth(date.year, date.month);
  if (dateA.day === dateB.day || (isEnd(dateA) && isEnd(dateB))) return months;
  // Whole seconds alone count.
  const rest = (micros: bigint, days: number, day: number): number =>
    day * 86_400 + Number((micros - BigInt(days) * MICROS_PER_DAY) / 1_000_000n);
  const exact = months + (rest(a, daysA, dateA.day) - rest(b, daysB, dateB.day)) / (31 * 86_400);
  return rounds ? Math.round(exact * 1e8) / 1e8 : exact;
}

/** An interval as the kernel reads it. */
function calendarInterval(text: string): string | null {
  try {
    const { months, days, micros } = parseInterval(text);
    return `${months} months ${days} days ${micros} microseconds`;
  } catch {
    return null;
  }
}

/** A gap or delay text in microseconds; NULL when it is none. */
function gap(text: string): bigint | null {
  try {
    return intervalMicros(parseInterval(text));
  } catch {
    return null;
  }
}

export const datetimeHostFunctions: readonly HostFunction[] = [
  host("millrace_iso_timestamp", ["BIGINT", "VARCHAR"], "VARCHAR", (micros: bigint, zone: string) =>
    isoTimestamp(micros, zone === "" ? undefined : zone),
  ),
  host("millrace_parse_date", ["VARCHAR"], "BIGINT", (text: string) => big(parseDate(text))),
  host("millrace_parse_timestamp", ["VARCHAR", "VARCHAR", "VARCHAR", "BIGINT"], "BIGINT", timestamp),
  host("millrace_parse_interval", ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER", "BOOLEAN"], "BIGINT", interval),
  host("millrace_interval_text", ["BIGINT", "VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", intervalSqlText),
  host("millrace_parse_pattern", ["VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN"], "BIGINT", byPattern),
  host("millrace_format_time", ["BIGINT", "VARCHAR", "VARCHAR"], "VARCHAR", formatByPattern),
  host(
    "millrace_calendar_text",
    ["BIGINT", "BIGINT", "BIGINT"],
    "VARCHAR",
    (months: bigint, days: bigint, micros: bigint) => calendarIntervalText(Number(months), Number(days), micros),
  ),
  host("millrace_calendar_interval", ["VARCHAR"], "VARCHAR", calendarInterval),
  host("millrace_next_day", ["BIGINT", "VARCHAR", "BOOLEAN"], "BIGINT", nextDay),
  host("millrace_months_between", ["BIGINT", "BIGINT", "BOOLEAN"], "DOUBLE", monthsBetween),
  host("millrace_date_text", ["BIGINT"], "VARCHAR", (days: bigint) => formatDate(Number(days))),
  host("millrace_wrapped_micros", ["BIGINT"], "BIGINT", (seconds: bigint) => BigInt.asIntN(64, seconds * 1_000_000n)),
  host("millrace_gap_micros", ["VARCHAR"], "BIGINT", gap),
];
