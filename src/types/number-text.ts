/** Numbers as Java prints them. */
import type { DecimalType } from "./data-type.ts";
import { javaDigits } from "./java-digits.ts";

/** `Double.toString`: plain from 0.001 up to 10 million, else with an exponent; always with a fraction digit. */
export function doubleText(value: number): string {
  return javaText(value, false);
}

/** `Float.toString` of a value that is a float already. */
export function floatText(value: number): string {
  return javaText(value, true);
}

function javaText(value: number, isFloat: boolean): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const { digits, exponent } = digitsOf(Math.abs(value), isFloat);
  const sign = value < 0 ? "-" : "";
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0]}.${digits.slice(1) || "0"}E${exponent}`;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, "0");
  return `${sign}${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1) || "0"}`;
}

/** Ordinary numbers of few digits print alike everywhere; of all others Java does not always take the shortest text. */
function digitsOf(value: number, isFloat: boolean): { readonly digits: string; readonly exponent: number } {
  const shortest = parts(isFloat ? shortestFloat(value) : String(value));
  const isOrdinary = value > 1e-7 && value < 1e17;
  if (shortest.digits.length < (isFloat ? 7 : 15) && isOrdinary) return shortest;
  const { digits, exponent } = javaDigits(value, isFloat);
  return { digits, exponent: exponent - 1 };
}

/** Significant digits, and the power of ten of the first. */
function parts(text: string): { digits: string; exponent: number } {
  const [mantissa = "", power = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const all = whole + fraction;
  const first = all.search(/[1-9]/);
  return { digits: all.slice(first).replace(/0+$/, ""), exponent: whole.length - 1 - first + Number(power) };
}

function shortestFloat(value: number): string {
  for (let precision = 1; precision <= 9; precision++) {
    const text = value.toPrecision(precision);
    if (Math.fround(Number(text)) === Math.fround(value)) return String(Number(text)) === text ? text : text;
  }
  return String(value);
}

/** `numerator / denominator` of decimal texts, half up at `scale`; undefined when the denominator is zero. */
export function divideDecimals(numerator: string, denominator: string, scale: number): string | undefined {
  const [a, b] = [unscaled(numerator), unscaled(denominator)];
  if (b.value === 0n) return undefined;
  const shift = scale + b.scale - a.scale + 1;
  const scaled = shift >= 0 ? (a.value * 10n ** BigInt(shift)) / b.value : a.value / (b.value * 10n ** BigInt(-shift));
  return decimalText(roundLast(scaled), scale);
}

export type DecimalOperation = "add" | "subtract" | "multiply";

/** Two decimal texts added, subtracted or multiplied, half up at `scale`. */
export function combineDecimals(operation: DecimalOperation, left: string, right: string, scale: number): string {
  const [a, b] = [unscaled(left), unscaled(right)];
  if (operation === "multiply") return roundDecimal(decimalText(a.value * b.value, a.scale + b.scale), scale, "up");
  const common = Math.max(a.scale, b.scale);
  const [x, y] = [a, b].map(({ value, scale: own }) => value * 10n ** BigInt(common - own)) as [bigint, bigint];
  return roundDecimal(decimalText(operation === "add" ? x + y : x - y, common), scale, "up");
}

/** How often one decimal text holds another, as a Java long: of what is larger the low bits. */
export function wholeQuotient(numerator: string, denominator: string): bigint | undefined {
  const [a, b] = [unscaled(numerator), unscaled(denominator)];
  if (b.value === 0n) return undefined;
  const common = BigInt(Math.max(a.scale, b.scale));
  return BigInt.asIntN(
    64,
    (a.value * 10n ** (common - BigInt(a.scale))) / (b.value * 10n ** (common - BigInt(b.scale))),
  );
}

/** To the nearest, ties away from zero or to the even digit; or towards one side. */
export type Rounding = "up" | "even" | "ceil" | "floor";

/** Of the largest double there is. */
const MOST_DIGITS = 310;

/** A decimal text rounded to `places` fraction digits; negative places round before the point. */
export function roundDecimal(text: string, digits: number, mode: Rounding): string {
  const { value, scale } = unscaled(text);
  // No number reaches further left; what is asked for may be more than a power of ten can be.
  const places = Math.max(digits, -MOST_DIGITS);
  if (places >= scale) return decimalText(value, scale);
  const unit = 10n ** BigInt(scale - places);
  let [quotient, rest] = [value / unit, value % unit];
  if (mode === "ceil" && rest > 0n) quotient += 1n;
  if (mode === "floor" && rest < 0n) quotient -= 1n;
  if (rest < 0n) rest = -rest;
  const twice = rest * 2n;
  const isNearest = mode === "up" || mode === "even";
  if (isNearest && (twice > unit || (twice === unit && (mode === "up" || quotient % 2n !== 0n))))
    quotient += value < 0n ? -1n : 1n;
  return places >= 0 ? decimalText(quotient, places) : String(quotient * 10n ** BigInt(-places));
}

function roundLast(scaled: bigint): bigint {
  const [quotient, rest] = [scaled / 10n, scaled % 10n];
  return rest >= 5n ? quotient + 1n : rest <= -5n ? quotient - 1n : quotient;
}

function unscaled(text: string): { value: bigint; scale: number } {
  const [mantissa = "", power = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(power);
  const value = BigInt(whole + fraction);
  return scale >= 0 ? { value, scale } : { value: value * 10n ** BigInt(-scale), scale: 0 };
}

export function decimalText(unscaledValue: bigint, scale: number): string {
  if (scale <= 0) return String(unscaledValue);
  const digits = String(unscaledValue < 0n ? -unscaledValue : unscaledValue).padStart(scale + 1, "0");
  return `${unscaledValue < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Beyond it every decimal is too large or rounds to zero. */
const MOST_POWER = 1000;

/** A written number as the text of a decimal of the type, rounded to its scale; undefined when it is none or too large. */
export function decimalOf(written: string, { precision, scale }: DecimalType): string | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written)) return undefined;
  const text = written
    .replace(/^\+/, "")
    .replace(/e([+-]?\d+)$/i, (_, power) => `e${Math.max(-MOST_POWER, Math.min(MOST_POWER, Number(power)))}`);
  const padded = /e/i.test(text) ? text : `${text}${text.includes(".") ? "" : "."}${"0".repeat(scale)}`;
  const [whole = "", fraction = ""] = roundDecimal(padded, scale, "up").split(".");
  if (whole.replace(/^-?0*/, "").length > precision - scale) return undefined;
  return scale === 0 ? whole : `${whole || "0"}.${fraction.padEnd(scale, "0")}`;
}

/** A decimal as Java's BigDecimal prints it: with an exponent where more than six zeros would follow the point. */
export function bigDecimalText(plain: string): string {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, "");
  const exponent = digits.length - 1 - fraction.length;
  if (fraction === "" || exponent >= -6) return plain;
  const rest = digits.slice(1);
  return `${sign}${digits[0]}${rest === "" ? "" : `.${rest}`}E${exponent}`;
}
