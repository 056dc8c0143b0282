/** `aggregate(...) WITHIN GROUP (ORDER BY ...)`: the aggregate that the order makes of it, over what it is ordered by too. */
import { millraceError } from "../errors.ts";
import {
  unsupportedSyntax,
  type AggregateFunction,
  type Dialect,
  type FunctionDefinition,
} from "../functions/function.ts";
import type { UnresolvedFunction } from "../plan/expression.ts";
import { argumentOf } from "./constants.ts";
import { canonical, type Expr } from "./expression.ts";
import type { ExpressionResolver, Scope } from "./expression-resolver.ts";

export interface Ordered<D extends FunctionDefinition> {
  readonly definition: D | AggregateFunction;
  readonly args: readonly Expr[];
}

export function withinGroup<D extends FunctionDefinition>(
  definition: D,
  call: Pick<UnresolvedFunction, "withinGroup" | "isDistinct">,
  args: readonly Expr[],
  scope: Scope,
  resolver: ExpressionResolver,
): Ordered<D> {
  const rules = definition.kind === "aggregate" ? definition.withinGroup : undefined;
  const { withinGroup: order, isDistinct } = call;
  if (rules === undefined) {
    if (order === undefined) return { definition, args };
    checkCount(definition, args, resolver.dialect);
    throw unsupportedSyntax(definition.name, "WITHIN GROUP (ORDER BY ...)");
  }
  const isRequired = rules.isRequired(args.length);
  if (order === undefined && !isRequired && !isDistinct) return { definition, args };
  checkCount(definition, args, resolver.dialect);
  const funcName = `\`${definition.name}\``;
  if (isDistinct && !rules.takesDistinct)
    throw millraceError("INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED", { funcName });
  if (order === undefined) {
    if (!isRequired) return { definition, args };
    throw millraceError("INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING", { funcName });
  }
  const { most, name = definition.name } = rules.orderings(args.length);
  if (order.length > most)
    throw millraceError("INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS", {
      funcName: `\`${name}\``,
      expectedNum: String(most),
      actualNum: String(order.length),
    });
  const keys = order.map((each) => resolver.resolve(each.child, scope));
  const [first] = args;
  const other = keys.find((key) => first === undefined || canonical(key) !== canonical(first));
  if (isDistinct && other !== undefined)
    throw millraceError("INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT", {
      funcName,
      funcArg: `"${first?.pretty ?? ""}"`,
      orderingExpr: `"${other.pretty}"`,
    });
  const orderings = order.map((each) => ({
    ascending: each.direction === "ascending",
    nullsFirst: each.nullOrdering === "first",
  }));
  return { definition: rules.ordered(orderings, args.length), args: [...args, ...keys] };
}

/** Too many or too few arguments are found before the order is looked at. */
function checkCount(definition: FunctionDefinition, args: readonly Expr[], dialect: Dialect): void {
  if (definition.kind === "aggregate") definition.type(args.map(argumentOf), dialect);
}
