/**
 * Queries in the condition of a join that keeps rows without a match. The kernel computes such a query only over one of the inputs, so it
 * becomes a column of the input whose columns it reads.
 */
import { millraceError } from "../errors.ts";
import { namedAs, passed } from "./attributes.ts";
import { reference, rewrite, type Expr, type Named, type SubqueryExpr } from "./expression.ts";
import { columnsReadBy, outerReferences } from "./outer-references.ts";
import type { Plan } from "./plan.ts";

export interface JoinInputs {
  readonly left: Plan;
  readonly right: Plan;
  readonly condition: Expr;
}

export function withSubqueriesBelow({ left, right, condition }: JoinInputs): JoinInputs {
  const added: { readonly left: Named[]; readonly right: Named[] } = { left: [], right: [] };
  const rewritten = rewrite(condition, (expr) => {
    if (expr.kind !== "subquery") return undefined;
    const side = sideOf(expr, left, right);
    const named = namedAs(expr, "subquery");
    added[side].push(named);
    return reference(named.attribute);
  });
  return { left: withColumns(left, added.left), right: withColumns(right, added.right), condition: rewritten };
}

function sideOf(expr: SubqueryExpr, left: Plan, right: Plan): "left" | "right" {
  const given = (plan: Plan): ReadonlySet<number> => new Set(plan.output.map((a) => a.id));
  const [ofLeft, ofRight] = [given(left), given(right)];
  const read = [...columnsReadBy(expr.values), ...outerReferences(expr.plan)];
  if (!read.some((id) => ofRight.has(id))) return "left";
  if (!read.some((id) => ofLeft.has(id))) return "right";
  throw millraceError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION", {
    subqueryExpression: expr.pretty,
  });
}

function withColumns(input: Plan, added: readonly Named[]): Plan {
  if (added.length === 0) return input;
  const list = [...input.output.map(passed), ...added];
  return { kind: "project", input, list, output: list.map((n) => n.attribute), isStreaming: input.isStreaming };
}
