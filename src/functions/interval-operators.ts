/** Arithmetic of times and intervals. */
import {
  DATE,
  dayTimeInterval,
  DOUBLE,
  isDatetime,
  isIntegral,
  isInterval,
  isNumeric,
  isString,
  LONG,
  STRING,
  TIMESTAMP,
  yearMonthInterval,
  type DataType,
} from "../types/data-type.ts";
import { scaledCalendar } from "./calendar-intervals.ts";
import { commonType } from "./coercion.ts";
import { raise, text, type CallSite, type Signature } from "./function.ts";
import { kernelType } from "./kernel-type.ts";

export type Operator = "+" | "-" | "*" | "/" | "%" | "div";

/** What times and intervals become under an operator; undefined where it is not about them. */
export function temporalType(
  operator: Operator,
  left: DataType,
  right: DataType,
): Omit<Signature, "nullable"> | undefined {
  const own = (result: DataType): Omit<Signature, "nullable"> => ({ params: [left, right], result });
  const interval = (type: DataType): boolean =>
    type.kind === "day_time_interval" || type.kind === "year_month_interval";
  if (operator === "+" || operator === "-") {
    if (isDatetime(left) && interval(right))
      return own(left.kind === "date" && right.kind === "day_time_interval" && right.end > 0 ? TIMESTAMP : left);
    if (operator === "+" && interval(left) && isDatetime(right))
      return own(right.kind === "date" && left.kind === "day_time_interval" && left.end > 0 ? TIMESTAMP : right);
    if (operator === "-" && isDatetime(left) && isDatetime(right))
      return own(left.kind === "date" && right.kind === "date" ? dayTimeInterval(0, 0) : dayTimeInterval());
    if (left.kind === "calendar_interval" && right.kind === "calendar_interval") return own(left);
    if (left.kind === right.kind && interval(left)) return own(commonType(left, right)!);
    if (left.kind === "date" && isDays(right)) return own(DATE);
    if (operator === "+" && isDays(left) && right.kind === "date") return own(DATE);
    if (interval(left) && right.kind === "null") return { params: [left, left], result: left };
    if (left.kind === "null" && interval(right)) return { params: [right, right], result: right };
    if (operator === "-" && left.kind === "date" && (isString(right) || right.kind === "null"))
      return { params: [DATE, DATE], result: dayTimeInterval(0, 0) };
    if (operator === "-" && (isString(left) || left.kind === "null") && right.kind === "date")
      return { params: [DATE, DATE], result: dayTimeInterval(0, 0) };
    const isInstant = (type: DataType): boolean => type.kind === "timestamp" || type.kind === "timestamp_ntz";
    const isOpen = (type: DataType): boolean => isString(type) || type.kind === "null";
    if (operator === "-" && ((isInstant(left) && isOpen(right)) || (isOpen(left) && isInstant(right))))
      return { params: [TIMESTAMP, TIMESTAMP], result: dayTimeInterval() };
    // A NULL beside a time is an interval.
    if (isDatetime(left) && right.kind === "null")
      return { params: [timed(left), dayTimeInterval()], result: timed(left) };
    if (operator === "+" && left.kind === "null" && isDatetime(right))
      return { params: [dayTimeInterval(), timed(right)], result: timed(right) };
    // Read as a time, and written as a text again.
    if (isString(left) && right.kind === "day_time_interval") return { params: [TIMESTAMP, right], result: STRING };
    if (operator === "+" && left.kind === "day_time_interval" && isString(right))
      return { params: [left, TIMESTAMP], result: STRING };
    if (isDatetime(left) && right.kind === "calendar_interval") return own(left.kind === "date" ? DATE : left);
  }
  if (operator === "*" || operator === "/") {
    if (left.kind === "calendar_interval" && isNumeric(right)) return { params: [left, DOUBLE], result: left };
    if (operator === "*" && isNumeric(left) && right.kind === "calendar_interval")
      return { params: [DOUBLE, right], result: right };
  }
  const whole = (type: DataType): DataType =>
    type.kind === "day_time_interval" ? dayTimeInterval() : yearMonthInterval();
  const factor = (type: DataType): boolean => isNumeric(type) || isString(type) || type.kind === "null";
  if ((operator === "*" || operator === "/") && interval(left) && factor(right))
    return { params: [left, isNumeric(right) ? right : DOUBLE], result: whole(left) };
  if (operator === "*" && factor(left) && interval(right))
    return { params: [isNumeric(left) ? left : DOUBLE, right], result: whole(right) };
  if (operator === "div" && interval(left) && left.kind === right.kind) return { params: [left, right], result: LONG };
  return undefined;
}

/** A date as the time it begins with. */
const timed = (type: DataType): DataType => (type.kind === "date" ? TIMESTAMP : type);

/** A number of days that can be added to a date. */
const isDays = ({ kind }: DataType): boolean => kind === "integer" || kind === "short" || kind === "byte";

/** Which operand does not go with the time or the interval beside it, where it is that one which is said to be wrong. */
export function misfitBesideTime(operator: Operator, left: DataType, right: DataType): 0 | 1 | undefined {
  const isSpan = (type: DataType): boolean => isInterval(type) && type.kind !== "calendar_interval";
  if (operator === "*" || operator === "/") {
    if (isSpan(left)) return 1;
    return operator === "*" && isSpan(right) ? 0 : undefined;
  }
  if (operator !== "+" && operator !== "-") return undefined;
  if (isInterval(left) && isInterval(right) && isSpan(left) !== isSpan(right)) return 1;
  if (left.kind === "date" && (operator === "+" || !isDatetime(right)) && right.kind !== "null") return 1;
  if (right.kind === "date" && left.kind !== "null" && (operator === "+" || !isString(left))) return 0;
  const isTime = (type: DataType): boolean => type.kind === "day_time_interval";
  const isOtherSpan = isSpan(right) && (operator === "+" || left.kind === "year_month_interval");
  if (isSpan(left) && ((operator === "+" && isTime(left) && isNumeric(right)) || isOtherSpan)) return 1;
  return isTime(right) && isNumeric(left) ? 0 : undefined;
}

/** Months and days move the session's wall clock, what is smaller than a day the instant. */
export function addInterval(
  [time, interval]: readonly [string, string],
  [type, kind]: readonly [DataType, DataType],
  sign: string,
  zone: string,
): string {
  const inZone = zone !== "UTC" && type.kind === "timestamp";
  const signed = sign === "-" ? `(- ${interval})` : interval;
  if (kind.kind === "calendar_interval") return `CAST(${time} ${sign} ${interval} AS ${kernelType(type)})`;
  if (kind.kind === "year_month_interval")
    return inZone
      ? `make_timestamp(millrace_add_months(epoch_us(${time}), CAST(${signed} AS BIGINT), ${text(zone)}))`
      : `CAST(${time} ${sign} to_months(${interval}) AS ${kernelType(type)})`;
  if (inZone) return `make_timestamp(millrace_add_micros(epoch_us(${time}), ${signed}, ${text(zone)}))`;
  const moved = `(CAST(${time} AS TIMESTAMP) ${sign} to_microseconds(${interval}))`;
  return type.kind === "date" && kind.kind === "day_time_interval" && kind.end === 0 ? `CAST(${moved} AS DATE)` : moved;
}

/** Intervals added, and multiplied or divided by numbers, half a unit counting up. */
export function intervalArithmetic(
  operator: Operator,
  [a, b]: readonly [string, string],
  [left, right]: readonly [DataType, DataType],
  site: CallSite,
  isTry: boolean,
): string {
  const overflow = isTry
    ? "NULL"
    : raise("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", { functionName: text(`\`${TRY_NAMES[operator]}\``) });
  const checked = (sql: string): string =>
    `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE coalesce(TRY_CAST(${sql} AS ${kernelType(site.result)}), ${overflow}) END`;
  const isCalendar = (type: DataType): boolean => type.kind === "calendar_interval";
  if (isCalendar(left) && isCalendar(right)) return `(${a} ${operator} ${b})`;
  if (operator === "*" || operator === "/") {
    if (isCalendar(left)) return scaledCalendar(operator, a, b, isTry || !site.ansi);
    if (isCalendar(right)) return scaledCalendar(operator, b, a, isTry || !site.ansi);
  }
  const zero = isTry ? "NULL" : raise("INTERVAL_DIVIDED_BY_ZERO");
  if (operator === "+" || operator === "-") return checked(`(CAST(${a} AS HUGEINT) ${operator} CAST(${b} AS HUGEINT))`);
  if (operator === "div") return `CASE WHEN ${b} = 0 THEN ${zero} ELSE CAST(${a} // ${b} AS BIGINT) END`;
  const number = isInterval(left) ? right : left;
  if (operator === "*")
    return checked(
      isIntegral(number)
        ? `(CAST(${a} AS HUGEINT) * CAST(${b} AS HUGEINT))`
        : `round(CAST(${a} AS DOUBLE) * CAST(${b} AS DOUBLE))`,
    );
  return `CASE WHEN ${b} = 0 THEN ${zero} ELSE ${checked(`round(CAST(${a} AS DOUBLE) / CAST(${b} AS DOUBLE))`)} END`;
}

/** The function that gives NULL where the operator fails. */
const TRY_NAMES: Readonly<Record<Operator, string>> = {
  "+": "try_add",
  "-": "try_subtract",
  "*": "try_multiply",
  "/": "try_divide",
  "%": "try_mod",
  div: "try_divide",
};
