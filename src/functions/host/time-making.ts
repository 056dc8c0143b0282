/** Dates and times made of their fields, moved and told apart by units. */
import { millraceError } from "../../errors.ts";
import { civilFromDays, daysInMonth, daysOf, MICROS_PER_DAY } from "../../types/datetime-text.ts";
import { fixedOffset, floorDiv, isZone, localToUtc, utcToLocal } from "../../types/time-zone.ts";
import { host, type HostFunction } from "./host-function.ts";

const MONTH_NAMES = [
  "JANUARY",
  "FEBRUARY",
  "MARCH",
  "APRIL",
  "MAY",
  "JUNE",
  "JULY",
  "AUGUST",
  "SEPTEMBER",
  "OCTOBER",
  "NOVEMBER",
  "DECEMBER",
];
const titled = (name: string): string => name[0] + name.slice(1).toLowerCase();

const outOfRange = (name: string, range: string, value: number): Error =>
  millraceError("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", {
    rangeMessage: `Invalid value for ${name} (valid values ${range}): ${value}`,
  });

function checkedDays(year: number, month: number, day: number): number {
  if (month < 1 || month > 12) throw outOfRange("MonthOfYear", "1 - 12", month);
  if (day < 1 || day > 31) throw outOfRange("DayOfMonth", "1 - 28/31", day);
  if (day > daysInMonth(year, month))
    throw millraceError("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", {
      rangeMessage:
        day === 29
          ? `Invalid date 'February 29' as '${year}' is not a leap year`
          : `Invalid date '${titled(MONTH_NAMES[month - 1]!).toUpperCase()} ${day}'`,
    });
  return daysOf(year, month, day);
}

function orNull<T>(isTry: boolean, make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (isTry) return null;
    throw error;
  }
}

/** `micros` counts the second with its fraction; a whole minute of them moves on to the next. */
function makeTimestamp(
  [year, month, day, hour, minute, micros]: readonly [bigint, bigint, bigint, bigint, bigint, bigint],
  zone: string | null,
): bigint {
  const days = checkedDays(Number(year), Number(month), Number(day));
  if (hour < 0n || hour > 23n) throw outOfRange("HourOfDay", "0 - 23", Number(hour));
  if (minute < 0n || minute > 59n) throw outOfRange("MinuteOfHour", "0 - 59", Number(minute));
  const second = floorDiv(micros, 1_000_000n);
  if (second === 60n && micros % 1_000_000n !== 0n)
    throw millraceError("INVALID_FRACTION_OF_SECOND", { secAndMicros: String(Number(micros) / 1e6) });
  if (second < 0n || second > 60n) throw outOfRange("SecondOfMinute", "0 - 59", Number(second));
  if (zone !== null && fixedOffset(zone) === undefined && !isZone(zone))
    throw millraceError("INVALID_TIMEZONE", { timeZone: zone });
  const local = BigInt(days) * MICROS_PER_DAY + (hour * 3600n + minute * 60n) * 1_000_000n + micros;
  return zone === null ? local : localToUtc(zone, local);
}

const UNITS: Readonly<Record<string, { readonly months?: bigint; readonly micros?: bigint }>> = {
  YEAR: { months: 12n },
  QUARTER: { months: 3n },
  MONTH: { months: 1n },
  WEEK: { micros: 7n * MICROS_PER_DAY },
  DAY: { micros: MICROS_PER_DAY },
  DAYOFYEAR: { micros: MICROS_PER_DAY },
  HOUR: { micros: 3_600_000_000n },
  MINUTE: { micros: 60_000_000n },
  SECOND: { micros: 1_000_000n },
  MILLISECOND: { micros: 1000n },
  MICROSECOND: { micros: 1n },
};

const unitOf = (name: string): { readonly months?: bigint; readonly micros?: bigint } => {
  const unit = UNITS[name.toUpperCase()];
  if (unit === undefined)
    throw millraceError("INVALID_PARAMETER_VALUE", {
      parameter: "`unit`",
      functionName: "`timestampadd`",
      reason: `'${name}' is no unit of time`,
    });
  return unit;
};

/** A wall-clock time some months on; the day is that of a shorter month's end where there is no other. */
function addMonths(local: bigint, months: bigint): bigint {
  const days = floorDiv(local, MICROS_PER_DAY);
  const { year, month, day } = civilFromDays(Number(days));
  const total = year * 12 + (month - 1) + Number(months);
  const [newYear, newMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  const moved = daysOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
  return BigInt(moved) * MICROS_PER_DAY + (local - days * MICROS_PER_DAY);
}

/** Days move the wall clock, the rest of the microseconds the instant. */
function addMicros(utc: bigint, micros: bigint, zone: string): bigint {
  const days = micros / MICROS_PER_DAY;
  const moved = days === 0n ? utc : localToUtc(zone, utcToLocal(zone, utc) + days * MICROS_PER_DAY);
  return moved + (micros - days * MICROS_PER_DAY);
}

function timestampAdd(unitName: string, amount: bigint, utc: bigint, zone: string): bigint {
  const unit = unitOf(unitName);
  const moved = ((): bigint => {
    if (unit.months !== undefined) return localToUtc(zone, addMonths(utcToLocal(zone, utc), unit.months * amount));
    const by = unit.micros! * amount;
    if (BigInt.asIntN(64, utc + by) !== utc + by) return utc + by;
    return unit.micros! % MICROS_PER_DAY === 0n ? localToUtc(zone, utcToLocal(zone, utc) + by) : utc + by;
  })();
  if (BigInt.asIntN(64, moved) === moved) return moved;
  throw millraceError("DATETIME_OVERFLOW", { operation: `add ${amount} ${unitName} to a timestamp` });
}

/** Whole units between two instants' wall clocks. */
function timestampDiff(unitName: string, from: bigint, to: bigint, zone: string): bigint {
  const unit = unitOf(unitName);
  const [start, end] = [utcToLocal(zone, from), utcToLocal(zone, to)];
  if (unit.micros !== undefined) return (end - start) / unit.micros;
  const at = (local: bigint): { months: bigint; rest: bigint } => {
    const days = floorDiv(local, MICROS_PER_DAY);
    const { year, month, day } = civilFromDays(Number(days));
    return {
      months: BigInt(year * 12 + month - 1),
      rest: BigInt(day) * MICROS_PER_DAY + (local - days * MICROS_PER_DAY),
    };
  };
  const [a, b] = [at(start), at(end)];
  let months = b.months - a.months;
  if (months > 0n && b.rest < a.rest) months -= 1n;
  else if (months < 0n && b.rest > a.rest) months += 1n;
  return months / unit.months!;
}

const MOST_MICROS = 2n ** 63n - 1n;
const intervalOverflow = (): Error => millraceError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION");

function dayTimeInterval(days: bigint, hours: bigint, minutes: bigint, micros: bigint): bigint {
  const total = days * MICROS_PER_DAY + hours * 3_600_000_000n + minutes * 60_000_000n + micros;
  if (total > MOST_MICROS || total < -MOST_MICROS - 1n) throw intervalOverflow();
  return total;
}

function yearMonthInterval(years: bigint, months: bigint): bigint {
  const total = years * 12n + months;
  if (BigInt.asIntN(32, total) !== total) throw intervalOverflow();
  return total;
}

function checkedZone(zone: string): string {
  if (fixedOffset(zone) === undefined && !isZone(zone)) throw millraceError("INVALID_TIMEZONE", { timeZone: zone });
  return zone;
}

type Six = readonly [bigint, bigint, bigint, bigint, bigint, bigint];

export const timeMakingFunctions: readonly HostFunction[] = [
  host(
    "millrace_make_timestamp",
    ["BIGINT", "BIGINT", "BIGINT", "BIGINT", "BIGINT", "BIGINT", "VARCHAR", "BOOLEAN", "BOOLEAN"],
    "BIGINT",
    (...args: readonly (bigint | string | boolean | null)[]) => {
      const [fields, [zone, isLocal, isTry]] = [args.slice(0, 6), args.slice(6) as [string | null, boolean, boolean]];
      if (fields.includes(null) || (zone === null && !isLocal)) return null;
      return orNull(isTry, () => makeTimestamp(fields as unknown as Six, isLocal ? null : zone));
    },
    true,
  ),
  host(
    "millrace_make_date",
    ["BIGINT", "BIGINT", "BIGINT", "BOOLEAN"],
    "BIGINT",
    (year: bigint, month: bigint, day: bigint, isTry: boolean) =>
      orNull(isTry, () => BigInt(checkedDays(Number(year), Number(month), Number(day)))),
  ),
  host("millrace_timestamp_add", ["VARCHAR", "BIGINT", "BIGINT", "VARCHAR"], "BIGINT", timestampAdd),
  host("millrace_timestamp_diff", ["VARCHAR", "BIGINT", "BIGINT", "VARCHAR"], "BIGINT", timestampDiff),
  host("millrace_day_time", ["BIGINT", "BIGINT", "BIGINT", "BIGINT"], "BIGINT", dayTimeInterval),
  host("millrace_year_month", ["BIGINT", "BIGINT"], "BIGINT", yearMonthInterval),
  host("millrace_add_months", ["BIGINT", "BIGINT", "VARCHAR"], "BIGINT", (utc: bigint, months: bigint, zone: string) =>
    localToUtc(zone, addMonths(utcToLocal(zone, utc), months)),
  ),
  host("millrace_add_micros", ["BIGINT", "BIGINT", "VARCHAR"], "BIGINT", addMicros),
  host("millrace_to_zone", ["BIGINT", "VARCHAR"], "BIGINT", (utc: bigint, zone: string) =>
    utcToLocal(checkedZone(zone), utc),
  ),
  host("millrace_from_zone", ["BIGINT", "VARCHAR"], "BIGINT", (local: bigint, zone: string) =>
    localToUtc(checkedZone(zone), local),
  ),
];
