/** ORDER BY: over the result, or over what the select list was made of, which then passes through unseen. */
import { millraceError } from "../errors.ts";
import type { Expression } from "../plan/expression.ts";
import type { Qualify, Sort } from "../plan/relation.ts";
import { namedAs, passed } from "./attributes.ts";
import { hasGenerator } from "./generators.ts";
import { asCondition, hasAggregate, type ExpressionResolver } from "./expression-resolver.ts";
import { reference, replaceAttributes, type Expr, type Named } from "./expression.ts";
import type { Plan } from "./plan.ts";

export function sort(relation: Sort, input: Plan, expressions: ExpressionResolver): Plan {
  const hidden: Named[] = [];
  const order = relation.order.map((key) => {
    const expr = sortKey(key.child, input, hidden, expressions);
    return { expr, ascending: key.direction === "ascending", nullsFirst: key.nullOrdering === "first" };
  });
  if (hidden.length === 0) return { kind: "sort", input, order, output: input.output, isStreaming: input.isStreaming };
  const inner = input as Extract<Plan, { kind: "project" }>;
  const wide: Plan = {
    ...inner,
    list: [...inner.list, ...hidden],
    output: [...inner.output, ...hidden.map((h) => h.attribute)],
  };
  const sorted: Plan = { kind: "sort", input: wide, order, output: wide.output, isStreaming: input.isStreaming };
  return {
    kind: "project",
    input: sorted,
    list: inner.output.map(passed),
    output: inner.output,
    isStreaming: input.isStreaming,
  };
}

/** QUALIFY: a condition over the result and what it was made of, window functions among it. */
export function qualify(relation: Qualify, input: Plan, expressions: ExpressionResolver): Plan {
  const hidden: Named[] = [];
  const key = asCondition(sortKey(relation.condition, input, hidden, expressions, true), expressions.dialect);
  const inner = input as Extract<Plan, { kind: "project" }>;
  const marked = hidden.length > 0 ? hidden : [namedAs(key, key.pretty)];
  const wide: Plan =
    hidden.length > 0
      ? { ...inner, list: [...inner.list, ...hidden], output: [...inner.output, ...hidden.map((h) => h.attribute)] }
      : {
          kind: "project",
          input,
          list: [...input.output.map(passed), ...marked],
          output: [...input.output, marked[0]!.attribute],
          isStreaming: input.isStreaming,
        };
  const condition = hidden.length > 0 ? key : reference(marked[0]!.attribute);
  const filtered: Plan = {
    kind: "filter",
    input: wide,
    condition,
    output: wide.output,
    isStreaming: input.isStreaming,
  };
  return {
    kind: "project",
    input: filtered,
    list: input.output.map(passed),
    output: input.output,
    isStreaming: input.isStreaming,
  };
}

/** A sort key over the result, by position in it, or over what the select list was made of. */
function sortKey(key: Expression, input: Plan, hidden: Named[], expressions: ExpressionResolver, below = false): Expr {
  const parsed = expressions.parsed(key);
  if (parsed.kind === "literal" && typeof parsed.value === "number") {
    const column = input.output[parsed.value - 1];
    if (column === undefined)
      throw millraceError("INVALID_PLAN", { reason: `ORDER BY position ${parsed.value} is not in the select list` });
    return reference(column);
  }
  try {
    if (below && input.kind === "project") throw new TypeError("a condition is looked for below first");
    const resolved = expressions.resolve(parsed, { attributes: input.output });
    if (!hasAggregate(resolved)) return resolved;
    const shown =
      input.kind === "project" ? input.list.find((named) => named.expr.pretty === resolved.pretty) : undefined;
    if (shown !== undefined) return reference(shown.attribute);
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: resolved.pretty,
      reason: "an aggregate that the select list does not show cannot be sorted by",
    });
  } catch (error) {
    if (input.kind !== "project") throw error;
    const overBelow = expressions.resolve(parsed, {
      attributes: [...input.output, ...input.input.output.filter((a) => !input.output.some((o) => o.id === a.id))],
    });
    const overInput = replaceAttributes(
      overBelow,
      new Map(input.list.map((named) => [named.attribute.id, named.expr])),
    );
    // Below the sort it would be a column of the select list, which a generator may be.
    if (hasGenerator(overInput)) throw millraceError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT");
    const named = namedAs(overInput, overInput.pretty);
    hidden.push(named);
    return reference(named.attribute);
  }
}
