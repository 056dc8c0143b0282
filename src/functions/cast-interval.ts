/** Casts between intervals, and between intervals and numbers: a number counts the interval's smallest field. */
import {
  DAY_TIME_FIELDS,
  isInterval,
  isNumeric,
  LONG,
  type DataType,
  type DayTimeIntervalType,
  type YearMonthIntervalType,
} from "../types/data-type.ts";

type FieldInterval = DayTimeIntervalType | YearMonthIntervalType;

const isFieldInterval = (type: DataType): type is FieldInterval =>
  isInterval(type) && type.kind !== "calendar_interval";

/** Of an interval of several fields a number counts the smallest. */
export function canCastInterval(from: DataType, to: DataType): boolean {
  if (isFieldInterval(from) && isFieldInterval(to)) return from.kind === to.kind;
  if (isFieldInterval(from)) return isNumeric(to) && to.kind !== "float" && to.kind !== "double";
  return isFieldInterval(to) && isNumeric(from) && from.kind !== "float" && from.kind !== "double";
}

/** Micros in a day, an hour, a minute, a second; months in a year, a month. */
const UNITS: Readonly<Record<FieldInterval["kind"], readonly number[]>> = {
  day_time_interval: [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000],
  year_month_interval: [12, 1],
};

const unitOf = ({ kind, end }: FieldInterval): number => UNITS[kind][end]!;

/** `between` casts one number to another. */
export function intervalCast(
  sql: string,
  from: DataType,
  to: DataType,
  between: (sql: string, from: DataType, to: DataType) => string,
): string {
  if (isFieldInterval(from) && isFieldInterval(to)) return withoutSmaller(sql, to);
  if (isFieldInterval(from)) {
    const unit = unitOf(from);
    if (to.kind !== "decimal") return between(`CAST(trunc(${sql} / ${unit}) AS BIGINT)`, LONG, to);
    const exact = `millrace_decimal_divide(CAST(${sql} AS VARCHAR), '${unit}', ${to.scale})`;
    return between(exact, { kind: "string" }, to);
  }
  const unit = unitOf(to as FieldInterval);
  const whole = from.kind === "decimal" ? `round(${sql} * ${unit})` : `CAST(${sql} AS HUGEINT) * ${unit}`;
  return between(
    whole,
    { kind: "decimal", precision: 38, scale: 0 },
    to.kind === "day_time_interval" ? LONG : { kind: "integer" },
  );
}

/** Fields below the last one are gone; those of a second stay, with its fraction. */
function withoutSmaller(sql: string, to: FieldInterval): string {
  const unit = unitOf(to);
  const isWhole = to.kind === "day_time_interval" && DAY_TIME_FIELDS[to.end] === "second";
  return isWhole || unit === 1 ? sql : `(${sql} - ${sql} % ${unit})`;
}
