/** Values as a user holds them. Long is bigint, decimal exact text, binary Uint8Array, map a Map, struct a row. */
import { inspect } from "node:util";
import { millraceError } from "../errors.ts";
import { formatDate, formatLocal } from "./datetime-text.ts";
import { intervalSqlText } from "./interval-format.ts";
import { kindOf } from "./kind-of.ts";

const SIX_DIGITS = 6;

/** A wall-clock text with six fraction digits. */
function withMicros(micros: bigint): string {
  const [whole = "", fraction = ""] = formatLocal(micros, "T").split(".");
  return `${whole}.${fraction.padEnd(SIX_DIGITS, "0")}`;
}

/** Microseconds as 64 bits hold them. */
function longOf(given: bigint, type: string): bigint {
  if (typeof given === "bigint" && BigInt.asIntN(64, given) === given) return given;
  throw notCounted(given, type, "a bigint of 64 bits, in microseconds", "0n");
}

/** Days or months as 32 bits hold them. */
function intOf(given: number, type: string, unit: string): number {
  if (Number.isInteger(given) && (given | 0) === given) return given;
  throw notCounted(given, type, `a whole number of 32 bits, in ${unit}`, "0");
}

function notCounted(given: unknown, type: string, expected: string, example: string): Error {
  const hint = `Write new ${type}(${example}).`;
  return millraceError("INVALID_ARGUMENT", {
    argument: "given",
    method: `new ${type}`,
    expected,
    given: kindOf(given),
    hint,
  });
}

const compare = (a: bigint, b: bigint): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/**
 * An instant to the microsecond, immutable. As a Date it is cut to the millisecond at or before it; beyond what a Date can hold
 * `getTime()` is NaN and `epochMicros` still right.
 *
 * @example
 * new Timestamp(1_700_000_000_123_456n).toJSON(); // "2023-11-14T22:13:20.123456Z"
 */
export class Timestamp extends Date {
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly epochMicros: bigint;

  constructor(epochMicros: bigint) {
    longOf(epochMicros, "Timestamp");
    super(Number((epochMicros - (((epochMicros % 1000n) + 1000n) % 1000n)) / 1000n));
    this.epochMicros = epochMicros;
    Object.freeze(this);
  }

  /** ISO text with six fraction digits, in UTC. */
  override toJSON(): string {
    return `${withMicros(this.epochMicros)}Z`;
  }
  override toISOString(): string {
    return this.toJSON();
  }
  /** -1, 0 or 1, as a sort wants it; to the microsecond. */
  compare(other: Timestamp): -1 | 0 | 1 {
    return compare(this.epochMicros, other.epochMicros);
  }
  equals(other: Timestamp): boolean {
    return this.epochMicros === other.epochMicros;
  }
}

for (const name of Object.getOwnPropertyNames(Date.prototype).filter((each) => each.startsWith("set")))
  Object.defineProperty(Timestamp.prototype, name, {
    value(): never {
      throw new TypeError(`a Timestamp cannot be changed: ${name}() makes no sense on it`);
    },
  });

/** A calendar day without a zone. */
export class LocalDate {
  /** Days since 1970-01-01. */
  readonly epochDays: number;
  constructor(epochDays: number) {
    this.epochDays = intOf(epochDays, "LocalDate", "days");
    Object.freeze(this);
  }
  /** `yyyy-MM-dd`. */
  toString(): string {
    return formatDate(this.epochDays);
  }
  toJSON(): string {
    return this.toString();
  }
  compare(other: LocalDate): -1 | 0 | 1 {
    return compare(BigInt(this.epochDays), BigInt(other.epochDays));
  }
  equals(other: LocalDate): boolean {
    return this.epochDays === other.epochDays;
  }
}

/** A wall-clock time without a zone (TIMESTAMP_NTZ). */
export class LocalTimestamp {
  /** Microseconds since 1970-01-01T00:00:00 on the same clock. */
  readonly localMicros: bigint;
  constructor(localMicros: bigint) {
    this.localMicros = longOf(localMicros, "LocalTimestamp");
    Object.freeze(this);
  }
  /** ISO text with six fraction digits and no zone. */
  toString(): string {
    return withMicros(this.localMicros);
  }
  toJSON(): string {
    return this.toString();
  }
  compare(other: LocalTimestamp): -1 | 0 | 1 {
    return compare(this.localMicros, other.localMicros);
  }
  equals(other: LocalTimestamp): boolean {
    return this.localMicros === other.localMicros;
  }
}

/** A length of time counted in days, hours, minutes and seconds. */
export class DayTimeInterval {
  readonly micros: bigint;
  constructor(micros: bigint) {
    this.micros = longOf(micros, "DayTimeInterval");
    Object.freeze(this);
  }
  /** Spark's text, such as `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
  toString(): string {
    return intervalSqlText(this.micros, "day_time_interval", 0, 3);
  }
  toJSON(): string {
    return this.toString();
  }
  equals(other: DayTimeInterval): boolean {
    return this.micros === other.micros;
  }
}

/** A length of time counted in years and months. */
export class YearMonthInterval {
  readonly months: number;
  constructor(months: number) {
    this.months = intOf(months, "YearMonthInterval", "months");
    Object.freeze(this);
  }
  /** Spark's text, such as `INTERVAL '1-2' YEAR TO MONTH`. */
  toString(): string {
    return intervalSqlText(BigInt(this.months), "year_month_interval", 0, 1);
  }
  toJSON(): string {
    return this.toString();
  }
  equals(other: YearMonthInterval): boolean {
    return this.months === other.months;
  }
}

for (const type of [Timestamp, LocalDate, LocalTimestamp, DayTimeInterval, YearMonthInterval]) {
  Object.defineProperty(type.prototype, inspect.custom, {
    value(this: { toJSON(): string }) {
      return this.toJSON();
    },
  });
}
