import { aggregateCalls, type CallName } from "./aggregate-calls.ts";
import type { Mode } from "./case.ts";
import type { Dice } from "./dice.ts";
import type { Names } from "./generate-plan.ts";
import { timesOf } from "./generate-step.ts";
import { columnsOf, type Aggregate, type Call, type Column, type Plan, type TimeKey, type WindowSpec } from "./plan.ts";

const KEY_TYPES: readonly Column["type"][] = ["int", "string", "boolean", "decimal", "double"];

interface AggregateWishes {
  /** A window or time must be among the keys, as append mode wants it. */
  readonly timed?: boolean;
  /** Only functions that are defined in plain TypeScript. */
  readonly onlyDefined?: boolean;
}

export function generateAggregate(
  dice: Dice,
  input: Plan,
  mode: Mode,
  names: Names,
  { timed = false, onlyDefined = false }: AggregateWishes,
): Aggregate {
  const candidates = columnsOf(input).filter(
    (column) => KEY_TYPES.includes(column.type) && column.delayMs === undefined,
  );
  const [time] = timesOf(input);
  const keys = dice.some(candidates, dice.chance(0.6) ? 1 : 0, dice.oneOf([1, 1, 2])).map((column) => column.name);
  const chosen =
    time !== undefined && (timed || dice.chance(0.7)) ? timeKey(dice, time, mode, keys.length > 0, names) : {};
  const others = new Set([...keys, ...(chosen.keys ?? [])]);
  const argued = columnsOf(input).filter((column) => !others.has(column.name) || dice.chance(0.2));
  return {
    kind: "aggregate",
    input,
    keys: [...keys, ...(chosen.keys ?? [])],
    ...(chosen.time === undefined ? {} : { time: chosen.time }),
    calls: generateCalls(dice, argued.length > 0 ? argued : columnsOf(input), names, onlyDefined),
  };
}

interface TimeChoice {
  readonly keys?: readonly string[];
  readonly time?: TimeKey;
}

function timeKey(dice: Dice, column: Column, mode: Mode, hasOtherKeys: boolean, names: Names): TimeChoice {
  // The time itself, exact, is a key like others. Not a session: those that meet would merge, and one may be out before the next comes.
  if (column.isSession !== true && dice.chance(0.15)) return { keys: [column.name] };
  const maySession = column.type === "time" && hasOtherKeys && mode !== "update";
  if (maySession && dice.chance(0.4))
    return { time: { kind: "session", name: names("w"), of: column.name, gapMs: dice.oneOf([1000, 5000, 10_000]) } };
  return { time: { kind: "window", name: names("w"), window: generateWindow(dice, column.name) } };
}

export function generateWindow(dice: Dice, of: string): WindowSpec {
  const sizeMs = dice.oneOf([5000, 5000, 10_000, 20_000, 60_000]);
  const slideMs = dice.chance(0.3) ? dice.oneOf([sizeMs / 2, sizeMs / 5, 3000]) : sizeMs;
  return { of, sizeMs, slideMs, startMs: dice.chance(0.1) ? 500 : 0 };
}

function generateCalls(dice: Dice, columns: readonly Column[], names: Names, onlyDefined: boolean): readonly Call[] {
  const all = (Object.keys(aggregateCalls) as CallName[]).filter(
    (by) => !onlyDefined || aggregateCalls[by].value !== undefined,
  );
  const choices = all.flatMap((by) =>
    columns
      .filter((column) => aggregateCalls[by].types.includes(column.type))
      .map((column) => ({ by, of: column.name })),
  );
  return dice.some(choices, 1, 4).map((choice) => ({ ...choice, name: names("c") }));
}
