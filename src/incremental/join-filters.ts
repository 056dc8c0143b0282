/**
 * What a join will not match is filtered out below it, as Spark's optimizer does: NULLs that satisfy no condition, conditions on one side alone, and what these
 * say of the other side's equal keys. It shows: such rows move no watermark and are never stored. Rows of a preserved side stay.
 */
import { resolveCall } from "../analysis/calls.ts";
import { attributesIn, canonical, reference, replaceAttributes, type Expr } from "../analysis/expression.ts";
import { inputsOf, withInputs, type Join, type Plan } from "../analysis/plan.ts";
import { findFunction } from "../functions/registry.ts";
import { conjunctsOf, joinCondition, type JoinSide } from "./join-condition.ts";
import { notNullBy } from "./pushdown.ts";

export function filterBelowJoins(plan: Plan): Plan {
  const over = withInputs(plan, inputsOf(plan).map(filterBelowJoins));
  return over.kind === "join" && over.isStreaming ? filtered(over) : over;
}

function filtered(join: Join): Join {
  const { left, right, across } = joinCondition(join);
  return {
    ...join,
    left:
      left.isPreserved || join.joinType === "leftAnti" ? join.left : under(join.left, left, right, join.right, across),
    right: right.isPreserved ? join.right : under(join.right, right, left, join.left, across),
  };
}

function under(input: Plan, side: JoinSide, other: JoinSide, otherInput: Plan, across: readonly Expr[]): Plan {
  const strict = side.strictKeys.filter((key) => key.kind !== "attribute" && key.nullable);
  const columns = new Map(across.flatMap((each) => notNullBy(each, side.attributes)).map((a) => [a.id, a]));
  const notNull = [...Array.from(columns.values(), (a) => reference(a)), ...strict]
    .filter((each) => each.nullable)
    .map((each) => call("isnotnull", each));
  const known = [...other.alone, ...constraintsOf(otherInput)];
  const inferred = known.flatMap((condition) => transferred(condition, other, side));
  const present = new Set(constraintsOf(input).map(canonical));
  const conditions = [...notNull, ...side.alone, ...inferred].filter((each) => !present.has(canonical(each)));
  if (conditions.length === 0) return input;
  const condition = conditions.reduce((a, b) => call("and", a, b));
  return { kind: "filter", input, condition, output: input.output, isStreaming: input.isStreaming };
}

/** A condition on one side's key columns as one on the other's, where both are plain columns. */
function transferred(condition: Expr, from: JoinSide, to: JoinSide): readonly Expr[] {
  const values = new Map(
    from.keys.flatMap((key, i): [number, Expr][] => {
      const own = to.keys[i]!;
      return key.kind === "attribute" && own.kind === "attribute" ? [[key.attribute.id, own]] : [];
    }),
  );
  const used = [...attributesIn(condition)];
  return used.length > 0 && used.every((id) => values.has(id)) ? [replaceAttributes(condition, values)] : [];
}

/** Conditions that hold for every row, by filters right below. */
function constraintsOf(plan: Plan): readonly Expr[] {
  switch (plan.kind) {
    case "filter":
      return [...conjunctsOf(plan.condition), ...constraintsOf(plan.input)];
    case "aliased":
    case "watermark":
      return constraintsOf(plan.input);
    default:
      return [];
  }
}

function call(name: string, ...args: readonly Expr[]): Expr {
  return resolveCall(findFunction(name)!, args, { ansi: true, zone: "UTC" });
}
