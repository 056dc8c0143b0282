/** What callers that no compiler has warned get told: arguments of a kind that the method cannot use. */
import { millraceError } from "../errors.ts";

function wrong(method: string, argument: string, expected: string, value: unknown, hint: string): Error {
  const given = value === null ? "null" : typeof value === "number" ? String(value) : typeof value;
  return millraceError("INVALID_ARGUMENT", { argument, method, expected, given, hint });
}

/** A whole number of at least `least`. */
export function wholeNumber(value: unknown, method: string, argument = "n", least = 0): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least) return value;
  throw wrong(method, argument, `a whole number of at least ${least}`, value, `Write ${method}(10).`);
}

export function textArgument(value: unknown, method: string, argument: string): string {
  if (typeof value === "string") return value;
  throw wrong(method, argument, "a text", value, `Give the ${argument} in quotes.`);
}

/** A bound of a range. */
export function longArgument(value: unknown, method: string, argument: string): bigint {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return BigInt(value as number | bigint);
  throw wrong(method, argument, "a whole number", value, "Give larger ones as bigint: 10n.");
}

export function instanceArgument<T>(value: unknown, of: { prototype: T }, method: string, what: string): T {
  if (Object.prototype.isPrototypeOf.call(of.prototype as object, value as object)) return value as T;
  throw wrong(method, what, `a ${what}`, value, `Give the ${what} that the session made.`);
}
