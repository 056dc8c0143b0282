/** Dates and timestamps. Fields are those of the session's wall clock. */
import {
  DATE,
  decimal,
  DOUBLE,
  INT,
  isDatetime,
  isIntegral,
  isNumeric,
  LONG,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  type DataType,
} from "../types/data-type.ts";
import { castSql } from "./cast.ts";
import { family, type ScalarRow } from "./family.ts";
import { exactly, oneOf, optional, raise, text, type CallSite, type ScalarFunction } from "./function.ts";
import { fromLocal, toLocal } from "./zone-sql.ts";

const dateOrTime = oneOf('"TIMESTAMP"', isDatetime, TIMESTAMP);
const timeOrText = oneOf('("STRING" or "DATE" or "TIMESTAMP")', (t) => isDatetime(t) || t.kind === "string", STRING);

/** The argument's wall-clock time in the session's zone, as a kernel TIMESTAMP. */
function wall(sql: string, type: DataType, site: CallSite): string {
  if (type.kind === "timestamp") return toLocal(sql, site.zone);
  return type.kind === "date" ? `CAST(${sql} AS TIMESTAMP)` : sql;
}

const local = (sql: string | undefined, site: CallSite, i = 0): string => wall(sql!, site.args[i]!.dataType, site);

function field(extract: (time: string) => string): ScalarRow {
  return { args: [dateOrTime], result: INT, duckdb: ([a], site) => `CAST(${extract(local(a, site))} AS INTEGER)` };
}

/** Units of `date_trunc`, by Spark's names; any other gives NULL. */
const TRUNC_UNITS: Record<string, string> = {
  year: "year",
  yyyy: "year",
  yy: "year",
  quarter: "quarter",
  month: "month",
  mm: "month",
  mon: "month",
  week: "week",
  day: "day",
  dd: "day",
  hour: "hour",
  minute: "minute",
  second: "second",
  millisecond: "milliseconds",
  microsecond: "microseconds",
};

function truncated(unitSql: string, time: string, units: readonly string[]): string {
  const branches = units.map((unit) => `WHEN ${text(unit)} THEN date_trunc(${text(TRUNC_UNITS[unit]!)}, ${time})`);
  return `CASE lower(${unitSql}) ${branches.join(" ")} END`;
}

const fromEpoch = (micros: (a: string) => string): ScalarRow => ({
  args: [oneOf('"NUMERIC"', isNumeric, DOUBLE)],
  result: TIMESTAMP,
  duckdb: ([a]) => `make_timestamp(CAST(${micros(a!)} AS BIGINT))`,
});
const epoch = (divisor: number): ScalarRow => ({
  args: [TIMESTAMP],
  result: LONG,
  duckdb: ([a]) => (divisor === 1 ? `epoch_us(${a})` : `CAST(floor(epoch_us(${a}) / ${divisor}) AS BIGINT)`),
});

/** Parsing with an optional pattern: a cast without one, the host's pattern reader with one. */
function parsing(result: DataType, isTry: boolean, name: string): ScalarRow {
  return {
    args: [timeOrText, optional(STRING)],
    result,
    nullable: "always",
    duckdb: ([a, pattern], site) => {
      const type = site.args[0]!.dataType;
      const mode = isTry || !site.ansi ? "try" : "ansi";
      const castSite = { mode, zone: site.zone, now: site.now } as const;
      if (pattern === undefined || type.kind !== "string") return castSql(a!, type, result, castSite);
      const micros = `millrace_parse_pattern(${a}, ${pattern}, ${text(site.zone)})`;
      const failure =
        mode === "try"
          ? "NULL"
          : raise("CANNOT_PARSE_TIMESTAMP", {
              message: `'Text ''' || ${a} || ''' could not be parsed'`,
              func: text(`\`try_${name}\``),
            });
      const parsed = `CASE WHEN ${a} IS NULL OR ${pattern} IS NULL THEN NULL ELSE make_timestamp(coalesce(${micros}, ${failure})) END`;
      return castSql(parsed, TIMESTAMP, result, castSite);
    },
  };
}

function formatted(time: string, pattern: string): string {
  return `millrace_format_time(epoch_us(${time}), ${pattern})`;
}

function addMonths(date: string, months: string): string {
  return `CAST(${date} + to_months(${months}) AS DATE)`;
}

const asDate = (sql: string | undefined): string => sql!;

export const datetimeFunctions: readonly ScalarFunction[] = family({
  year: field((t) => `year(${t})`),
  quarter: field((t) => `quarter(${t})`),
  month: field((t) => `month(${t})`),
  day: { ...field((t) => `day(${t})`), aliases: ["dayofmonth"] },
  hour: field((t) => `hour(${t})`),
  minute: field((t) => `minute(${t})`),
  second: field((t) => `second(${t})`),
  dayofweek: field((t) => `(dayofweek(${t}) + 1)`),
  weekday: field((t) => `(isodow(${t}) - 1)`),
  dayofyear: field((t) => `dayofyear(${t})`),
  weekofyear: field((t) => `week(${t})`),
  date_trunc: {
    args: [STRING, dateOrTime],
    result: ([, type]) => (type!.kind === "timestamp_ntz" ? TIMESTAMP_NTZ : TIMESTAMP),
    nullable: "always",
    duckdb: ([unit, t], site) => {
      const cut = truncated(unit!, local(t, site, 1), Object.keys(TRUNC_UNITS));
      return site.args[1]!.dataType.kind === "timestamp_ntz" ? cut : fromLocal(cut, site.zone);
    },
  },
  trunc: {
    args: [exactly(DATE), STRING],
    result: DATE,
    nullable: "always",
    duckdb: ([d, unit]) =>
      `CAST(${truncated(unit!, `CAST(${d} AS TIMESTAMP)`, ["year", "yyyy", "yy", "quarter", "month", "mm", "mon", "week"])} AS DATE)`,
  },
  date_format: {
    args: [dateOrTime, STRING],
    result: STRING,
    duckdb: ([t, pattern], site) => formatted(local(t, site), pattern!),
  },
  to_timestamp: parsing(TIMESTAMP, false, "to_timestamp"),
  try_to_timestamp: parsing(TIMESTAMP, true, "to_timestamp"),
  to_date: parsing(DATE, false, "to_date"),
  try_to_date: parsing(DATE, true, "to_date"),
  unix_timestamp: {
    args: [optional(timeOrText), optional(STRING)],
    result: LONG,
    nullable: "always",
    aliases: ["to_unix_timestamp"],
    duckdb: ([a, pattern], site) => {
      if (a === undefined) return `CAST(${site.now / 1_000_000n} AS BIGINT)`;
      const type = site.args[0]!.dataType;
      const time =
        type.kind === "string"
          ? `make_timestamp(millrace_parse_pattern(${a}, ${pattern ?? text("yyyy-MM-dd HH:mm:ss")}, ${text(site.zone)}))`
          : castSql(a, type, TIMESTAMP, { mode: "ansi", zone: site.zone, now: site.now });
      return `(epoch_us(${time}) // 1000000)`;
    },
    pretty: ([a, b]) => `unix_timestamp(${a ?? "current_timestamp()"}, ${b ?? "yyyy-MM-dd HH:mm:ss"})`,
  },
  from_unixtime: {
    args: [LONG, optional(STRING)],
    result: STRING,
    duckdb: ([s, pattern], site) =>
      formatted(toLocal(`make_timestamp(${s} * 1000000)`, site.zone), pattern ?? text("yyyy-MM-dd HH:mm:ss")),
    pretty: ([a, b]) => `from_unixtime(${a}, ${b ?? "yyyy-MM-dd HH:mm:ss"})`,
  },
  timestamp_seconds: fromEpoch((a) => `${a} * 1000000`),
  timestamp_millis: fromEpoch((a) => `${a} * 1000`),
  timestamp_micros: fromEpoch((a) => a),
  unix_seconds: epoch(1_000_000),
  unix_millis: epoch(1000),
  unix_micros: epoch(1),
  unix_date: {
    args: [DATE],
    result: INT,
    duckdb: ([d]) => `CAST(date_diff('day', DATE '1970-01-01', ${d}) AS INTEGER)`,
  },
  date_from_unix_date: { args: [INT], result: DATE, duckdb: ([d]) => `(DATE '1970-01-01' + ${d})` },
  date_add: {
    args: [DATE, oneOf('("INT" or "SMALLINT" or "TINYINT")', isIntegral, INT)],
    result: DATE,
    aliases: ["dateadd"],
    duckdb: ([d, n]) => `(${asDate(d)} + CAST(${n} AS INTEGER))`,
  },
  date_sub: {
    args: [DATE, oneOf('("INT" or "SMALLINT" or "TINYINT")', isIntegral, INT)],
    result: DATE,
    duckdb: ([d, n]) => `(${asDate(d)} - CAST(${n} AS INTEGER))`,
  },
  datediff: {
    args: [DATE, DATE],
    result: INT,
    aliases: ["date_diff"],
    duckdb: ([a, b]) => `CAST(${a} - ${b} AS INTEGER)`,
  },
  add_months: { args: [DATE, INT], result: DATE, duckdb: ([d, n]) => addMonths(d!, n!) },
  last_day: { args: [DATE], result: DATE, duckdb: ([d]) => `last_day(${d})` },
  next_day: {
    args: [DATE, STRING],
    result: DATE,
    nullable: "always",
    duckdb: ([d, day]) => `(${d} + CAST(millrace_next_day(CAST(isodow(${d}) AS BIGINT), ${day}) AS INTEGER))`,
  },
  make_date: { args: [INT, INT, INT], result: DATE, duckdb: (args) => `make_date(${args.join(", ")})` },
  from_utc_timestamp: {
    args: [TIMESTAMP, STRING],
    result: TIMESTAMP,
    duckdb: ([t, zone]) => `timezone(${zone}, timezone('UTC', ${t}))`,
  },
  to_utc_timestamp: {
    args: [TIMESTAMP, STRING],
    result: TIMESTAMP,
    duckdb: ([t, zone]) => `timezone('UTC', timezone(${zone}, ${t}))`,
  },
  months_between: {
    args: [TIMESTAMP, TIMESTAMP],
    result: DOUBLE,
    duckdb: ([a, b], site) => `millrace_months_between(epoch_us(${local(a, site)}), epoch_us(${local(b, site, 1)}))`,
    pretty: ([a, b]) => `months_between(${a}, ${b}, true)`,
  },
  extract_seconds: {
    args: [TIMESTAMP],
    result: decimal(8, 6),
    duckdb: ([t], site) => `CAST((epoch_us(${local(t, site)}) % 60000000) / 1000000 AS DECIMAL(8, 6))`,
  },
});

/** The function that gives a field of EXTRACT and date_part. */
export const EXTRACT_FIELDS: Readonly<Record<string, string>> = {
  year: "year",
  years: "year",
  yr: "year",
  y: "year",
  quarter: "quarter",
  qtr: "quarter",
  month: "month",
  mon: "month",
  months: "month",
  week: "weekofyear",
  weeks: "weekofyear",
  w: "weekofyear",
  day: "day",
  days: "day",
  d: "day",
  dayofweek: "dayofweek",
  dow: "dayofweek",
  dayofweek_iso: "weekday",
  dow_iso: "weekday",
  doy: "dayofyear",
  dayofyear: "dayofyear",
  hour: "hour",
  hours: "hour",
  h: "hour",
  minute: "minute",
  minutes: "minute",
  min: "minute",
  m: "minute",
  second: "extract_seconds",
  seconds: "extract_seconds",
  sec: "extract_seconds",
  s: "extract_seconds",
};
