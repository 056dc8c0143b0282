/** The fields that EXTRACT and `date_part` know, by all their names. */
import { isInterval, type DataType } from "../types/data-type.ts";

/** The function that gives a field of EXTRACT and date_part. */
export function extractFunction(fieldName: string, type: DataType): string | undefined {
  const key = fieldName.toLowerCase();
  if (!isInterval(type)) return EXTRACT_FIELDS[key];
  const name = INTERVAL_FIELDS[key];
  if (name === undefined || (type.kind !== "year_month_interval" && type.kind !== "day_time_interval")) return name;
  // Only what the interval is written in can be asked of it.
  const place = (type.kind === "year_month_interval" ? YEAR_MONTH : DAY_TIME).indexOf(name);
  return place >= type.start && place <= type.end ? name : undefined;
}

const YEAR_MONTH = ["interval_years", "interval_months"];
const DAY_TIME = ["interval_days", "interval_hours", "interval_minutes", "interval_seconds"];

const INTERVAL_FIELDS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ["interval_years", ["year", "y", "years", "yr", "yrs"]],
      ["interval_months", ["month", "mon", "mons", "months"]],
      ["interval_days", ["day", "d", "days"]],
      ["interval_hours", ["hour", "h", "hours", "hr", "hrs"]],
      ["interval_minutes", ["minute", "m", "min", "mins", "minutes"]],
      ["interval_seconds", ["second", "s", "sec", "seconds", "secs"]],
    ] as const
  ).flatMap(([name, words]) => words.map((word): [string, string] => [word, name])),
);

const EXTRACT_FIELDS: Readonly<Record<string, string>> = {
  yearofweek: "extract_yearofweek",
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
  dayofweek_iso: "extract_dayofweek_iso",
  dow_iso: "extract_dayofweek_iso",
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
