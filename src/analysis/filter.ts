/** WHERE. */
import { isMillraceError, millraceError } from "../errors.ts";
import type { Expression } from "../plan/expression.ts";
import type { Filter } from "../plan/relation.ts";
import { collect, reference } from "./expression.ts";
import { asCondition, type ExpressionResolver } from "./expression-resolver.ts";
import type { Plan } from "./plan.ts";
import { prepare } from "./rewrites.ts";
import { project } from "./select-list.ts";
import { filterBelow } from "./sort.ts";

/** A frame's condition may name what a select below it has left out; SQL's WHERE stands before its SELECT. */
export function filter({ condition, origin }: Filter, input: Plan, expressions: ExpressionResolver): Plan {
  try {
    return where(condition, input, expressions);
  } catch (error) {
    const isMissing = isMillraceError(error) && error.condition.startsWith("UNRESOLVED_COLUMN");
    if (!isMissing || input.kind !== "project" || origin !== undefined) throw error;
    try {
      return filterBelow(condition, input, expressions);
    } catch {
      throw error;
    }
  }
}

function where(condition: Expression, input: Plan, expressions: ExpressionResolver): Plan {
  const resolved = asCondition(expressions.resolve(condition, { attributes: input.output }));
  const calls = collect(resolved, (e) => e.kind === "aggregate");
  if (calls.length > 0)
    throw millraceError("INVALID_WHERE_CONDITION", {
      condition: `"${resolved.pretty}"`,
      expressionList: calls.map((c) => c.pretty).join(", "),
    });
  if (collect(resolved, (e) => e.kind === "windowCall").length > 0)
    throw millraceError("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", { clauseName: "WHERE" });
  const ready = prepare(input, [resolved]);
  const filtered: Plan = {
    kind: "filter",
    input: ready.input,
    condition: ready.exprs[0]!,
    output: ready.input.output,
    isStreaming: input.isStreaming,
  };
  return ready.input === input
    ? filtered
    : project(
        filtered,
        input.output.map((a) => ({ name: a.name, expr: reference(a) })),
        input.output,
      );
}
