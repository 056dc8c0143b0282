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
    if (left.kind === right.kind && interval(left)) return own(commonType(left, right)!);
    if (left.kind === "date" && isIntegral(right)) return own(DATE);
    if (operator === "+" && isIntegral(left) && right.kind === "date") return own(DATE);
    if (interval(left) && right.kind === "null") return { params: [left, left], result: left };
    if (left.kind === "null" && interval(right)) return { params: [right, right], result: right };
    if (operator === "-" && left.kind === "date" && isString(right))
      return { params: [DATE, DATE], result: dayTimeInterval(0, 0) };
    // Read as a time, and written as a text again.
    if (isString(left) && interval(right)) return { params: [TIMESTAMP, right], result: STRING };
    if (isDatetime(left) && right.kind === "calendar_interval") return own(left.kind === "date" ? DATE : left);
  }
  const whole = (type: DataType): DataType =>
    type.kind === "day_time_interval" ? dayTimeInterval() : yearMonthInterval();
  const factor = (type: DataType): boolean => isNumeric(type) || type.kind === "null";
  if ((operator === "*" || operator === "/") && interval(left) && factor(right))
    return { params: [left, right.kind === "null" ? DOUBLE : right], result: whole(left) };
  if (operator === "*" && factor(left) && interval(right))
    return { params: [left.kind === "null" ? DOUBLE : left, right], result: whole(right) };
  if (operator === "div" && interval(left) && left.kind === right.kind) return { params: [left, right], result: LONG };
  return undefined;
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
