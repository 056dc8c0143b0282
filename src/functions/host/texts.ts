/** Text functions that follow Java: regular expressions, number bases, upper-casing words. */
import { millraceError } from "../../errors.ts";
import { doubleText, divideDecimals, floatText, roundDecimal } from "../../types/number-text.ts";
import { host, type HostFunction } from "./host-function.ts";

const patterns = new Map<string, RegExp>();

/** A Java pattern as a JavaScript one: possessive quantifiers become greedy, inline flags move to the front. */
function pattern(source: string): RegExp {
  let compiled = patterns.get(source);
  if (compiled === undefined) {
    const inline = /^\(\?([imsx]+)\)/.exec(source);
    const body = (inline ? source.slice(inline[0].length) : source)
      .replaceAll(/([*+?}])\+/g, "$1")
      .replaceAll("\\A", "^")
      .replaceAll(/\\[zZ]/g, "$");
    const flags = `gu${inline ? inline[1]!.replace("x", "") : ""}`;
    try {
      compiled = new RegExp(body, flags);
    } catch {
      try {
        compiled = new RegExp(body, flags.replace("u", ""));
      } catch (error) {
        throw millraceError(
          "INVALID_PARAMETER_VALUE.PATTERN",
          { parameter: "`regexp`", functionName: "`regexp`", value: `'${source}'` },
          { cause: error },
        );
      }
    }
    patterns.set(source, compiled);
  }
  compiled.lastIndex = 0;
  return compiled;
}

function replaceAll(value: string, regexp: string, replacement: string, position: number): string {
  const from = position - 1;
  const java = replacement
    .replaceAll("$$", "$$$$")
    .replaceAll(/\\(.)/gs, (_, char: string) => (char === "$" ? "$$" : char));
  return value.slice(0, from) + value.slice(from).replace(pattern(regexp), java.replaceAll("$0", "$&"));
}

function extract(value: string, regexp: string, group: number): string {
  const compiled = pattern(regexp);
  const groups = new RegExp(`${compiled.source}|`, compiled.flags).exec("")!.length - 1;
  if (group < 0 || group > groups) {
    throw millraceError("INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX", {
      parameter: "`idx`",
      functionName: "`regexp_extract`",
      groupCount: String(groups),
      groupIndex: String(group),
    });
  }
  return compiled.exec(value)?.[group] ?? "";
}

/** Java's split: no empty piece for a match of nothing at the start; `limit` > 0 bounds the pieces. */
function split(value: string, regexp: string, limit: number): string {
  const pieces: string[] = [];
  let from = 0;
  for (const match of value.matchAll(pattern(regexp))) {
    if (limit > 0 && pieces.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0 || (match[0] === "" && match.index >= value.length)) continue;
    pieces.push(value.slice(from, match.index));
    from = end;
  }
  pieces.push(value.slice(from));
  return JSON.stringify(pieces);
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

function conv(value: string, from: number, to: number): string | null {
  if (from < 2 || from > 36 || Math.abs(to) < 2 || Math.abs(to) > 36) return null;
  const text = value.trim().toLowerCase();
  const negative = text.startsWith("-");
  let number = 0n;
  for (const char of negative ? text.slice(1) : text) {
    const digit = Number.parseInt(char, 36);
    if (Number.isNaN(digit) || digit >= from) break;
    number = number * BigInt(from) + BigInt(digit);
  }
  if (number >= 1n << 64n) number = (1n << 64n) - 1n;
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
  host("millrace_round", ["DOUBLE", "INTEGER", "VARCHAR"], "DOUBLE", roundDouble),
  host("millrace_round_decimal", ["VARCHAR", "INTEGER", "VARCHAR"], "VARCHAR", roundDecimal),
  host("millrace_regexp_like", ["VARCHAR", "VARCHAR"], "BOOLEAN", (value: string, regexp: string) =>
    pattern(regexp).test(value),
  ),
  host("millrace_regexp_replace", ["VARCHAR", "VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", replaceAll),
  host("millrace_regexp_extract", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", extract),
  host("millrace_split", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", split),
  host("millrace_translate", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", translate),
  host("millrace_upper", ["VARCHAR"], "VARCHAR", (value: string) => value.toUpperCase()),
  host("millrace_initcap", ["VARCHAR"], "VARCHAR", (value: string) =>
    value.toLowerCase().replace(/(^| )(\S)/gu, (_, blank: string, char: string) => blank + char.toUpperCase()),
  ),
  host("millrace_conv", ["VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", conv),
];
