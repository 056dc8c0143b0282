/** Dates and timestamps as text, by the rules of Spark's CAST. Dates are days since 1970, timestamps microseconds. */
import { fixedOffset, floorDiv, isZone, localToUtc, offsetAt, utcToLocal } from "./time-zone.ts";

export const MICROS_PER_DAY = 86_400_000_000n;
const SECOND = 1_000_000n;

const DATE_PART = String.raw`([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2}))?)?`;
const DATE_TEXT = new RegExp(`^${DATE_PART}(?:[ T].*)?$`, "s");
const TIME_PART = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?)?`;
/** After a date the minutes may be left out. */
const DATED_TIME = TIME_PART.replace(String.raw`:(\d{1,2})(?::`, String.raw`(?::(\d{1,2})(?::`) + ")?";
const TIMESTAMP_TEXT = new RegExp(
  `^(?:${DATE_PART}(?:[ T]${DATED_TIME}\\s*(\\S.*)?)?|T?${TIME_PART}\\s*(\\S.*)?|T(\\d{1,2}))$`,
  "s",
);

/** `yyyy`, `yyyy-[m]m`, `yyyy-[m]m-[d]d`, the last perhaps followed by a blank or T and anything. */
export function parseDate(text: string): number | undefined {
  if (isEpoch(text)) return 0;
  const match = DATE_TEXT.exec(trimControl(text));
  if (match === null || (match[3] === undefined && /[ T]/.test(match[0]))) return undefined;
  return daysFromCivil(match[1]!, match[2], match[3]);
}

/** The one special value that needs no clock. */
const isEpoch = (text: string): boolean => text.trim().toLowerCase() === "epoch";

export interface TimestampRules {
  readonly zone: string;
  /** The day a time without a date belongs to; without it such texts are refused. */
  readonly today?: number;
  /** False for TIMESTAMP_NTZ: a zone in the text is an error then only when `refuseZone`. */
  readonly ntz?: boolean;
}

/** UTC microseconds, or local ones with `ntz`; undefined when the text is none of Spark's forms. */
export function parseTimestamp(raw: string, rules: TimestampRules): bigint | undefined {
  const text = trimControl(raw);
  if (isEpoch(text)) return 0n;
  const match = TIMESTAMP_TEXT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, ...rest] = match;
  if (year === undefined) {
    // A time by itself is one of today, which without a zone there is not.
    if (rules.today === undefined || rules.ntz === true) return undefined;
    const time =
      match[14] !== undefined ? [match[14], "0", undefined, undefined] : [rest[5], rest[6], rest[7], rest[8]];
    return withZone(BigInt(rules.today), time, rest[9], rules);
  }
  if (rest[0] !== undefined && day === undefined) return undefined;
  const days = daysFromCivil(year, month, day);
  return days === undefined ? undefined : withZone(BigInt(days), rest.slice(0, 4), rest[4], rules);
}

function withZone(
  days: bigint,
  time: readonly (string | undefined)[],
  zone: string | undefined,
  rules: TimestampRules,
): bigint | undefined {
  const [hour, minute, second] = [Number(time[0] ?? 0), Number(time[1] ?? 0), Number(time[2] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = BigInt((time[3] ?? "").slice(0, 6).padEnd(6, "0"));
  const local = days * MICROS_PER_DAY + BigInt(hour * 3600 + minute * 60 + second) * SECOND + fraction;
  if (zone !== undefined && !isZoneText(zone)) return undefined;
  const micros = rules.ntz ? local : localToUtc(zone?.trim() ?? rules.zone, local);
  return BigInt.asIntN(64, micros) === micros ? micros : undefined;
}

/** `yyyy-MM-dd HH:mm:ss[.ffffff]` in the zone, the fraction without trailing zeros. */
export function formatTimestamp(micros: bigint, zone: string): string {
  const local = zone === "UTC" ? micros : utcToLocal(zone, micros);
  return formatLocal(local, " ");
}

export function formatLocal(local: bigint, separator: string): string {
  const days = floorDiv(local, MICROS_PER_DAY);
  const inDay = local - days * MICROS_PER_DAY;
  const seconds = Number(inDay / SECOND);
  const fraction = String(inDay % SECOND)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${formatDate(Number(days))}${separator}${clock(seconds)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** ISO text cut to milliseconds with the zone's offset (`Z` for none): how Spark's JSON writes a TIMESTAMP. */
export function isoTimestamp(micros: bigint, zone: string | undefined): string {
  const offset = zone === undefined ? 0 : offsetAt(zone, Number(floorDiv(micros, SECOND)));
  const local = micros + BigInt(offset) * SECOND;
  const days = floorDiv(local, MICROS_PER_DAY);
  const inDay = local - days * MICROS_PER_DAY;
  const millis = String((inDay % SECOND) / 1000n).padStart(3, "0");
  return `${formatDate(Number(days))}T${clock(Number(inDay / SECOND))}.${millis}${zone === undefined ? "" : offsetText(offset)}`;
}

export function formatDate(days: number): string {
  const { year, month, day } = civilFromDays(days);
  const digits = String(Math.abs(year)).padStart(4, "0");
  const sign = year < 0 ? "-" : year > 9999 ? "+" : "";
  return `${sign}${digits}-${pad(month)}-${pad(day)}`;
}

/** Days since 1970 of a proleptic Gregorian date. */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export function daysInMonth(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
}

function daysFromCivil(
  yearText: string,
  monthText: string | undefined,
  dayText: string | undefined,
): number | undefined {
  const [year, month, day] = [Number(yearText), Number(monthText ?? 1), Number(dayText ?? 1)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const days = daysOf(year, month, day);
  return (days | 0) === days ? days : undefined;
}

function isZoneText(text: string): boolean {
  return fixedOffset(text.trim()) !== undefined || isZone(text.trim());
}

function clock(seconds: number): string {
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

function offsetText(seconds: number): string {
  if (seconds === 0) return "Z";
  const abs = Math.abs(seconds);
  const rest = abs % 60 === 0 ? "" : `:${pad(abs % 60)}`;
  return `${seconds < 0 ? "-" : "+"}${pad(Math.floor(abs / 3600))}:${pad(Math.floor(abs / 60) % 60)}${rest}`;
}

const pad = (n: number): string => String(n).padStart(2, "0");

/** Spark trims every character up to the blank, control characters included. */
function trimControl(text: string): string {
  return text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, "");
}
