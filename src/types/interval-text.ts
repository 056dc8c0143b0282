/** Intervals as text: `'10 seconds'`, `'INTERVAL 1 day 2 hours'`, `'1 02:03:04'`. */
import { millraceError } from "../errors.ts";

export interface IntervalParts {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

const UNIT_MICROS: Record<string, bigint> = {
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
  microsecond: 1n,
};
const UNIT_DAYS: Record<string, number> = { day: 1, week: 7 };
const UNIT_MONTHS: Record<string, number> = { month: 1, year: 12 };
/** What a month counts where a duration must be fixed, as for a watermark's delay. */
const DAYS_PER_MONTH = 31n;
const MICROS_PER_DAY = 86_400_000_000n;

/** The unit's singular name, or undefined. */
export function unitOf(word: string): string | undefined {
  const singular = word.toLowerCase().replace(/s$/, "");
  return singular in UNIT_MICROS || singular in UNIT_DAYS || singular in UNIT_MONTHS ? singular : undefined;
}

/** A sum of `<number> <unit>`, perhaps after the word INTERVAL. `owner` says whose it is, to those who read of an error. */
export function parseInterval(text: string, owner = ""): IntervalParts {
  const input = { input: text, role: owner === "" ? "" : `, ${owner},` };
  const body = text
    .trim()
    .replace(/^interval(?=\s|$)/i, "")
    .trim();
  if (body === "") throw millraceError("INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY", input);
  let [months, days, micros] = [0, 0, 0n];
  const pattern = /\s*([+-]?)\s*(\d*)(?:\.(\d*))?\s*([a-zA-Z]+)\s*/y;
  let end = 0;
  while (end < body.length) {
    pattern.lastIndex = end;
    const match = pattern.exec(body);
    if (match === null || (match[2] === "" && (match[3] ?? "") === ""))
      throw millraceError("INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER", {
        ...input,
        number: body.slice(end).split(/\s/)[0]!,
      });
    end = pattern.lastIndex;
    const unit = unitOf(match[4]!);
    if (unit === undefined) throw millraceError("INVALID_INTERVAL_FORMAT.INVALID_UNIT", { ...input, unit: match[4]! });
    const sign = match[1] === "-" ? -1 : 1;
    const whole = match[2] === "" ? 0n : BigInt(match[2]!);
    if (match[3] !== undefined && unit !== "second")
      throw millraceError("INVALID_INTERVAL_FORMAT.INVALID_FRACTION", { ...input, unit });
    if (unit in UNIT_MONTHS) months += sign * Number(whole) * UNIT_MONTHS[unit]!;
    else if (unit in UNIT_DAYS) days += sign * Number(whole) * UNIT_DAYS[unit]!;
    else micros += BigInt(sign) * (whole * UNIT_MICROS[unit]! + BigInt((match[3] ?? "").slice(0, 6).padEnd(6, "0")));
  }
  if (!isWithin(32, BigInt(months)) || !isWithin(32, BigInt(days)) || !isWithin(64, micros))
    throw millraceError("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", input);
  return { months, days, micros };
}

const isWithin = (bits: number, value: bigint): boolean => BigInt.asIntN(bits, value) === value;

/** Days and microseconds as one length, which may be too long. */
export function dayTimeMicros(days: bigint, micros: bigint): bigint {
  const length = days * MICROS_PER_DAY + micros;
  if (!isWithin(64, length)) throw millraceError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION");
  return length;
}

/** The interval as one length of time, a month counting 31 days. */
export function intervalMicros(interval: IntervalParts): bigint {
  return (BigInt(interval.months) * DAYS_PER_MONTH + BigInt(interval.days)) * MICROS_PER_DAY + interval.micros;
}

const FIELD_MICROS = [MICROS_PER_DAY, UNIT_MICROS["hour"]!, UNIT_MICROS["minute"]!, UNIT_MICROS["second"]!];
const FIELD_NAMES = ["day", "hour", "minute", "second"];
/** What an hour, a minute and a second may be behind a larger field. */
const FIELD_LIMITS = [0n, 24n, 60n, 60n];

/** The text of `INTERVAL '...' <from> TO <to>` (fields DAY 0 to SECOND 3), in microseconds. */
export function parseDayTimeFields(text: string, from: number, to: number): bigint {
  const invalid = (): Error =>
    millraceError("INVALID_INTERVAL_FORMAT", {
      input: text,
      role: "",
      reason: "it does not fit the fields of the interval",
    });
  if (from === to && to < 3 && /^\s*[+-]?\d+\.\d*\s*$/.test(text))
    throw millraceError("INVALID_INTERVAL_FORMAT.INVALID_FRACTION", {
      input: text,
      role: "",
      unit: FIELD_NAMES[from]!,
    });
  const fields = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const pattern = fields.map((field, i) => `${i === 0 ? "" : field === 1 ? String.raw`\s+` : ":"}(\\d+)`).join("");
  const match = new RegExp(`^\\s*([+-])?\\s*${pattern}${to === 3 ? String.raw`(?:\.(\d{1,9}))?` : ""}\\s*$`).exec(text);
  if (match === null && from < to)
    throw millraceError("INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE", {
      input: text,
      supportedFormat: "the fields in their order",
      typeName: `interval ${FIELD_NAMES[from]} to ${FIELD_NAMES[to]}`,
      intervalStr: "day-time",
    });
  if (match === null) throw invalid();
  if (from === to && match[2]!.length > 10)
    throw millraceError("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", { input: text, role: "" });
  let micros = BigInt((to === 3 ? (match[fields.length + 2] ?? "") : "").slice(0, 6).padEnd(6, "0"));
  fields.forEach((field, i) => {
    const amount = BigInt(match[i + 2]!);
    if (i > 0 && amount >= FIELD_LIMITS[field]!) throw invalid();
    micros += amount * FIELD_MICROS[field]!;
  });
  return dayTimeMicros(0n, match[1] === "-" ? -micros : micros);
}

/** The text of `INTERVAL '...' YEAR [TO MONTH]` or `MONTH`, in months. */
export function parseYearMonthFields(text: string, from: number, to: number): number {
  const match = (from === to ? /^\s*([+-])?(\d+)\s*$/ : /^\s*([+-])?(\d+)-(\d+)\s*$/).exec(text);
  if (match === null && from === to && /^\s*[+-]?\d+-\d+\s*$/.test(text))
    throw millraceError("INVALID_INTERVAL_FORMAT.INVALID_VALUE", { input: text, role: "" });
  if (match === null)
    throw millraceError("INVALID_INTERVAL_FORMAT", {
      input: text,
      role: "",
      reason: "it does not fit the fields of the interval",
    });
  if (from !== to && Number(match[3]) > 11)
    throw millraceError("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", { input: text, interval: "year-month" });
  const months = from === to ? Number(match[2]) * (from === 0 ? 12 : 1) : Number(match[2]) * 12 + Number(match[3]);
  if (from === to && !isWithin(32, BigInt(months)))
    throw millraceError("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", { input: text, role: "" });
  if (!isWithin(32, BigInt(months))) throw millraceError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION");
  return match[1] === "-" ? -months : months;
}
