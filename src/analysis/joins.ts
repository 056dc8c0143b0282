import { refuseChanceInJoin } from "./chance.ts";
import { millraceError } from "../errors.ts";
import { findFunction } from "../functions/registry.ts";
import type * as unresolved from "../plan/relation.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { namedAs, newAttribute, passed } from "./attributes.ts";
import { resolveCall } from "./calls.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import { reference, someExpr, type Attribute, type Expr, type Named } from "./expression.ts";
import { hidden, isVisible } from "./hidden-columns.ts";
import { withSubqueriesBelow } from "./join-subqueries.ts";
import { findAttribute, quoted, sameName } from "./names.ts";
import type { Plan } from "./plan.ts";

/** Joins by condition, or by column names that both sides have and the result shows once. */
export function resolveJoin(
  relation: unresolved.Join,
  left: Plan,
  rightInput: Plan,
  expressions: ExpressionResolver,
): Plan {
  const right = distinctFrom(left, rightInput);
  const { joinType } = relation;
  const isStreaming = left.isStreaming || right.isStreaming;
  const columns = joinOutput(joinType, left.output, right.output);
  // What a stateful operator gives is nullable.
  const output = left.isStreaming && right.isStreaming ? columns.map((a) => ({ ...a, nullable: true })) : columns;
  if (relation.usingColumns.length === 0) {
    const condition =
      relation.joinCondition &&
      asJoinCondition(expressions.resolve(relation.joinCondition, { attributes: [...left.output, ...right.output] }));
    if (condition !== undefined) refuseChanceInJoin(condition);
    const keepsUnmatched = joinType !== "inner" && joinType !== "cross";
    const sides =
      condition !== undefined && keepsUnmatched && someExpr(condition, (e) => e.kind === "subquery")
        ? withSubqueriesBelow({ left, right, condition })
        : { left, right, ...(condition ? { condition } : {}) };
    return { kind: "join", ...sides, joinType, output, isStreaming };
  }
  const combined = (name: string, ...args: readonly Expr[]): Expr =>
    resolveCall(findFunction(name)!, args, expressions.dialect);
  const pairs = relation.usingColumns.map(
    (name) => [column(left.output, name, "left"), column(right.output, name, "right")] as const,
  );
  const condition = pairs
    .map(([a, b]) => combined("==", reference(a), reference(b)))
    .reduce((a, b) => combined("and", a, b));
  const join: Plan = { kind: "join", left, right, joinType, condition, output, isStreaming };
  const keys = new Set(pairs.flatMap(([a, b]) => [a.id, b.id]));
  const inOutput = (a: Attribute): Attribute => output.find((o) => o.id === a.id) ?? a;
  const keyColumns = pairs.map(([a, b]): Named => {
    if (joinType === "rightOuter") return passed(inOutput(b));
    if (joinType !== "fullOuter") return passed(inOutput(a));
    return namedAs(combined("coalesce", reference(inOutput(a)), reference(inOutput(b))), a.name);
  });
  const shown = [...keyColumns, ...output.filter((a) => !keys.has(a.id)).map(passed)];
  const unseen = output.filter((a) => keys.has(a.id) && !shown.some((named) => named.attribute.id === a.id));
  const list = [...shown, ...unseen.map(hidden)];
  return { kind: "project", input: join, list, output: list.map((n) => n.attribute), isStreaming };
}

function asJoinCondition(condition: Expr): Expr {
  if (condition.dataType.kind === "boolean") return condition;
  throw millraceError("JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", {
    joinCondition: `"${condition.pretty}"`,
    conditionType: `"${sqlTypeText(condition.dataType)}"`,
  });
}

function column(attributes: readonly Attribute[], name: string, side: "left" | "right"): Attribute {
  const colName = quoted([name]);
  const found = findAttribute(attributes, colName);
  if (found !== undefined) return found.attribute;
  const columns = attributes.filter(isVisible).map((a) => quoted([a.name]));
  throw millraceError("UNRESOLVED_USING_COLUMN_FOR_JOIN", { colName, side, suggestion: columns.join(", ") });
}

function joinOutput(
  joinType: unresolved.JoinType,
  left: readonly Attribute[],
  right: readonly Attribute[],
): readonly Attribute[] {
  const nullable = (attributes: readonly Attribute[]): readonly Attribute[] =>
    attributes.map((a) => ({ ...a, nullable: true }));
  switch (joinType) {
    case "leftSemi":
    case "leftAnti":
      return left;
    case "leftOuter":
      return [...left, ...nullable(right)];
    case "rightOuter":
      return [...nullable(left), ...right];
    case "fullOuter":
      return [...nullable(left), ...nullable(right)];
    default:
      return [...left, ...right];
  }
}

/** A frame joined with itself gets new ids on the right, so that both sides can be told apart. */
function distinctFrom(left: Plan, right: Plan): Plan {
  const ids = new Set(left.output.map((a) => a.id));
  if (!right.output.some((a) => ids.has(a.id))) return right;
  const list = right.output.map((a): Named => ({
    expr: reference(a),
    attribute: newAttribute(a.name, a.dataType, a.nullable, {
      ...(a.qualifier ? { qualifier: a.qualifier } : {}),
      ...(a.delay === undefined ? {} : { delay: a.delay }),
      ...(a.isHidden ? { isHidden: true } : {}),
    }),
  }));
  return { kind: "project", input: right, list, output: list.map((n) => n.attribute), isStreaming: right.isStreaming };
}

/** The columns that a natural join is by. */
export const sharedNames = (left: Plan, right: Plan): readonly string[] =>
  left.output
    .filter(isVisible)
    .map((a) => a.name)
    .filter((name) => right.output.some((b) => isVisible(b) && sameName(b.name, name)));
