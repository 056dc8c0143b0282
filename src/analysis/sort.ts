/** ORDER BY: over the result, or over what the select list was made of, which then passes through unseen. */
import { isMillraceError, millraceError } from "../errors.ts";
import { literal, type Expression, type SortOrder } from "../plan/expression.ts";
import { INT } from "../types/data-type.ts";
import type { Qualify, Sort } from "../plan/relation.ts";
import { overGroups } from "./aggregation.ts";
import { namedAs, passed } from "./attributes.ts";
import { hasGenerator } from "./generators.ts";
import { asCondition, hasAggregate, type ExpressionResolver } from "./expression-resolver.ts";
import { attributesIn, reference, replaceAttributes, someExpr, type Expr, type Named } from "./expression.ts";
import { sameName } from "./names.ts";
import { prepare } from "./rewrites.ts";
import type { Aggregate, Plan, Project } from "./plan.ts";

export function sort(relation: Sort, input: Plan, expressions: ExpressionResolver): Plan {
  const below = new BelowTheList(input, expressions);
  const order = keysOf(relation, input).map((key) => {
    const expr = below.key(key.child);
    return { expr, ascending: key.direction === "ascending", nullsFirst: key.nullOrdering === "first" };
  });
  const { isStreaming, output } = input;
  const wide = below.plan;
  const sorted: Plan = { kind: "sort", input: wide, order, output: wide.output, isStreaming };
  return wide === input ? sorted : { kind: "project", input: sorted, list: output.map(passed), output, isStreaming };
}

/** `ORDER BY ALL` is by every column, unless one has that name. */
function keysOf({ order }: Sort, input: Plan): readonly SortOrder[] {
  const [first] = order;
  const isAll = first?.child.kind === "unresolvedAttribute" && /^all$/i.test(first.child.unparsedIdentifier);
  if (order.length !== 1 || !isAll || input.output.some((a) => sameName(a.name, "all"))) return order;
  return input.output.map((_, i) => ({ ...first, child: literal(INT, i + 1) }));
}

/** QUALIFY: a condition over the result and what it was made of, window functions among it. */
export const qualify = (relation: Qualify, input: Plan, expressions: ExpressionResolver): Plan =>
  filterBelow(relation.condition, input, expressions);

/** A condition over a result that also names what its select list was made of. */
export function filterBelow(given: Expression, input: Plan, expressions: ExpressionResolver): Plan {
  const below = new BelowTheList(input, expressions);
  const key = asCondition(below.key(given, true));
  const { isStreaming, output } = input;
  const isHidden = below.plan !== input;
  const marked = namedAs(key, key.pretty);
  const wide: Plan = isHidden
    ? below.plan
    : {
        kind: "project",
        input,
        list: [...output.map(passed), marked],
        output: [...output, marked.attribute],
        isStreaming,
      };
  const condition = isHidden ? key : reference(marked.attribute);
  const filtered: Plan = { kind: "filter", input: wide, condition, output: wide.output, isStreaming };
  return { kind: "project", input: filtered, list: output.map(passed), output, isStreaming };
}

/** Expressions over a result that may also name what its select list was made of; that passes through unseen. */
class BelowTheList {
  readonly #input: Plan;
  readonly #list: Project;
  readonly #expressions: ExpressionResolver;
  /** Columns for the select list, and aggregates for the groups below it, that are not shown. */
  readonly #hidden: Named[] = [];
  readonly #aggregates: Named[] = [];

  constructor(input: Plan, expressions: ExpressionResolver) {
    this.#input = input;
    const { output, isStreaming } = input;
    this.#list =
      input.kind === "project" ? input : { kind: "project", input, list: output.map(passed), output, isStreaming };
    this.#expressions = expressions;
  }

  /** The input with the hidden columns behind its own. */
  get plan(): Plan {
    if (this.#hidden.length === 0) return this.#input;
    const list = this.#list;
    const ready = prepare(
      withAggregates(list.input, this.#aggregates),
      this.#hidden.map((h) => h.expr),
    );
    return {
      ...list,
      input: ready.input,
      list: [...list.list, ...this.#hidden.map((h, i) => ({ ...h, expr: ready.exprs[i]! }))],
      output: [...list.output, ...this.#hidden.map((h) => h.attribute)],
    };
  }

  /** A key over the result, by position in it, or over what the select list was made of; `belowFirst` looks there at once. */
  key(key: Expression, belowFirst = false): Expr {
    const input = this.#list;
    const parsed = this.#expressions.parsed(key);
    if (parsed.kind === "literal" && parsed.dataType.kind === "integer" && typeof parsed.value === "number") {
      const column = input.output[parsed.value - 1];
      if (column === undefined)
        throw millraceError(
          "ORDER_BY_POS_OUT_OF_RANGE",
          { index: String(parsed.value), size: String(input.output.length) },
          parsed.origin ?? {},
        );
      return reference(column);
    }
    if (belowFirst) return this.#below(parsed, input);
    let resolved: Expr;
    try {
      resolved = this.#expressions.resolve(parsed, { attributes: input.output });
      // A column of the list's making comes before one of the query around.
      if (this.#isOuter(resolved)) return this.#belowOr(resolved, parsed, input);
      if (!hasAggregate(resolved) && !needsBelow(resolved)) return resolved;
    } catch (error) {
      if (!isMillraceError(error)) throw error;
      return this.#below(parsed, input);
    }
    const shown = input.list.find((named) => named.expr.pretty === resolved.pretty);
    return shown === undefined ? this.#below(parsed, input) : reference(shown.attribute);
  }

  #isOuter(expr: Expr): boolean {
    const own = new Set(this.#list.output.map((a) => a.id));
    return [...attributesIn(expr)].some((id) => !own.has(id));
  }

  #belowOr(resolved: Expr, key: Expression, list: Project): Expr {
    try {
      return this.#below(key, list);
    } catch (error) {
      if (isMillraceError(error)) return resolved;
      throw error;
    }
  }

  #below(key: Expression, list: Project): Expr {
    const groups = groupsBelow(list.input);
    const expr = groups === undefined ? this.#overRows(key, list) : this.#overGroups(key, list, groups);
    // Below the sort it would be a column of the select list, which a generator may be.
    if (hasGenerator(expr)) throw millraceError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT");
    const named = namedAs(expr, expr.pretty);
    this.#hidden.push(named);
    return reference(named.attribute);
  }

  #overRows(key: Expression, list: Project): Expr {
    // What the list has only renamed is still found by its own name.
    const below = list.input.output.filter((a) => !list.output.some((o) => o.id === a.id && sameName(o.name, a.name)));
    let resolved: Expr;
    try {
      resolved = this.#expressions.resolve(key, { attributes: [...list.output, ...below] });
    } catch (error) {
      if (!isMillraceError(error, "AMBIGUOUS_REFERENCE")) throw error;
      // Two columns of the list have the name: of what they were made of, only one may.
      resolved = this.#expressions.resolve(key, { attributes: list.input.output });
    }
    return notAggregate(
      replaceAttributes(resolved, new Map(list.list.map((named) => [named.attribute.id, named.expr]))),
    );
  }

  #overGroups(key: Expression, list: Project, groups: Aggregate): Expr {
    const shown = list.list.filter((named) => !groups.input.output.some((a) => a.id === named.attribute.id));
    const attributes = [...groups.input.output, ...shown.map((named) => named.attribute)].filter(
      (a, _, all) => a.id === all.find((other) => sameName(other.name, a.name) && other.qualifier === a.qualifier)?.id,
    );
    const resolved = this.#expressions.resolve(key, { attributes });
    const byInput = replaceAttributes(
      resolved,
      new Map(list.list.map((named) => [named.attribute.id, named.expr] as const)),
    );
    const grouped = { ...groups, aggregates: [...groups.aggregates, ...this.#aggregates] };
    const { expr, added } = overGroups(grouped, byInput);
    this.#aggregates.push(...added);
    return expr;
  }
}

/** Computed before the sort, not by it. */
const needsBelow = (expr: Expr): boolean =>
  someExpr(
    expr,
    (e) => e.kind === "windowCall" || e.kind === "timeWindow" || e.kind === "sessionWindow" || e.kind === "inputFile",
  );

function notAggregate(expr: Expr): Expr {
  if (!hasAggregate(expr)) return expr;
  throw millraceError("UNSUPPORTED_EXPR_FOR_OPERATOR", { operator: "Sort", invalidExprSqls: `"${expr.pretty}"` });
}

/** The groups a select list shows, HAVING between them or not. */
function groupsBelow(plan: Plan): Aggregate | undefined {
  if (plan.kind === "filter") return groupsBelow(plan.input);
  return plan.kind === "aggregate" ? plan : undefined;
}

function withAggregates(plan: Plan, added: readonly Named[]): Plan {
  if (added.length === 0) return plan;
  const output = [...plan.output, ...added.map((named) => named.attribute)];
  if (plan.kind === "filter") return { ...plan, input: withAggregates(plan.input, added), output };
  return plan.kind === "aggregate" ? { ...plan, aggregates: [...plan.aggregates, ...added], output } : plan;
}
