/** Stateless steps of a random plan, and what the others ask of a plan's columns. */
import type { Dice } from "./dice.ts";
import { computations, predicates, type ComputationName, type PredicateName } from "./expressions.ts";
import {
  columnsOf,
  everyNode,
  inputsOf,
  isStream,
  type Column,
  type Condition,
  type Plan,
  type Project,
} from "./plan.ts";

/** The columns that are event time. */
export const timesOf = (plan: Plan): readonly Column[] =>
  columnsOf(plan).filter((column) => column.delayMs !== undefined);

/** Of a column that has a predicate for its type. */
export function generateCondition(
  dice: Dice,
  plan: Plan,
  isWanted: (column: Column) => boolean = () => true,
): Condition {
  const all = Object.keys(predicates) as PredicateName[];
  const choices = columnsOf(plan)
    .filter(isWanted)
    .flatMap((column) =>
      all.filter((by) => predicates[by].types.includes(column.type)).map((by) => ({ by, of: column.name })),
    );
  if (choices.length > 0) return dice.oneOf(choices);
  const [first] = columnsOf(plan);
  return { by: "isNotNull", of: first!.name };
}

/** Some columns, those wanted among them, and some computed ones. Event time stays. */
export function projected(dice: Dice, input: Plan, isWanted: (column: Column) => boolean): Project {
  const columns = columnsOf(input);
  const chosen = dice.some(columns, 2, columns.length);
  const keep = columns.filter((column) => chosen.includes(column) || isWanted(column) || column.delayMs !== undefined);
  const all = Object.keys(computations) as ComputationName[];
  const choices = columns.flatMap((of) =>
    all.filter((by) => computations[by].types.includes(of.type)).map((by) => ({ by, of: of.name })),
  );
  const names = new Set(columns.map((column) => column.name));
  const computed =
    choices.length === 0 ? [] : dice.some(choices, 0, 2).map((choice, i) => ({ ...choice, name: `x${i}` }));
  return {
    kind: "project",
    input,
    keep: keep.map((column) => column.name),
    computed: computed.filter(({ name }) => !names.has(name)),
  };
}

/** Spark lets only one event time into an operator: of a join's two, one is kept. Not one that a row without a match lacks. */
export function keptOneTime(dice: Dice, plan: Plan): Plan {
  const times = timesOf(plan);
  if (times.length < 2) return plan;
  const how = plan.kind === "join" ? plan.how : "inner";
  const kept = how === "left" ? times[0] : how === "right" ? times.at(-1) : dice.oneOf(times);
  const keep = columnsOf(plan).filter((column) => column.delayMs === undefined || column.name === kept?.name);
  return { kind: "project", input: plan, keep: keep.map((column) => column.name), computed: [] };
}

/**
 * Whether a plan has but one right answer, its last deduplication aside: what stands above another one sees only its keys, and what is stateful
 * has one event time.
 */
export function isDetermined(plan: Plan): boolean {
  return everyNode(plan).every((node) => {
    const isOverOpen = inputsOf(node).some(
      (input) =>
        input.kind === "deduplicate" &&
        (input.within ||
          node.kind !== "project" ||
          node.keep.some((name) => !input.columns.includes(name)) ||
          node.computed.length > 0),
    );
    const isStateful =
      node.kind === "aggregate" ||
      node.kind === "deduplicate" ||
      (node.kind === "join" && inputsOf(node).every(isStream));
    return !isOverOpen && (!isStateful || inputsOf(node).every((input) => timesOf(input).length < 2));
  });
}
