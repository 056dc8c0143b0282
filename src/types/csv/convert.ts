/** CSV texts to values of a Spark type: the conversions of Spark's CSV reader, none more. */
import type { DataType } from "../data-type.ts";
import { parseByPattern } from "../datetime-pattern-parse.ts";
import { MICROS_PER_DAY, parseDate, parseTimestamp } from "../datetime-text.ts";
import { intervalOf } from "../interval-value.ts";
import { decimalOf } from "../number-text.ts";
import type { RawValue } from "../raw-value.ts";
import { floorDiv, utcToLocal } from "../time-zone.ts";

export interface CsvRules {
  readonly zone: string;
  readonly now: bigint;
  readonly nullValue: string;
  /** What stands for a value in quotes that has no character. */
  readonly emptyValue: string;
  readonly nanValue: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  readonly timestampNTZFormat?: string;
  /** Whether what no given pattern reads may still be read as the reader without patterns does. */
  readonly fallsBack: boolean;
  /** The characters between groups of digits and before a fraction. */
  readonly grouping: string;
  readonly point: string;
}

/** The value, or undefined when the text does not fit. */
export function convertText(text: string, type: DataType, rules: CsvRules): RawValue | undefined {
  if (text === rules.nullValue) return null;
  switch (type.kind) {
    case "boolean":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
    case "byte":
    case "short":
    case "integer":
    case "long":
      return integral(text, type.kind);
    case "float":
    case "double":
      return fractional(text, type.kind, rules);
    case "decimal":
      return decimalOf(text.replaceAll(rules.grouping, "").replace(rules.point, "."), type);
    case "string":
      return text;
    case "binary":
      return new Uint8Array(Buffer.from(text, "utf8"));
    case "date":
      return date(text, rules);
    case "timestamp":
    case "timestamp_ntz":
      return timestamp(text, type.kind === "timestamp_ntz", rules);
    case "year_month_interval":
    case "day_time_interval":
      return intervalOf(text, type);
    default:
      return undefined;
  }
}

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

function integral(text: string, kind: string): RawValue | undefined {
  const match = /^([+-]?)(\p{Nd}+)$/u.exec(text);
  if (match === null) return undefined;
  const digits = Array.from(match[2]!, digitOf).join("");
  const value = BigInt(match[1] === "-" ? `-${digits}` : digits);
  if (BigInt.asIntN(BITS[kind]!, value) !== value) return undefined;
  return kind === "long" ? value : Number(value);
}

/** The digit a character of any script stands for: scripts have theirs in rows of ten. */
function digitOf(char: string): string {
  if (char >= "0" && char <= "9") return char;
  let zero = char.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && char.codePointAt(0)! - zero < 9) zero--;
  return String(char.codePointAt(0)! - zero);
}

function fractional(text: string, kind: string, rules: CsvRules): number | undefined {
  if (text === rules.nanValue) return Number.NaN;
  if (text === rules.negativeInf) return Number.NEGATIVE_INFINITY;
  if (text === rules.positiveInf) return Number.POSITIVE_INFINITY;
  const value = javaDouble(text.trim());
  return value === undefined || kind === "double" ? value : Math.fround(value);
}

/** Text as Java's `Double.parseDouble` takes it. */
function javaDouble(text: string): number | undefined {
  if (/^[+-]?(NaN|Infinity)$/.test(text)) return Number(text.replace("NaN", "0") === text ? text : Number.NaN);
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(text)) return Number(text.replace(/[dDfF]$/, ""));
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)[dDfF]?$/.exec(text);
  if (hex === null || `${hex[2]}${hex[3]}` === "") return undefined;
  const value = Number.parseInt(`${hex[2]}${hex[3]}`, 16) * 2 ** (Number(hex[4]) - 4 * hex[3]!.length);
  return hex[1] === "-" ? -value : value;
}

function date(text: string, rules: CsvRules): number | undefined {
  if (rules.dateFormat !== undefined) {
    const micros = parseByPattern(text, rules.dateFormat, "UTC");
    if (micros !== undefined) return Number(floorDiv(micros, MICROS_PER_DAY));
    if (!rules.fallsBack) return undefined;
  }
  return parseDate(text);
}

function timestamp(text: string, ntz: boolean, rules: CsvRules): bigint | undefined {
  const pattern = ntz ? rules.timestampNTZFormat : rules.timestampFormat;
  if (pattern !== undefined) {
    const micros = parseByPattern(text, pattern, ntz ? "UTC" : rules.zone);
    if (micros !== undefined || !rules.fallsBack) return micros;
  }
  if (ntz && /(?:Z|[+-]\d{1,2}:?\d{2})$/.test(text.slice(10))) return undefined;
  const today = Number(floorDiv(utcToLocal(rules.zone, rules.now), MICROS_PER_DAY));
  return parseTimestamp(text, { zone: rules.zone, today, ntz });
}
