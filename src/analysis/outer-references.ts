/** Columns that a query inside an expression reads of the queries around it. */
import { attributesIn, collect, type Expr, type SubqueryExpr } from "./expression.ts";
import { expressionsOf, inputsOf, type Plan } from "./plan.ts";

/** The columns expressions read of the rows they stand over, what queries inside them read of these rows among them. */
export function columnsReadBy(expressions: readonly Expr[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const expr of expressions) {
    for (const id of attributesIn(expr)) found.add(id);
    for (const { plan } of collect(expr, (e): e is SubqueryExpr => e.kind === "subquery"))
      for (const id of outerReferences(plan)) found.add(id);
  }
  return found;
}

/** What a query reads and none of its own relations gives. */
export function outerReferences(plan: Plan): ReadonlySet<number> {
  const inputs = inputsOf(plan);
  const given = new Set(inputs.flatMap((input) => input.output.map((a) => a.id)));
  const read = new Set([...columnsReadBy(expressionsOf(plan))].filter((id) => !given.has(id)));
  const isLateral = plan.kind === "join" && plan.isLateral === true;
  for (const input of inputs) for (const id of outerReferences(input)) if (!isLateral || !given.has(id)) read.add(id);
  return read;
}
