/** Dates, times and intervals made of their fields; times moved and measured by units. */
import {
  DATE,
  dayTimeInterval,
  decimal,
  INT,
  isTimestamp,
  LONG,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  yearMonthInterval,
  type DataType,
  isString,
} from "../types/data-type.ts";
import { castSql } from "./cast.ts";
import { family, type ScalarRow } from "./family.ts";
import { oneOf, optional, text, type CallSite, type ScalarFunction } from "./function.ts";

const SECONDS = decimal(18, 6);
const micros = (sql: string): string => `CAST(${sql} * 1000000 AS BIGINT)`;
const long = (sql: string): string => `CAST(${sql} AS BIGINT)`;

function makeTimestamp(name: string, result: DataType, isTry: boolean): ScalarRow {
  const isLocal = result.kind === "timestamp_ntz";
  return {
    args: [INT, INT, INT, INT, INT, SECONDS, ...(isLocal ? [] : [optional(STRING)])],
    result,
    nullable: "always",
    duckdb: ([year, month, day, hour, minute, second, zone], site) => {
      const fields = [year!, month!, day!, hour!, minute!].map(long);
      const lenient = isTry || !site.ansi;
      return `make_timestamp(millrace_make_timestamp(${fields.join(", ")}, ${micros(second!)}, ${zone ?? text(site.zone)}, ${isLocal}, ${lenient}))`;
    },
    pretty: (args) => `${name}(${args.join(", ")})`,
  };
}

/** Missing fields are zeros, and are printed as such. */
function withDefaults(name: string, count: number, seconds: boolean): (args: readonly string[]) => string {
  return (args) =>
    `${name}(${Array.from({ length: count }, (_, i) => args[i] ?? (seconds && i === count - 1 ? "0.000000" : "0")).join(", ")})`;
}

const orZero = (args: readonly string[], count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => args[i] ?? "0");

const INTERVAL: DataType = { kind: "calendar_interval" };

function makeInterval(name: string, isTry: boolean): ScalarRow {
  return {
    args: [INT, INT, INT, INT, INT, INT, SECONDS].map((type) => optional(type)),
    result: INTERVAL,
    nullable: (args) => isTry || args.some((a) => a.nullable),
    duckdb: (args) => {
      const [years, months, weeks, days, hours, minutes, seconds] = orZero(args, 7);
      const total = `CAST(${years} AS BIGINT) * 12 + ${months}`;
      const monthCount = isTry ? `TRY_CAST(${total} AS INTEGER)` : `CAST(${total} AS INTEGER)`;
      return `(to_months(${monthCount}) + to_days(CAST(CAST(${weeks} AS BIGINT) * 7 + ${days} AS INTEGER)) + to_microseconds(CAST(${hours} AS BIGINT) * 3600000000 + CAST(${minutes} AS BIGINT) * 60000000 + ${micros(`CAST(${seconds} AS DECIMAL(18, 6))`)}))`;
    },
    pretty: withDefaults(name, 7, true),
  };
}

const unitText = (unit: string): string => unit.toUpperCase();
const utc = (sql: string): string => `epoch_us(${sql})`;
const zoneOf = (site: CallSite, i: number): string =>
  text(site.args[i]!.dataType.kind === "timestamp_ntz" ? "UTC" : site.zone);

const timestampAdd: ScalarRow = {
  args: [STRING, LONG, oneOf('"TIMESTAMP"', isTimestamp, TIMESTAMP)],
  result: ([, , type]) => (type!.kind === "timestamp_ntz" ? TIMESTAMP_NTZ : TIMESTAMP),
  duckdb: ([unit, n, time], site) =>
    `make_timestamp(millrace_timestamp_add(${unit}, ${n}, ${utc(time!)}, ${zoneOf(site, 2)}))`,
  pretty: ([unit, n, time]) => `timestampadd(${unitText(unit!)}, ${n}, ${time})`,
};
const timestampDiff: ScalarRow = {
  args: [STRING, TIMESTAMP, TIMESTAMP],
  result: LONG,
  duckdb: ([unit, from, to], site) =>
    `millrace_timestamp_diff(${unit}, ${utc(from!)}, ${utc(to!)}, ${zoneOf(site, 1)})`,
  pretty: ([unit, from, to]) => `timestampdiff(${unitText(unit!)}, ${from}, ${to})`,
};

export const timeMaking: readonly ScalarFunction[] = family({
  make_timestamp: makeTimestamp("make_timestamp", TIMESTAMP, false),
  try_make_timestamp: makeTimestamp("try_make_timestamp", TIMESTAMP, true),
  make_timestamp_ltz: makeTimestamp("make_timestamp_ltz", TIMESTAMP, false),
  try_make_timestamp_ltz: makeTimestamp("try_make_timestamp_ltz", TIMESTAMP, true),
  make_timestamp_ntz: makeTimestamp("make_timestamp_ntz", TIMESTAMP_NTZ, false),
  try_make_timestamp_ntz: makeTimestamp("try_make_timestamp_ntz", TIMESTAMP_NTZ, true),
  make_date: {
    args: [INT, INT, INT],
    result: DATE,
    duckdb: (args, site) =>
      `(DATE '1970-01-01' + CAST(millrace_make_date(${args.map(long).join(", ")}, ${!site.ansi}) AS INTEGER))`,
  },
  make_interval: makeInterval("make_interval", false),
  try_make_interval: makeInterval("try_make_interval", true),
  make_dt_interval: {
    args: [INT, INT, INT, SECONDS].map((type) => optional(type)),
    result: dayTimeInterval(),
    duckdb: (args) => {
      const [days, hours, minutes, seconds] = orZero(args, 4);
      return `millrace_day_time(${long(days!)}, ${long(hours!)}, ${long(minutes!)}, ${micros(`CAST(${seconds} AS DECIMAL(18, 6))`)})`;
    },
    pretty: withDefaults("make_dt_interval", 4, true),
  },
  make_ym_interval: {
    args: [INT, INT].map((type) => optional(type)),
    result: yearMonthInterval(),
    duckdb: (args) => `CAST(millrace_year_month(${orZero(args, 2).map(long).join(", ")}) AS INTEGER)`,
    pretty: withDefaults("make_ym_interval", 2, false),
  },
  timestampadd: timestampAdd,
  timestampdiff: timestampDiff,
  current_timezone: { args: [], result: STRING, nullable: "never", duckdb: (_, site) => text(site.zone) },
  convert_timezone: {
    args: [
      STRING,
      // The zone, or with two arguments the time.
      {
        accept: ({ dataType }) =>
          isString(dataType)
            ? STRING
            : ["date", "timestamp", "timestamp_ntz", "null"].includes(dataType.kind)
              ? TIMESTAMP_NTZ
              : undefined,
        required: '"TIMESTAMP_NTZ"',
      },
      optional(TIMESTAMP_NTZ),
    ],
    result: TIMESTAMP_NTZ,
    duckdb: ([a, b, c], site) => {
      const rules = { mode: site.ansi ? "ansi" : "legacy", zone: site.zone, now: site.now } as const;
      const local = isString(site.args[1]!.dataType) ? castSql(b!, STRING, TIMESTAMP_NTZ, rules) : b;
      const [from, to, time] = c === undefined ? [text(site.zone), a, local] : [a, b, c];
      return `make_timestamp(millrace_to_zone(millrace_from_zone(epoch_us(${time}), ${from}), ${to}))`;
    },
    pretty: ([a, b, c]) =>
      c === undefined ? `convert_timezone(current_timezone(), ${a}, ${b})` : `convert_timezone(${a}, ${b}, ${c})`,
  },
});
