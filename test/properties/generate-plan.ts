/** Random plans that Spark would run in a mode, and whose streamed result is the batch's: the rules that make it so are said where they are kept. */
import type { Mode } from "./case.ts";
import type { Dice } from "./dice.ts";
import { generateAggregate } from "./generate-aggregate.ts";
import { generateJoin, generateLateJoin, generateStaticJoin } from "./generate-join.ts";
import { generateCondition, keptOneTime, projected, timesOf } from "./generate-step.ts";
import { columnsOf, everyNode, type Column, type Deduplicate, type Input, type Plan, type StreamName } from "./plan.ts";

const DELAYS: readonly number[] = [1000, 2500, 5000, 5000, 10_000, 20_000];

export function generatePlan(dice: Dice, mode: Mode): Plan {
  const names = newNames();
  const plan = generateSource(dice, mode, "a");
  switch (mode) {
    case "append":
      return generateChain(dice, plan, names);
    case "update":
      return generateUpdate(dice, plan, names);
    case "complete":
      return generateComplete(dice, plan, names);
  }
}

/** One stateful operator over one or two declared streams: what `late-definition.ts` knows to follow. */
export function generateLatePlan(dice: Dice, mode: Mode): Plan {
  const names = newNames();
  const input: Input = { kind: "input", stream: "a", delayMs: dice.oneOf(DELAYS) };
  const kind = dice.between(0, mode === "append" ? 3 : 1);
  if (kind === 3) {
    const other: Input = { kind: "input", stream: "b", delayMs: dice.oneOf(DELAYS) };
    return generateLateJoin(dice, input, other, names);
  }
  if (kind === 1) return deduplicated(dice, input, mode);
  return generateAggregate(dice, input, mode, names, { timed: true, onlyDefined: true });
}

/** Names that no other column of the plan has. */
export type Names = (stem: string) => string;
function newNames(): Names {
  let count = 0;
  return (stem) => `${stem}${++count}`;
}

/** A stream, or two of them in one, with a watermark or without. */
function generateSource(dice: Dice, mode: Mode, stream: StreamName): Plan {
  const delayMs = dice.chance(mode === "append" ? 0.9 : 0.7) ? dice.oneOf(DELAYS) : undefined;
  const input = (name: StreamName): Plan => {
    const plan: Input = { kind: "input", stream: name, ...(delayMs === undefined ? {} : { delayMs }) };
    return dice.chance(0.2) ? { kind: "filter", input: plan, predicate: generateCondition(dice, plan) } : plan;
  };
  const plan = dice.chance(0.15)
    ? ({ kind: "union", left: input(stream), right: input(stream === "a" ? "b" : "a") } as const)
    : input(stream);
  return dice.chance(0.25) ? projected(dice, plan, (column) => column.name === "t" || column.name === "k") : plan;
}

/** Append mode: results are final, so stateful operators may follow each other. */
function generateChain(dice: Dice, source: Plan, names: Names): Plan {
  let plan = source;
  if (dice.chance(0.15)) plan = generateStaticJoin(dice, plan, names);
  const length = dice.oneOf([0, 1, 1, 1, 1, 2, 2, 2, 3]);
  for (let i = 0; i < length; i++) {
    const next = statefulStep(dice, plan, names, i + 1 < length);
    if (next === undefined) break;
    plan = next;
  }
  // Which of a key's rows comes through is for the engine to choose: what looks at their other columns would not be determined.
  if (plan.kind === "deduplicate") return plan;
  if (dice.chance(0.1)) plan = generateStaticJoin(dice, plan, names);
  if (dice.chance(0.2)) plan = { kind: "filter", input: plan, predicate: generateCondition(dice, plan) };
  return dice.chance(0.2) ? projected(dice, plan, () => false) : plan;
}

/** `goesOn`: something stateful follows, so the rows must be determined and carry at most one event time. */
function statefulStep(dice: Dice, plan: Plan, names: Names, goesOn: boolean): Plan | undefined {
  const isTimed = timesOf(plan).length > 0;
  // What a join gives on is the hardest: its rows are older than what its streams bring.
  const joins = goesOn ? (["join", "join"] as const) : [];
  const kind = dice.oneOf(["aggregate", "aggregate", "aggregate", "deduplicate", "join", "join", ...joins] as const);
  if (kind === "deduplicate") {
    const step = deduplicated(dice, plan, "append", !goesOn);
    return goesOn ? { kind: "project", input: step, keep: step.columns, computed: [] } : step;
  }
  if (kind === "join") return joinStep(dice, plan, names, goesOn);
  return isTimed ? generateAggregate(dice, plan, "append", names, { timed: true }) : undefined;
}

function joinStep(dice: Dice, plan: Plan, names: Names, goesOn: boolean): Plan | undefined {
  const [time] = timesOf(plan);
  if (time?.type === "window") {
    const other = sameShape(dice, plan);
    return other && generateJoin(dice, plan, other, names, { timed: true });
  }
  const other = generateSource(dice, "append", dice.chance(0.2) ? "a" : "b");
  const isBounded = time !== undefined && timesOf(other).length > 0;
  // What goes on must be closed on both sides: rows that an unbounded side gives later are late to the next operator.
  if (goesOn && !isBounded) return undefined;
  const joined = generateJoin(dice, plan, other, names, { timed: isBounded, goesOn });
  return goesOn ? keptOneTime(dice, joined) : joined;
}

/** The plan over the other stream, if it stands on one: windows of it meet the plan's own. */
function sameShape(dice: Dice, plan: Plan): Plan | undefined {
  if (everyNode(plan).some((node) => node.kind === "union" || node.kind === "join")) return undefined;
  const over = (node: Plan): Plan => {
    if (node.kind === "input") return { ...node, stream: dice.chance(0.8) ? "b" : "a" };
    return "input" in node ? { ...node, input: over(node.input) } : node;
  };
  return over(plan);
}

/** Update mode: one aggregation, whose keys stay to be seen, or rows that never change. */
function generateUpdate(dice: Dice, source: Plan, names: Names): Plan {
  let plan = source;
  if (dice.chance(0.15)) plan = generateStaticJoin(dice, plan, names);
  if (dice.chance(0.2)) {
    const other = generateSource(dice, "update", "b");
    const timed = timesOf(plan).length > 0 && timesOf(other).length > 0;
    plan = keptOneTime(
      dice,
      generateJoin(dice, plan, other, names, { timed, goesOn: true, hows: timed ? ["inner", "left_semi"] : ["inner"] }),
    );
    // Without bounds it gives rows that are late to an aggregation.
    const isBounded = timed || (timesOf(plan).length === 0 && timesOf(other).length === 0);
    if (!isBounded || dice.chance(0.4)) return plan;
  } else if (dice.chance(0.25)) {
    const step = deduplicated(dice, plan, "update");
    if (dice.chance(0.6)) return step;
    plan = { kind: "project", input: step, keep: step.columns, computed: [] };
  }
  return generateAggregate(dice, plan, "update", names, {});
}

function generateComplete(dice: Dice, source: Plan, names: Names): Plan {
  let plan = source;
  if (dice.chance(0.15)) plan = generateStaticJoin(dice, plan, names);
  if (dice.chance(0.15)) {
    const step = deduplicated(dice, plan, "complete", false);
    plan = { kind: "project", input: step, keep: step.columns, computed: [] };
  }
  plan = generateAggregate(dice, plan, "complete", names, {});
  if (dice.chance(0.2)) plan = { kind: "filter", input: plan, predicate: generateCondition(dice, plan) };
  if (dice.chance(0.15)) plan = generateStaticJoin(dice, plan, names);
  if (dice.chance(0.2)) plan = projected(dice, plan, () => true);
  const by = columnsOf(plan).filter((column) => column.type !== "list");
  const isDetermined = by.length === columnsOf(plan).length && by.every((column) => column.type !== "double");
  return isDetermined && dice.chance(0.3)
    ? { kind: "top", input: plan, by: by.map((column) => column.name), limit: dice.between(1, 8) }
    : plan;
}

function deduplicated(dice: Dice, input: Plan, mode: Mode, mayBeWithin = true): Deduplicate {
  const columns = columnsOf(input).filter((column) => column.type !== "list");
  const [time] = timesOf(input);
  const within = mayBeWithin && mode === "append" && time !== undefined && dice.chance(0.3);
  const chosen = new Set(
    dice.some(
      columns.filter((column) => column.name !== "id"),
      1,
      3,
    ),
  );
  if (time !== undefined && !within && dice.chance(0.6)) chosen.add(time);
  const all =
    !within && chosen.size < columns.length && dice.chance(0.05) && columns.length === columnsOf(input).length;
  const isKey = (column: Column): boolean => all || [...chosen].some((each) => each.name === column.name);
  return { kind: "deduplicate", input, columns: columns.filter(isKey).map((column) => column.name), within };
}
