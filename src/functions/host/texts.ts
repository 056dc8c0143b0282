/** Text functions that follow Java: number bases, upper-casing words. */
import { millraceError } from "../../errors.ts";
import {
  combineDecimals,
  doubleText,
  divideDecimals,
  floatText,
  roundDecimal,
  wholeQuotient,
} from "../../types/number-text.ts";
import { javaPattern } from "./java-pattern.ts";
import { host, type HostFunction } from "./host-function.ts";

/** Pairs of a text as a JSON list of entries; both separators are patterns. A key without a value has none. */
function strToMap(value: string, pairs: string, keys: string): string {
  const entries = value.split(javaPattern(pairs)).map((pair) => {
    // As in Java a separator of no width parts nothing at the beginning.
    const match = [...pair.matchAll(javaPattern(keys))].find(({ index, 0: { length } }) => index + length > 0);
    if (match === undefined) return { key: pair, value: null };
    return { key: pair.slice(0, match.index), value: pair.slice(match.index + match[0].length) };
  });
  return JSON.stringify(entries);
}

function translate(value: string, from: string, to: string): string {
  const [source, target] = [Array.from(from), Array.from(to)];
  return Array.from(value)
    .map((char) => {
      const i = source.indexOf(char);
      return i < 0 ? char : (target[i] ?? "");
    })
    .join("");
}

function conv(value: string, from: number, to: number, ansi: boolean): string | null {
  if (value === "") return null;
  if (from < 2 || from > 36 || Math.abs(to) < 2 || Math.abs(to) > 36) return null;
  const text = value.trim().toLowerCase();
  const negative = text.startsWith("-");
  let number = 0n;
  for (const char of negative ? text.slice(1) : text) {
    const digit = Number.parseInt(char, 36);
    if (Number.isNaN(digit) || digit >= from) break;
    number = number * BigInt(from) + BigInt(digit);
  }
  if (number >= 1n << 64n) {
    if (ansi)
      throw millraceError("ARITHMETIC_OVERFLOW", {
        message: "Overflow in function conv()",
        alternative: "",
        config: '"spark.sql.ansi.enabled"',
      });
    number = (1n << 64n) - 1n;
  }
  if (negative) number = BigInt.asUintN(64, -number);
  if (to > 0) return number.toString(to).toUpperCase();
  const signed = BigInt.asIntN(64, number);
  return signed.toString(-to).toUpperCase();
}

/** Rounds the decimal text of a double, as Spark does: 2.675 goes up although its bits lie below. */
function roundDouble(value: number, places: number, mode: "up" | "even"): number {
  return Number.isFinite(value) ? Number(roundDecimal(doubleText(value), places, mode)) : value;
}

export const textFunctions: readonly HostFunction[] = [
  host("millrace_double_text", ["DOUBLE"], "VARCHAR", doubleText),
  host("millrace_float_text", ["DOUBLE"], "VARCHAR", floatText),
  host("millrace_decimal_divide", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", divideDecimals),
  host("millrace_decimal_div", ["VARCHAR", "VARCHAR"], "BIGINT", wholeQuotient),
  ...(["add", "subtract", "multiply"] as const).map((operation) =>
    host(
      `millrace_decimal_${operation}`,
      ["VARCHAR", "VARCHAR", "INTEGER"],
      "VARCHAR",
      (a: string, b: string, scale: number) => combineDecimals(operation, a, b, scale),
    ),
  ),
  host("millrace_round", ["DOUBLE", "INTEGER", "VARCHAR"], "DOUBLE", roundDouble),
  host("millrace_round_decimal", ["VARCHAR", "INTEGER", "VARCHAR"], "VARCHAR", roundDecimal),
  host("millrace_translate", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", translate),
  host("millrace_upper", ["VARCHAR"], "VARCHAR", (value: string) => value.toUpperCase()),
  host("millrace_lower", ["VARCHAR"], "VARCHAR", (value: string) => value.toLowerCase()),
  // Code points, as Java reverses them; the kernel would keep combining marks with their letters.
  host("millrace_reverse", ["VARCHAR"], "VARCHAR", (value: string) => Array.from(value).toReversed().join("")),
  host("millrace_str_to_map", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", strToMap),
  host("millrace_initcap", ["VARCHAR"], "VARCHAR", (value: string) =>
    value.toLowerCase().replace(/(^| )(\S)/gu, (_, blank: string, char: string) => blank + char.toUpperCase()),
  ),
  host("millrace_conv", ["VARCHAR", "INTEGER", "INTEGER", "BOOLEAN"], "VARCHAR", conv),
];
