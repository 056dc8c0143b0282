/** Outside ANSI mode a boolean equals 1 where it is true, and 0 where it is not: Spark then compares nothing. */
import { findFunction } from "../functions/registry.ts";
import type { Dialect } from "../functions/function.ts";
import { isNumeric } from "../types/data-type.ts";
import { resolveCall } from "./calls.ts";
import type { Expr } from "./expression.ts";

const EQUALITIES = new Set(["==", "=", "!=", "<=>"]);

/** What stands for a comparison of a boolean with a written 0 or 1; undefined where it is another. */
export function asBoolean(operator: string, args: readonly Expr[], dialect: Dialect): Expr | undefined {
  if (dialect.ansi || !EQUALITIES.has(operator)) return undefined;
  const number = args.find((arg) => arg.kind === "literal" && isNumeric(arg.dataType) && arg.value !== null);
  const value = args.find((arg) => arg.dataType.kind === "boolean");
  if (number?.kind !== "literal" || value === undefined || typeof number.value === "object") return undefined;
  const counted = Number(number.value);
  if (counted !== 0 && counted !== 1) return undefined;
  const not = (expr: Expr): Expr => resolveCall(findFunction("not")!, [expr], dialect);
  const same = counted === 1 ? value : not(value);
  if (operator === "!=") return not(same);
  if (operator !== "<=>") return same;
  return resolveCall(findFunction("and")!, [resolveCall(findFunction("isnotnull")!, [value], dialect), same], dialect);
}
