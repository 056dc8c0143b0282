/** Literals of Spark SQL: numbers with suffixes, typed strings, intervals. */
import { millraceError, placed } from "../errors.ts";
import { literal, type Literal } from "../plan/expression.ts";
import {
  BINARY,
  BYTE,
  DATE,
  DAY_TIME_FIELDS,
  dayTimeInterval,
  decimal,
  DOUBLE,
  FLOAT,
  INT,
  LONG,
  MAX_DECIMAL_PRECISION,
  SHORT,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEAR_MONTH_FIELDS,
  yearMonthInterval,
  type DataType,
} from "../types/data-type.ts";
import { parseDate, parseTimestamp } from "../types/datetime-text.ts";
import {
  dayTimeMicros,
  parseDayTimeFields,
  parseInterval,
  parseYearMonthFields,
  unitOf,
  type IntervalParts,
} from "../types/interval-text.ts";
import type { TokenStream } from "./token-stream.ts";

const INTEGRAL: Record<string, { type: DataType; name: string; min: bigint; max: bigint }> = {
  Y: { type: BYTE, name: "tinyint", min: -128n, max: 127n },
  S: { type: SHORT, name: "smallint", min: -32768n, max: 32767n },
  L: { type: LONG, name: "bigint", min: -(2n ** 63n), max: 2n ** 63n - 1n },
};

/** A number as written, its sign included so that -2147483648 is an INT. */
export function numberLiteral(text: string, negative: boolean): Literal {
  const suffix = /(BD|[LSYDF])$/i.exec(text)?.[1]?.toUpperCase();
  const digits = `${negative ? "-" : ""}${suffix ? text.slice(0, -suffix.length) : text}`;
  if ((suffix === "D" || (suffix === undefined && /e/i.test(digits))) && !Number.isFinite(Number(digits)))
    throw millraceError("INVALID_NUMERIC_LITERAL_RANGE", {
      rawStrippedQualifier: digits,
      typeName: "double",
      minValue: "-1.7976931348623157E+308",
      maxValue: "1.7976931348623157E+308",
    });
  if (suffix === "D") return literal(DOUBLE, Number(digits));
  if (suffix === "F") return literal(FLOAT, Math.fround(Number(digits)));
  if (suffix === "BD") return decimalLiteral(digits);
  if (suffix !== undefined) {
    const range = INTEGRAL[suffix]!;
    const value = /^-?\d+$/.test(digits) ? BigInt(digits) : undefined;
    if (value === undefined || value < range.min || value > range.max) {
      throw millraceError("INVALID_NUMERIC_LITERAL_RANGE", {
        rawStrippedQualifier: digits,
        typeName: range.name,
        minValue: String(range.min),
        maxValue: String(range.max),
      });
    }
    return literal(range.type, range.type === LONG ? value : Number(value));
  }
  if (/e/i.test(digits)) return literal(DOUBLE, Number(digits));
  if (digits.includes(".")) return decimalLiteral(digits);
  const value = BigInt(digits);
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return literal(INT, Number(value));
  if (value >= -(2n ** 63n) && value < 2n ** 63n) return literal(LONG, value);
  return decimalLiteral(digits);
}

function decimalLiteral(digits: string): Literal {
  const plain = /e/i.test(digits) ? expand(digits) : digits;
  const [whole = "", fraction = ""] = plain.replace("-", "").split(".");
  const scale = fraction.length;
  const precision = Math.max(whole.replace(/^0+/, "").length + scale, scale, 1);
  if (precision > MAX_DECIMAL_PRECISION)
    throw millraceError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", {
      precision: String(precision),
      maxPrecision: "38",
    });
  const isNegative = plain.startsWith("-") && /[1-9]/.test(plain);
  const text = `${isNegative ? "-" : ""}${whole.replace(/^0+(?=\d)/, "") || "0"}${scale > 0 ? `.${fraction}` : ""}`;
  return literal(decimal(precision, scale), text);
}

function expand(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point >= digits.length) return digits.padEnd(point, "0");
  return point > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : `0.${"0".repeat(-point)}${digits}`;
}

/** `DATE '...'`, `TIMESTAMP '...'`, `X'...'`: undefined when the word begins no typed literal. */
export function typedLiteral(word: string, text: string, zone: string): Literal | undefined {
  const invalid = (): Error =>
    millraceError("INVALID_TYPED_LITERAL", { valueType: `"${word}"`, value: `'${text}'`, remedy: "" });
  const required = <T>(value: T | undefined): T => {
    if (value === undefined) throw invalid();
    return value;
  };
  switch (word) {
    case "DATE":
      return literal(DATE, required(parseDate(text)));
    case "TIMESTAMP":
    case "TIMESTAMP_LTZ":
      return literal(TIMESTAMP, required(parseTimestamp(text, { zone })));
    case "TIMESTAMP_NTZ":
      return literal(TIMESTAMP_NTZ, required(parseTimestamp(text, { zone, ntz: true })));
    case "X": {
      if (!/^[0-9a-f]*$/i.test(text)) throw invalid();
      return literal(BINARY, new Uint8Array(Buffer.from(text.length % 2 === 1 ? `0${text}` : text, "hex")));
    }
    default:
      return undefined;
  }
}

/** What follows the word INTERVAL; undefined when it is no literal there (a column called interval, say). */
export function intervalLiteral(tokens: TokenStream): Literal | undefined {
  const sign = tokens.isSymbol("-", "+") ? tokens.current.text : "";
  const first = tokens.peek(sign === "" ? 0 : 1);
  if (first.type !== "string" && first.type !== "number") return undefined;
  const unit = tokens.peek(sign === "" ? 1 : 2);
  const hasUnit = unit.type === "word" && unitOf(unit.text) !== undefined;
  if (!hasUnit && first.type === "number") return undefined;
  const position = tokens.current.start;
  if (sign !== "") tokens.next();
  if (!hasUnit) {
    const text = tokens.next().text;
    return ofParts(wholeInterval(sign + text, tokens, position), text, tokens);
  }
  if (first.type === "string" && !isAmountAhead(tokens, 2)) {
    const from = unitOf(unit.text)!;
    const to = tokens.peek(2);
    const isRange = to.type === "word" && to.text.toUpperCase() === "TO";
    if (isRange || fieldsOf(from) !== undefined) {
      const text = tokens.next().text;
      tokens.next();
      const until = tokens.acceptWord("TO") ? (unitOf(tokens.identifier()) ?? tokens.fail("expected a unit")) : from;
      return fieldInterval(sign + text, from, until);
    }
  }
  let parts = "";
  do {
    const minus = tokens.acceptSymbol("-", "+") ?? "";
    const number = tokens.next().text;
    parts += ` ${minus}${number} ${tokens.identifier()}`;
  } while (isAmountAhead(tokens, 0));
  return ofParts(parsed(sign + parts.trim(), tokens, position), parts, tokens);
}

const parsed = (interval: string, { text }: TokenStream, position: number): IntervalParts =>
  placed({ text, position }, () => parseInterval(interval));

/** A text that is to be an interval by itself. */
function wholeInterval(written: string, tokens: TokenStream, position: number): IntervalParts {
  try {
    return parseInterval(written);
  } catch {
    throw millraceError(
      "INVALID_TYPED_LITERAL",
      { valueType: '"INTERVAL"', value: `'${written}'`, remedy: "Write numbers and units, such as '10 minutes'." },
      { text: tokens.text, position },
    );
  }
}

/** Whether a number with a unit stands some tokens ahead, perhaps behind its sign. */
function isAmountAhead(tokens: TokenStream, ahead: number): boolean {
  const token = tokens.peek(ahead);
  if (token.type === "symbol") return (token.text === "-" || token.text === "+") && isAmountAhead(tokens, ahead + 1);
  const unit = tokens.peek(ahead + 1);
  return (
    (token.type === "number" || token.type === "string") && unit.type === "word" && unitOf(unit.text) !== undefined
  );
}

function fieldInterval(text: string, from: string, to: string): Literal {
  const fields = fieldsOf(from);
  const [start, end] = [fields?.indexOf(from) ?? -1, fields?.indexOf(to) ?? -1];
  if (fields === undefined || start < 0 || end < start)
    throw millraceError("INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION", { from, to });
  return fields === DAY_TIME_FIELDS
    ? literal(dayTimeInterval(start, end), parseDayTimeFields(text, start, end))
    : literal(yearMonthInterval(start, end), parseYearMonthFields(text, start, end));
}

const fieldsOf = (unit: string): readonly string[] | undefined =>
  DAY_TIME_FIELDS.includes(unit) ? DAY_TIME_FIELDS : YEAR_MONTH_FIELDS.includes(unit) ? YEAR_MONTH_FIELDS : undefined;

/** The units that are written decide the type, also where they count nothing. Months and days have no length in common. */
function ofParts(parts: IntervalParts, written: string, tokens: TokenStream): Literal {
  const units = [...written.matchAll(/[a-z]+/gi)].flatMap(([word]) => unitOf(word) ?? []);
  const yearMonth = units
    .filter((unit) => YEAR_MONTH_FIELDS.includes(unit))
    .map((unit) => YEAR_MONTH_FIELDS.indexOf(unit));
  const dayTime = units
    .map((unit) => (unit === "week" ? 0 : unit.endsWith("second") ? 3 : DAY_TIME_FIELDS.indexOf(unit)))
    .filter((i) => i >= 0);
  if (yearMonth.length > 0 && dayTime.length > 0)
    tokens.fail("years and months cannot stand in one interval with days and shorter units");
  if (yearMonth.length > 0)
    return literal(yearMonthInterval(Math.min(...yearMonth), Math.max(...yearMonth)), parts.months);
  return literal(
    dayTimeInterval(Math.min(...dayTime), Math.max(...dayTime)),
    dayTimeMicros(BigInt(parts.days), parts.micros),
  );
}
