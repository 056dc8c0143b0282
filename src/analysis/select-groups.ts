/** SQL's SELECT with GROUP BY: keys by position, by the list's names, or as expressions; HAVING over both. */
import { isMillraceError, millraceError } from "../errors.ts";
import type { Expression } from "../plan/expression.ts";
import type { SelectGroups } from "../plan/relation.ts";
import { newAttribute } from "./attributes.ts";
import { asCondition, hasAggregate, type ExpressionResolver } from "./expression-resolver.ts";
import { canonical, replaceAttributes, rewrite, type Expr } from "./expression.ts";
import { findAttribute, sameName } from "./names.ts";
import type { Plan } from "./plan.ts";
import { prepare } from "./rewrites.ts";
import { aggregateItems, shownItems, type ShownItem } from "./select-list.ts";

export function selectGroups(relation: SelectGroups, below: Plan, expressions: ExpressionResolver): Plan {
  const { input, isWindow, window } = withGroupedWindow(relation, below, expressions);
  const replaced = (expr: Expr): Expr =>
    rewrite(expr, (e) => ((e.kind === "timeWindow" || e.kind === "sessionWindow") && isWindow(e) ? window : undefined));
  const shown = shownItems(relation.selectList, input.output, expressions).map((item) => ({
    ...item,
    expr: replaced(item.expr),
  }));
  const key = (expr: Expression): Expr => {
    if (expr.kind === "literal" && expr.dataType.kind === "integer") {
      const place = Number(expr.value);
      const item = shown[place - 1];
      if (item === undefined)
        throw millraceError(
          "GROUP_BY_POS_OUT_OF_RANGE",
          { index: String(place), size: String(shown.length) },
          expr.origin ?? {},
        );
      return item.expr;
    }
    if (expr.kind === "unresolvedAttribute" && findAttribute(input.output, expr.unparsedIdentifier) === undefined) {
      const item = shown.find((s) => sameName(s.name, expr.unparsedIdentifier.replaceAll("`", "")));
      if (item !== undefined) return item.expr;
    }
    return replaced(expressions.resolve(expr, { attributes: input.output }));
  };
  const keys = relation.groupAll
    ? shown.filter((s) => !hasAggregate(s.expr)).map((s) => s.expr)
    : relation.groupingExpressions.map(key);
  const having = relation.having && asCondition(havingCondition(relation.having, input, shown, expressions));
  const sets =
    relation.groupingSets.length === 0
      ? undefined
      : relation.groupingSets.map((set) =>
          set.map((expr) => {
            const text = key(expr).pretty;
            return keys.findIndex((k) => k.pretty === text);
          }),
        );
  return aggregateItems(input, { groupType: relation.groupType, keys, ...(sets ? { sets } : {}) }, shown, having);
}

interface GroupedWindow {
  readonly input: Plan;
  readonly isWindow: (expr: Expr) => boolean;
  readonly window?: Expr;
}

/** GROUP BY window(...) or session_window(...) gives the select list a column of that name, unless there is one already. */
function withGroupedWindow(relation: SelectGroups, input: Plan, expressions: ExpressionResolver): GroupedWindow {
  const calls = relation.groupingExpressions
    .map((expr) => expressions.parsed(expr))
    .filter(
      (expr) =>
        expr.kind === "unresolvedFunction" && ["window", "session_window"].includes(expr.functionName.toLowerCase()),
    )
    .map((call) => groupedWindow(call, relation, input, expressions));
  const [call] = calls;
  if (call === undefined || input.output.some((a) => sameName(a.name, call.pretty)))
    return { input, isWindow: () => false };
  const ready = prepare(input, calls);
  const key = canonical(call);
  return { input: ready.input, isWindow: (expr) => canonical(expr) === key, window: ready.exprs[0]! };
}

/** A window that cannot be is none, so that its name in the select list is the first thing to be missed. */
function groupedWindow(
  call: Expression,
  { selectList }: SelectGroups,
  input: Plan,
  expressions: ExpressionResolver,
): Expr {
  try {
    return expressions.resolve(call, { attributes: input.output });
  } catch (error) {
    if (isMillraceError(error) && error.condition.startsWith("DATATYPE_MISMATCH"))
      shownItems(selectList, input.output, expressions);
    throw error;
  }
}

/** HAVING sees the select list's names first, then the input. */
function havingCondition(
  having: Expression,
  input: Plan,
  shown: readonly ShownItem[],
  expressions: ExpressionResolver,
): Expr {
  const aliases = shown
    .filter((s) => findAttribute(input.output, `\`${s.name}\``) === undefined)
    .map((s) => ({ item: s, attribute: newAttribute(s.name, s.expr.dataType, s.expr.nullable) }));
  const resolved = expressions.resolve(having, {
    attributes: [...input.output, ...aliases.map((a) => a.attribute)],
  });
  return replaceAttributes(resolved, new Map(aliases.map((a) => [a.attribute.id, a.item.expr])));
}
