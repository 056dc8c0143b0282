import type { Dice } from "./dice.ts";
import type { ComputationName } from "./expressions.ts";
import type { Names } from "./generate-plan.ts";
import { generateWindow } from "./generate-aggregate.ts";
import { generateCondition, timesOf } from "./generate-step.ts";
import { columnOf, columnsOf, type Column, type Join, type JoinHow, type Plan, type Range } from "./plan.ts";

interface JoinWishes {
  /** Both sides have an event time, and the condition bounds one by the other. */
  readonly timed: boolean;
  /** Another stateful operator follows. */
  readonly goesOn?: boolean;
  readonly hows?: readonly JoinHow[];
}

const ALL: readonly JoinHow[] = ["inner", "inner", "left", "right", "full", "left_semi"];
const KEY_TYPES: readonly Column["type"][] = ["int", "string"];

export function generateJoin(dice: Dice, left: Plan, right: Plan, names: Names, wishes: JoinWishes): Plan {
  const { timed, goesOn = false } = wishes;
  const hows = (wishes.hows ?? ALL)
    .filter((each) => timed || each === "inner")
    .filter((each) => !goesOn || each !== "full");
  const how = dice.oneOf(hows);
  const base = { kind: "join", left, right, how, prefix: `${names("r")}_` } as const;
  const equal = keyPairs(dice, left, right);
  const [l, r] = [timesOf(left)[0], timesOf(right)[0]];
  const keyIsTime = timed && (l?.type === "window" || r?.type === "window");
  if (equal.length === 0 && !keyIsTime) return left;
  const extra = { ...alone(dice, left, "leftAlone"), ...alone(dice, right, "rightAlone") };
  if (!timed || l === undefined || r === undefined) return { ...base, equal, ...extra };
  if (l.type === "window" || r.type === "window" || dice.chance(0.15))
    return { ...base, equal: [...equal, { left: l.name, right: r.name, nullSafe: false }], ...extra };
  if (dice.chance(0.2)) return windowJoin(dice, { ...base, equal, ...extra }, [l, r], names);
  return { ...base, equal, range: generateRange(dice, l, r, how, goesOn), ...extra };
}

/** Of the simplest form: nothing but keys and time decides which rows move the watermark. */
export function generateLateJoin(dice: Dice, left: Plan, right: Plan, names: Names): Join {
  const [l, r] = [timesOf(left)[0]!, timesOf(right)[0]!];
  const how = dice.oneOf(["inner", "left", "right", "full"] as const);
  const equal = [{ left: "k", right: "k", nullSafe: false }];
  return {
    kind: "join",
    left,
    right,
    how,
    prefix: `${names("r")}_`,
    equal,
    range: generateRange(dice, l, r, how, true),
  };
}

/** Spark joins streams by equal keys; a window or time among them is one of them. */
function keyPairs(dice: Dice, left: Plan, right: Plan): Join["equal"] {
  const rights = columnsOf(right).filter((column) => KEY_TYPES.includes(column.type));
  const pairs = columnsOf(left).flatMap((l) =>
    rights.filter((r) => r.type === l.type).map((r) => ({ left: l.name, right: r.name })),
  );
  const likely = pairs.filter((pair) => pair.left === pair.right && pair.left !== "v");
  const chosen = dice.some(likely.length > 0 && dice.chance(0.8) ? likely : pairs, 1, dice.oneOf([1, 1, 2]));
  const byOf = (name: string): readonly ComputationName[] =>
    columnOf(left, name).type === "int" ? ["next", "next", "orZero"] : ["upper", "upper", "orEmpty"];
  return chosen.map((pair) => ({
    ...pair,
    nullSafe: dice.chance(0.25),
    ...(dice.chance(0.25) ? { by: dice.oneOf(byOf(pair.left)) } : {}),
  }));
}

function alone(dice: Dice, side: Plan, name: "leftAlone" | "rightAlone"): Partial<Join> {
  return dice.chance(0.15) ? { [name]: generateCondition(dice, side) } : {};
}

/** Joined by the window both times are in, which stands for the time from then on. */
function windowJoin(dice: Dice, join: Join, [l, r]: readonly [Column, Column], names: Names): Join {
  const name = names("w");
  const window = generateWindow(dice, l.name);
  const windowed = (input: Plan, of: string): Plan => {
    const added: Plan = { kind: "windowed", input, name, window: { ...window, slideMs: window.sizeMs, of } };
    const keep = columnsOf(added).map((column) => column.name);
    return { kind: "project", input: added, keep: keep.filter((each) => each !== of), computed: [] };
  };
  return {
    ...join,
    left: windowed(join.left, l.name),
    right: windowed(join.right, r.name),
    equal: [...join.equal, { left: name, right: name, nullSafe: false }],
  };
}

/** Both bounds where both sides must be closed; else those by which the preserved side is. */
function generateRange(dice: Dice, l: Column, r: Column, how: JoinHow, goesOn: boolean): Range {
  const span = (): number => dice.oneOf([0, 1000, 5000, 5000, 10_000, 20_000]);
  const needsAfter = goesOn || how === "left" || how === "full" || how === "left_semi";
  const needsBefore = goesOn || how === "right" || how === "full";
  const hasBefore = needsBefore || dice.chance(0.7);
  return {
    left: l.name,
    right: r.name,
    ...(hasBefore ? { beforeMs: span() } : {}),
    ...(needsAfter || !hasBefore || dice.chance(0.5) ? { afterMs: span() } : {}),
    strict: dice.chance(0.3),
  };
}

/** With the table that does not grow: the stream's rows are kept, or those with a match. */
export function generateStaticJoin(dice: Dice, stream: Plan, names: Names): Plan {
  const keys = columnsOf(stream).filter((column) => column.type === "int" || column.type === "string");
  if (keys.length === 0) return stream;
  const key = dice.oneOf(keys);
  const fixed: Plan = dice.chance(0.2)
    ? { kind: "filter", input: { kind: "static" }, predicate: { by: "isNotNull", of: key.type === "int" ? "k" : "g" } }
    : { kind: "static" };
  const pair = (left: string, right: string): Join["equal"] => [{ left, right, nullSafe: dice.chance(0.15) }];
  const other = key.type === "int" ? "k" : "g";
  const prefix = `${names("s")}_`;
  if (dice.chance(0.2))
    return { kind: "join", left: fixed, right: stream, how: "right", prefix, equal: pair(other, key.name) };
  return {
    kind: "join",
    left: stream,
    right: fixed,
    how: dice.oneOf(["inner", "left", "left_semi"]),
    prefix,
    equal: pair(key.name, other),
  };
}
