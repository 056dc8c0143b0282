/** Columns that only a qualified name finds: `b.id` behind `a JOIN b USING (id)`. They go as far as the clauses of one query. */
import { passed } from "./attributes.ts";
import type { Attribute, Named } from "./expression.ts";
import type { Plan } from "./plan.ts";

export const isVisible = (attribute: Attribute): boolean => attribute.isHidden !== true;

/** The column as one that is passed on unseen. */
export const hidden = (attribute: Attribute): Named => ({
  ...passed(attribute),
  attribute: { ...attribute, isHidden: true },
});

/** The plan without its hidden columns. */
export function visible(plan: Plan): Plan {
  if (plan.output.every(isVisible)) return plan;
  const output = plan.output.filter(isVisible);
  if (plan.kind === "project")
    return { ...plan, list: plan.list.filter((named) => isVisible(named.attribute)), output };
  return { kind: "project", input: plan, list: output.map(passed), output, isStreaming: plan.isStreaming };
}
