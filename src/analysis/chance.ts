/** Where calls of functions of chance must not stand. */
import { millraceError } from "../errors.ts";
import { isRandom } from "../functions/randoms.ts";
import { collect, someExpr, type AggregateCall, type Expr } from "./expression.ts";

export const isChance = (expr: Expr): boolean =>
  expr.kind === "call" && (isRandom(expr.function.name) || expr.function.name === "monotonically_increasing_id");

/** What an aggregate is of must not hang on chance, nor on the order of rows. */
export function refuseChanceInAggregates(expr: Expr): void {
  const [call] = collect(
    expr,
    (e): e is AggregateCall => e.kind === "aggregate" && e.args.some((arg) => someExpr(arg, isChance)),
  );
  if (call !== undefined)
    throw millraceError("AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION", { sqlExpr: `"${call.pretty}"` });
}

/** Which rows are compared with which is the engine's affair. */
export function refuseChanceInJoin(condition: Expr): void {
  if (someExpr(condition, isChance))
    throw millraceError("INVALID_NON_DETERMINISTIC_EXPRESSIONS", { sqlExprs: `"${condition.pretty}"` });
}
