/** What callers that no compiler has warned get told: arguments of a kind that the method cannot use. */
import { millraceError } from "../errors.ts";
import { kindOf } from "../types/kind-of.ts";
import { nearestName } from "../types/nearest-name.ts";

export function wrongArgument(method: string, argument: string, expected: string, value: unknown, hint: string): Error {
  return millraceError("INVALID_ARGUMENT", { argument, method, expected, given: kindOf(value), hint });
}

/** What was given where only a column will do: neither a name nor SQL text would. */
export function notAColumn(method: string, given: unknown, hint: string = COLUMN_HINT): Error {
  return wrongArgument(method, "column", "a column", given, typeof given === "boolean" ? COMPARISON_HINT : hint);
}

/** What was given where a column, or a name or SQL text will do. */
export function notAColumnOrText(method: string, given: unknown): Error {
  const hint =
    typeof given === "boolean"
      ? COMPARISON_HINT
      : Array.isArray(given)
        ? spread("columns")
        : 'Give a column such as col("x"), or a name or SQL text.';
  return wrongArgument(method, "column", "a column or text", given, hint);
}

const COLUMN_HINT =
  'Give col("x") for the column of that name, lit("x") for a constant, or expr("x + 1") for SQL text.';
const COMPARISON_HINT = 'JavaScript\'s == compares at once; write col("x").eq(y).';

/** How several are given that came as a list. */
export function spread(what: string, method = "select"): string {
  return `A list of ${what} is given with three dots, as in ${method}(...${method === "select" ? "names" : what}).`;
}

/** A list of columns and names. */
export function columnList<T>(value: readonly T[], method: string, argument: string, example: string): readonly T[] {
  if (Array.isArray(value)) return value;
  throw wrongArgument(method, argument, "a list of columns", value, example);
}

/** A name that an object has and that means nothing there. */
export function unknownName(method: string, name: string, expected: string, nearest: string, hint: string): Error {
  return millraceError("INVALID_ARGUMENT", {
    argument: name,
    method,
    expected,
    given: "none of them",
    hint: `${nearest} ${hint}`.trim(),
  });
}

/** A whole number of at least `least`. */
export function wholeNumber(value: unknown, method: string, argument = "n", least = 0): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least) return value;
  throw wrongArgument(method, argument, `a whole number of at least ${least}`, value, `Write ${method}(10).`);
}

export function textArgument(value: unknown, method: string, argument: string): string {
  if (typeof value === "string") return value;
  throw wrongArgument(method, argument, "a text", value, `Give the ${argument} in quotes.`);
}

/** Names given one by one: `drop("a", "b")`. */
export function textArguments(values: readonly unknown[], method: string, argument: string): readonly string[] {
  return values.map((value) => textArgument(value, method, argument));
}

/** Names given as a list: `dropDuplicates(["a", "b"])`. */
export function nameList(value: unknown, method: string): readonly string[] {
  if (Array.isArray(value)) return textArguments(value, method, "name");
  throw wrongArgument(method, "names", "a list of column names", value, `Write ${method}(["x"]).`);
}

/** One of a few words, in any case. */
export function wordArgument<T>(
  value: unknown,
  words: Readonly<Record<string, T>>,
  method: string,
  argument: string,
): T {
  const text = textArgument(value, method, argument);
  const found = Object.hasOwn(words, text.toLowerCase()) ? words[text.toLowerCase()] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(words);
  const nearest = nearestName(text, names);
  const expected = `one of ${names.join(", ")} is expected${nearest === undefined ? "" : `, perhaps ${nearest}`}`;
  throw millraceError("INVALID_OPTION_VALUE", { option: argument, value: text, expected });
}

/** The value of a reader's or writer's option, as the text that it is. */
export function optionText(name: string, value: unknown, method: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw wrongArgument(method, name, "a text, a number or a boolean", value, `Write ${method}("${name}", "value").`);
}

/** Several options, or values by name. */
export function objectArgument(
  value: unknown,
  method: string,
  argument: string,
  hint: string = `Write ${method}({ name: value }).`,
): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject) return value as Record<string, unknown>;
  throw wrongArgument(method, argument, "an object", value, hint);
}

export function functionArgument(value: unknown, method: string, argument: string, example: string): void {
  if (typeof value !== "function") throw wrongArgument(method, argument, "a function", value, example);
}

/** A time in milliseconds that one is willing to wait; none is for ever. */
export function patience(value: unknown, method: string): number | undefined {
  if (value === undefined || (typeof value === "number" && value >= 0)) return value;
  throw wrongArgument(method, "timeoutMs", "a number of milliseconds", value, `Write ${method}(10_000).`);
}

/** A bound of a range. */
export function longArgument(value: unknown, method: string, argument: string): bigint {
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (isWhole && BigInt.asIntN(64, BigInt(value as number | bigint)) === BigInt(value as number | bigint))
    return BigInt(value as number | bigint);
  throw wrongArgument(
    method,
    argument,
    "a whole number of 64 bits",
    value,
    "Give what is no safe number as bigint: 10n.",
  );
}

export function numberArgument(value: unknown, method: string, argument: string): number {
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw wrongArgument(method, argument, "a number", value, `Write ${method}(0.5).`);
}

export function instanceArgument<T>(value: unknown, of: { prototype: T }, method: string, what: string): T {
  if (Object.prototype.isPrototypeOf.call(of.prototype as object, value as object)) return value as T;
  throw wrongArgument(method, what, `a ${what}`, value, `Give the ${what} that the session made.`);
}
