/**
 * Filters moved down as Spark's optimizer moves them, where it shows: a condition that does not look at the event time works below its
 * watermark, so rows it drops do not move the watermark; one on one side of a join, or on the keys of groups, works below it, so such rows
 * are never stored; and one that NULL does not satisfy makes an outer join keep less. What hangs on chance stays where it is.
 *
 * Only a condition on a session stays above its groups, where Spark tells rows apart before they have made a session.
 */
import { resolveCall } from "../analysis/calls.ts";
import { isChance } from "../analysis/chance.ts";
import {
  attributesIn,
  collect,
  reference,
  replaceAttributes,
  someExpr,
  type Attribute,
  type Expr,
  type Named,
} from "../analysis/expression.ts";
import { inputsOf, withInputs, type Aggregate, type Join, type Plan } from "../analysis/plan.ts";
import { findFunction } from "../functions/registry.ts";
import { conjunctsOf } from "./join-condition.ts";

export function pushFiltersDown(plan: Plan): Plan {
  const over = withInputs(plan, inputsOf(plan).map(pushFiltersDown));
  return over.kind === "filter" && over.isStreaming ? sunk(conjunctsOf(over.condition), over.input) : over;
}

/** The plan with the conditions as far down as they go; those that go nowhere stay right above it. */
function sunk(conditions: readonly Expr[], plan: Plan): Plan {
  switch (plan.kind) {
    case "watermark":
      return split(conditions, plan, (condition) =>
        attributesIn(condition).has(plan.attribute.id) ? undefined : condition,
      );
    case "aliased":
    case "sort":
      return reaches(plan) ? split(conditions, plan, (condition) => condition) : filtered(conditions, plan);
    case "generate":
      return reaches(plan) && !plan.generator.args.some((arg) => someExpr(arg, isChance))
        ? split(conditions, plan, (condition) => (reads(condition, plan.columns) ? undefined : condition))
        : filtered(conditions, plan);
    case "aggregate":
      return split(conditions, plan, (condition) => ofRows(condition, plan));
    case "union":
      return reaches(plan) ? belowUnion(conditions, plan) : filtered(conditions, plan);
    case "timeWindows":
    case "sessionWindows":
      return reaches(plan)
        ? split(conditions, plan, (condition) => (reads(condition, [plan.attribute]) ? undefined : condition))
        : filtered(conditions, plan);
    case "project":
      return reaches(plan)
        ? split(conditions, plan, (condition) => below(condition, plan))
        : filtered(conditions, plan);
    case "join":
      return plan.isStreaming ? aboveJoin(conditions, plan) : filtered(conditions, plan);
    case "filter": {
      // Both are asked of the rows as they come: by which the other is asked first would show.
      const first = conjunctsOf(plan.condition);
      return first.some((each) => someExpr(each, isChance))
        ? filtered(conditions, plan)
        : sunk([...first, ...conditions], plan.input);
    }
    default:
      return filtered(conditions, plan);
  }
}

function filtered(conditions: readonly Expr[], input: Plan): Plan {
  if (conditions.length === 0) return input;
  const condition = conditions.reduce((a, b) => resolveCall(findFunction("and")!, [a, b], { ansi: true, zone: "UTC" }));
  return { kind: "filter", input, condition, output: input.output, isStreaming: input.isStreaming };
}

/** A query inside a condition may look at columns from where it stands; as in Spark it stays there. */
const canMove = (condition: Expr): boolean =>
  !someExpr(condition, (each) => isChance(each) || each.kind === "subquery");

/** A node of one input with the conditions below it that `through` lets pass, the others above. */
function split(
  conditions: readonly Expr[],
  plan: Extract<Plan, { readonly input: Plan }>,
  through: (condition: Expr) => Expr | undefined,
): Plan {
  const passing = conditions.filter(canMove).flatMap((condition) => through(condition) ?? []);
  const staying = conditions.filter((condition) => !canMove(condition) || through(condition) === undefined);
  return filtered(staying, withInputs(plan, [passing.length > 0 ? sunk(passing, plan.input) : plan.input]));
}

/** A condition over a list as one over what its columns are made of. */
function below(condition: Expr, plan: Extract<Plan, { kind: "project" }>): Expr | undefined {
  return plan.list.some(({ expr }) => someExpr(expr, isChance)) ? undefined : madeOf(condition, plan.list);
}

/** A condition over the keys of groups as one over the rows that make them. */
function ofRows(condition: Expr, { keys }: Aggregate): Expr | undefined {
  const plain = keys.filter(({ expr, attribute }) => !attribute.isSession && !someExpr(expr, isChance));
  return attributesIn(condition).size > 0 ? madeOf(condition, plain) : undefined;
}

/** A condition that reads these columns alone as one over what they are made of. */
function madeOf(condition: Expr, list: readonly Named[]): Expr | undefined {
  const columns = new Map(list.map(({ attribute, expr }) => [attribute.id, expr]));
  return [...attributesIn(condition)].every((id) => columns.has(id))
    ? replaceAttributes(condition, columns)
    : undefined;
}

/** Every input of a union keeps its own rows. */
function belowUnion(conditions: readonly Expr[], plan: Extract<Plan, { kind: "union" }>): Plan {
  const [first, ...others] = plan.inputs;
  const ofInput = (condition: Expr, input: Plan): Expr | undefined =>
    canMove(condition)
      ? madeOf(
          condition,
          plan.output.map((attribute, i) => ({ attribute, expr: reference(input.output[i]!) })),
        )
      : undefined;
  const passing = conditions.filter((condition) => ofInput(condition, first!) !== undefined);
  const staying = conditions.filter((condition) => !passing.includes(condition));
  const inputs = [first!, ...others].map((input) =>
    sunk(
      passing.map((condition) => ofInput(condition, input)!),
      input,
    ),
  );
  return filtered(staying, passing.length > 0 ? { ...plan, inputs } : plan);
}

/** Whether a watermark, a join or groups lie right below, with nothing but simple nodes between. */
function reaches(plan: Plan): boolean {
  switch (plan.kind) {
    case "watermark":
      return true;
    case "join":
    case "aggregate":
      return plan.isStreaming;
    case "union":
      return plan.inputs.some(reaches);
    case "sort":
    case "generate":
    case "project":
    case "aliased":
    case "filter":
    case "timeWindows":
    case "sessionWindows":
      return reaches(plan.input);
    default:
      return false;
  }
}

const reads = (condition: Expr, attributes: readonly Attribute[]): boolean => {
  const used = attributesIn(condition);
  return attributes.some((a) => used.has(a.id));
};

function aboveJoin(conditions: readonly Expr[], join: Join): Plan {
  const [needsLeft, needsRight] = [join.left, join.right].map((side) =>
    conditions.some((condition) => refusesNullOf(condition, side.output)),
  );
  const joinType = withoutNulls(join.joinType, needsLeft === true, needsRight === true);
  const keepsLeft = joinType !== "rightOuter" && joinType !== "fullOuter";
  const keepsRight = joinType !== "leftOuter" && joinType !== "fullOuter";
  const isBelow = (condition: Expr, side: Plan, other: Plan): boolean =>
    canMove(condition) && reads(condition, side.output) && !reads(condition, other.output);
  const left = conditions.filter((each) => keepsLeft && isBelow(each, join.left, join.right));
  const right = conditions.filter((each) => keepsRight && isBelow(each, join.right, join.left));
  const staying = conditions.filter((each) => !left.includes(each) && !right.includes(each));
  return filtered(staying, {
    ...join,
    joinType,
    left: left.length > 0 ? sunk(left, join.left) : join.left,
    right: right.length > 0 ? sunk(right, join.right) : join.right,
  });
}

/** The join that is left when rows with NULLs for one side, or for either, are thrown away. */
function withoutNulls(joinType: Join["joinType"], needsLeft: boolean, needsRight: boolean): Join["joinType"] {
  switch (joinType) {
    case "leftOuter":
      return needsRight ? "inner" : joinType;
    case "rightOuter":
      return needsLeft ? "inner" : joinType;
    case "fullOuter":
      if (needsLeft && needsRight) return "inner";
      return needsLeft ? "leftOuter" : needsRight ? "rightOuter" : joinType;
    default:
      return joinType;
  }
}

/** Functions that give NULL when an argument is NULL. */
const STRICT = new Set(["==", "=", "<", "<=", ">", ">=", "!=", "+", "-", "*", "/", "negative"]);

/** Columns of the attributes that cannot be NULL where the condition is true. */
export function notNullBy(condition: Expr, attributes: readonly Attribute[]): readonly Attribute[] {
  const visit = (expr: Expr): readonly number[] => {
    if (expr.kind === "attribute") return [expr.attribute.id];
    if (expr.kind === "cast" || expr.kind === "field") return visit(expr.child);
    return expr.kind === "call" && STRICT.has(expr.function.name) ? expr.args.flatMap(visit) : [];
  };
  // These two are true or false of NULLs: only where the whole condition is theirs do they say something.
  const top = (expr: Expr): readonly number[] =>
    expr.kind === "call" && expr.function.name === "and"
      ? expr.args.flatMap(top)
      : expr.kind === "call" && expr.function.name === "isnotnull"
        ? expr.args.flatMap(visit)
        : visit(expr);
  const ids = new Set(top(condition));
  return attributes.filter((a) => ids.has(a.id));
}

const refusesNullOf = (condition: Expr, attributes: readonly Attribute[]): boolean =>
  collect(condition, (e) => e.kind === "call").length > 0 && notNullBy(condition, attributes).length > 0;
