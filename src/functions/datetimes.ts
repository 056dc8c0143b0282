/** Dates and timestamps. Fields are those of the session's wall clock. */
import {
  BOOLEAN,
  DATE,
  decimal,
  DOUBLE,
  INT,
  isDatetime,
  isInterval,
  isFractional,
  isNumeric,
  isString,
  LONG,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  type DataType,
  type DecimalType,
  isIntegral,
  isTimestamp,
} from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { calendarMicros, calendarMonths } from "./calendar-intervals.ts";
import { castSql } from "./cast.ts";
import { family, type ScalarRow } from "./family.ts";
import {
  exactly,
  oneOf,
  optional,
  variadic,
  anyType,
  raise,
  strictly,
  text,
  type ArgumentRule,
  type CallSite,
  type ScalarFunction,
  only,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";
import { fromLocal, toLocal } from "./zone-sql.ts";

const dateOrTime = oneOf('"TIMESTAMP"', isDatetime, TIMESTAMP);
/** As what a text is read where the day alone is asked for: what is behind it may be anything. */
const timeOrDate = oneOf('"DATE"', isDatetime, DATE);
const timeOrText = oneOf(
  '("STRING" or "DATE" or "TIMESTAMP")',
  (t) => isDatetime(t) || t.kind === "string" || isNumeric(t),
  STRING,
);

const timeOrTextOnly = oneOf(
  '("STRING" or "DATE" or "TIMESTAMP" or "TIMESTAMP_NTZ")',
  (t) => isDatetime(t) || t.kind === "string" || t.kind === "null",
);

/** The argument's wall-clock time in the session's zone, as a kernel TIMESTAMP. */
function wall(sql: string, type: DataType, site: CallSite): string {
  if (type.kind === "timestamp") return toLocal(sql, site.zone);
  return type.kind === "date" ? `CAST(${sql} AS TIMESTAMP)` : sql;
}

const local = (sql: string | undefined, site: CallSite, i = 0): string => wall(sql!, site.args[i]!.dataType, site);

function field(extract: (time: string) => string): ScalarRow {
  return { args: [timeOrDate], result: INT, duckdb: ([a], site) => `CAST(${extract(local(a, site))} AS INTEGER)` };
}

/** A part of the clock's time: what is written behind the time is not looked at. */
function clockField(name: string): ScalarRow {
  return { ...field((t) => `${name}(${t})`), args: [dateOrTime, variadic(anyType)], pretty: ([a]) => `${name}(${a})` };
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

const integral: ArgumentRule = {
  accept: ({ dataType }) => (isIntegral(dataType) ? dataType : dataType.kind === "null" ? LONG : undefined),
  required: '"INTEGRAL"',
};
const fromEpoch = (rule: ArgumentRule, micros: (a: string) => string): ScalarRow => ({
  args: [rule],
  result: TIMESTAMP,
  duckdb: ([a], site) => {
    const { dataType } = site.args[0]!;
    // A fraction counts to the microsecond; what is no number is no time.
    if (isFractional(dataType))
      return `CASE WHEN isfinite(${a}) THEN make_timestamp(CAST(trunc(greatest(least(${micros(`CAST(${a} AS DOUBLE)`)}, 9223372036854774784), -9223372036854775808)) AS BIGINT)) END`;
    if (dataType.kind === "decimal" && dataType.scale > 6) return exactMicros(a!, dataType, micros);
    const exact = micros(
      dataType.kind === "decimal" ? `CAST(${a} AS DECIMAL(38, ${dataType.scale}))` : `CAST(${a} AS HUGEINT)`,
    );
    const overflow = raise("DATETIME_OVERFLOW", { operation: text("the number counts past the last time there is") });
    return `CASE WHEN ${exact} IS NULL THEN NULL WHEN ${exact} BETWEEN -9223372036854775808 AND 9223372036854775807 THEN make_timestamp(CAST(${exact} AS BIGINT)) ELSE ${overflow} END`;
  },
});

/** A decimal that says more than microseconds is no time: nothing of it is given up. */
function exactMicros(a: string, { scale }: DecimalType, micros: (a: string) => string): string {
  const exact = micros(`CAST(${a} AS DECIMAL(38, ${scale}))`);
  const inexact = raise("DATETIME_OVERFLOW", { operation: text("the number counts less than a microsecond") });
  return `CASE WHEN ${exact} IS NULL THEN NULL WHEN ${exact} = trunc(${exact}) THEN make_timestamp(CAST(${exact} AS BIGINT)) ELSE ${inexact} END`;
}

const A_TIME =
  '("(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)" or "(TIMESTAMP_LTZ(P) OR TIMESTAMP_NTZ(P) WITH P IN [7, 9])")';
/** The kernel's own division and remainder turn towards zero, which before 1970 is the wrong way. */
const remainder = (a: string, by: number): string => `((${a} % ${by} + ${by}) % ${by})`;
const floorDivided = (a: string, by: number): string => `((${a} - ${remainder(a, by)}) // ${by})`;
const epoch = (divisor: number): ScalarRow => ({
  args: [
    {
      ...only(TIMESTAMP, A_TIME),
      accept: ({ dataType }) => (isTimestamp(dataType) || dataType.kind === "null" ? TIMESTAMP : undefined),
    },
  ],
  result: LONG,
  duckdb: ([a]) => (divisor === 1 ? `epoch_us(${a})` : floorDivided(`epoch_us(${a})`, divisor)),
});

/** Parsing with an optional pattern: a cast without one, the host's pattern reader with one. */
function parsing(result: DataType, isTry: boolean): ScalarRow {
  return {
    args: [timeOrText, optional(STRING)],
    result,
    nullable: "always",
    duckdb: ([a, pattern], site) => {
      const type = site.args[0]!.dataType;
      const mode = isTry || !site.ansi ? "try" : "ansi";
      const castSite = { mode, zone: site.zone, now: site.now } as const;
      // A number is no date, nor a time without a zone: its text may be.
      if (isNumeric(type) && result.kind !== "timestamp")
        return castSql(castSql(a!, type, STRING, castSite), STRING, result, castSite);
      if (pattern === undefined || type.kind !== "string") return castSql(a!, type, result, castSite);
      const parsed = `make_timestamp(${parsedBy(a!, pattern, site, mode !== "try")})`;
      return castSql(parsed, TIMESTAMP, result, castSite);
    },
  };
}

export function formatted(time: string, pattern: string, zone: string): string {
  return `millrace_format_time(epoch_us(${time}), ${pattern}, ${text(zone)})`;
}

/** A date or a time by the pattern; one without a zone is a time of the session's. */
export function shownTime(sql: string, type: DataType, pattern: string, zone: string): string {
  if (type.kind === "timestamp") return formatted(sql, pattern, zone);
  return formatted(fromLocal(`CAST(${sql} AS TIMESTAMP)`, zone), pattern, zone);
}

function addMonths(date: string, months: string): string {
  return `CAST(${date} + to_months(${months}) AS DATE)`;
}

const isDays = (type: DataType): boolean => type.kind === "integer" || type.kind === "short" || type.kind === "byte";
/** A number of days; a constant text may be one. */
const days: ArgumentRule = {
  accept: ({ dataType, literal }, ansi) => {
    if (!isString(dataType)) return isDays(dataType) ? dataType : dataType.kind === "null" ? INT : undefined;
    if (!ansi && typeof literal === "string" && !/^\s*[+-]?\d+\s*$/.test(literal))
      throw millraceError("SECOND_FUNCTION_ARGUMENT_NOT_INTEGER", { functionName: "date_add" });
    return INT;
  },
  required: '("INT" or "SMALLINT" or "TINYINT")',
};

/** Microseconds of a text by a pattern; a text that does not fit is NULL, or in ANSI mode an error. */
function parsedBy(a: string, pattern: string, site: CallSite, fails: boolean): string {
  const hasZone = site.result.kind !== "timestamp_ntz";
  const micros = `millrace_parse_pattern(${a}, ${pattern}, ${text(site.zone)}, ${hasZone})`;
  const failure = fails
    ? raise("CANNOT_PARSE_TIMESTAMP", {
        message: `'Text ''' || ${a} || ''' could not be parsed'`,
        func: text("`try_to_timestamp`"),
      })
    : "NULL";
  return `CASE WHEN ${a} IS NULL OR ${pattern} IS NULL THEN NULL ELSE coalesce(${micros}, ${failure}) END`;
}

const unixTimestamp: ScalarRow = {
  args: [optional(timeOrTextOnly), optional(only(STRING))],
  result: LONG,
  nullable: "always",
  duckdb: ([a, pattern], site) => {
    if (a === undefined) return `CAST(${site.now / 1_000_000n} AS BIGINT)`;
    const type = site.args[0]!.dataType;
    if (type.kind === "string")
      return floorDivided(
        `epoch_us(make_timestamp(${parsedBy(a, pattern ?? text("yyyy-MM-dd HH:mm:ss"), site, site.ansi)}))`,
        1_000_000,
      );
    // Towards zero, which is the kernel's way.
    return `(epoch_us(${castSql(a, type, TIMESTAMP, { mode: "ansi", zone: site.zone, now: site.now })}) // 1000000)`;
  },
  pretty: ([a, b]) => `unix_timestamp(${a ?? "current_timestamp()"}, ${b ?? "yyyy-MM-dd HH:mm:ss"})`,
};

/** A field of an interval's one number; `part` gives that number of a calendar interval, which has three. */
function intervalField(result: DataType, sql: (a: string) => string, part: (a: string) => string): ScalarRow {
  return {
    args: [oneOf('"INTERVAL"', isInterval)],
    result,
    duckdb: ([a], site) => {
      const counted = site.args[0]!.dataType.kind === "calendar_interval" ? `(${part(a!)})` : a!;
      return `CAST(${sql(counted)} AS ${kernelType(site.result)})`;
    },
  };
}

export const datetimeFunctions: readonly ScalarFunction[] = family({
  year: field((t) => `year(${t})`),
  quarter: field((t) => `quarter(${t})`),
  month: field((t) => `month(${t})`),
  day: { ...field((t) => `day(${t})`), aliases: ["dayofmonth"] },
  hour: clockField("hour"),
  minute: clockField("minute"),
  second: clockField("second"),
  dayofweek: field((t) => `(dayofweek(${t}) + 1)`),
  weekday: field((t) => `(isodow(${t}) - 1)`),
  dayofyear: field((t) => `dayofyear(${t})`),
  weekofyear: field((t) => `week(${t})`),
  extract_dayofweek_iso: field((t) => `isodow(${t})`),
  extract_yearofweek: field((t) => `isoyear(${t})`),
  dayname: { args: [DATE], result: STRING, duckdb: ([d]) => `strftime(${d}, '%a')` },
  monthname: { args: [DATE], result: STRING, duckdb: ([d]) => `strftime(${d}, '%b')` },
  date_trunc: {
    args: [STRING, dateOrTime],
    result: ([, type]) => (type!.kind === "timestamp_ntz" ? TIMESTAMP_NTZ : TIMESTAMP),
    nullable: "always",
    duckdb: ([unit, t], site) => {
      const time = local(t, site, 1);
      const cut = truncated(unit!, time, Object.keys(TRUNC_UNITS));
      if (site.args[1]!.dataType.kind === "timestamp_ntz" || site.zone === "UTC") return cut;
      // Below a day the offset stays what it is, also where the clock shows an hour twice.
      const instant = site.args[1]!.dataType.kind === "timestamp" ? t! : fromLocal(time, site.zone);
      const moved = `make_timestamp(epoch_us(${instant}) - (epoch_us(${time}) - epoch_us(${cut})))`;
      return `CASE WHEN lower(${unit}) IN ('hour', 'minute', 'second', 'millisecond', 'microsecond') THEN ${moved} ELSE ${fromLocal(cut, site.zone)} END`;
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
    duckdb: ([t, pattern], site) => shownTime(t!, site.args[0]!.dataType, pattern!, site.zone),
  },
  to_timestamp: parsing(TIMESTAMP, false),
  to_timestamp_ltz: parsing(TIMESTAMP, false),
  to_timestamp_ntz: parsing(TIMESTAMP_NTZ, false),
  try_to_timestamp: parsing(TIMESTAMP, true),
  to_date: parsing(DATE, false),
  try_to_date: parsing(DATE, true),
  unix_timestamp: unixTimestamp,
  to_unix_timestamp: {
    ...unixTimestamp,
    args: [timeOrTextOnly, optional(only(STRING))],
    pretty: ([a, b]) => `to_unix_timestamp(${a}, ${b ?? "yyyy-MM-dd HH:mm:ss"})`,
  },
  from_unixtime: {
    args: [LONG, optional(STRING)],
    result: STRING,
    duckdb: ([s, pattern], site) =>
      // Seconds past what microseconds can count wrap, as Java's longs do.
      formatted(
        `make_timestamp(millrace_wrapped_micros(CAST(${s} AS BIGINT)))`,
        pattern ?? text("yyyy-MM-dd HH:mm:ss"),
        site.zone,
      ),
    pretty: ([a, b]) => `from_unixtime(${a}, ${b ?? "yyyy-MM-dd HH:mm:ss"})`,
  },
  timestamp_seconds: fromEpoch(strictly('"NUMERIC"', isNumeric, DOUBLE), (a) => `${a} * 1000000`),
  timestamp_millis: fromEpoch(integral, (a) => `${a} * 1000`),
  timestamp_micros: fromEpoch(integral, (a) => a),
  unix_seconds: epoch(1_000_000),
  unix_millis: epoch(1000),
  unix_micros: epoch(1),
  unix_date: {
    args: [only(DATE)],
    result: INT,
    duckdb: ([d]) => `CAST(date_diff('day', DATE '1970-01-01', ${d}) AS INTEGER)`,
  },
  date_from_unix_date: { args: [INT], result: DATE, duckdb: ([d]) => `(DATE '1970-01-01' + ${d})` },
  date_add: {
    args: [DATE, days],
    result: DATE,
    aliases: ["dateadd"],
    duckdb: ([d, n]) => `(${d} + CAST(${n} AS INTEGER))`,
    pretty: ([d, n]) => `date_add(${d}, ${n})`,
  },
  date_sub: { args: [DATE, days], result: DATE, duckdb: ([d, n]) => `(${d} - CAST(${n} AS INTEGER))` },
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
    duckdb: ([d, day], site) =>
      `(${d} + CAST(millrace_next_day(CAST(isodow(${d}) AS BIGINT), ${day}, ${!site.ansi}) AS INTEGER))`,
  },
  from_utc_timestamp: {
    args: [TIMESTAMP, STRING],
    result: TIMESTAMP,
    duckdb: ([t, zone]) => `make_timestamp(millrace_to_zone(epoch_us(${t}), ${zone}))`,
  },
  to_utc_timestamp: {
    args: [TIMESTAMP, STRING],
    result: TIMESTAMP,
    duckdb: ([t, zone]) => `make_timestamp(millrace_from_zone(epoch_us(${t}), ${zone}))`,
  },
  months_between: {
    args: [TIMESTAMP, TIMESTAMP, optional(BOOLEAN)],
    result: DOUBLE,
    duckdb: ([a, b, rounds], site) =>
      `millrace_months_between(epoch_us(${local(a, site)}), epoch_us(${local(b, site, 1)}), ${rounds ?? "true"})`,
    pretty: ([a, b, rounds]) => `months_between(${a}, ${b}, ${rounds ?? true})`,
  },
  interval_years: intervalField(INT, (a) => `${a} // 12`, calendarMonths),
  interval_months: intervalField({ kind: "byte" }, (a) => `${a} % 12`, calendarMonths),
  interval_days: intervalField(
    INT,
    (a) => `${a} // 86400000000`,
    (a) => `datepart('day', ${a}) * 86400000000`,
  ),
  interval_hours: intervalField({ kind: "byte" }, (a) => `(${a} % 86400000000) // 3600000000`, calendarMicros),
  interval_minutes: intervalField({ kind: "byte" }, (a) => `(${a} % 3600000000) // 60000000`, calendarMicros),
  interval_seconds: intervalField(
    decimal(8, 6),
    (a) => `CAST(CAST(${a} % 60000000 AS DECIMAL(18, 0)) / 1000000 AS DECIMAL(8, 6))`,
    calendarMicros,
  ),
  extract_seconds: {
    args: [TIMESTAMP],
    result: decimal(8, 6),
    duckdb: ([t], site) =>
      `CAST(CAST(${remainder(`epoch_us(${local(t, site)})`, 60_000_000)} AS DECIMAL(18, 0)) / 1000000 AS DECIMAL(8, 6))`,
  },
});
