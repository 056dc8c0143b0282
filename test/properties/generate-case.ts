/** A seed's run: the plan, rows for it, and how they come. */
import { NOON, type Arrival, type Case, type File, type Mode } from "./case.ts";
import type { Cell, Cells } from "./cells.ts";
import { diceOf, type Dice } from "./dice.ts";
import { generateLatePlan, generatePlan } from "./generate-plan.ts";
import { everyNode, type Plan, type StreamName } from "./plan.ts";

export function caseOf(seed: number): Case {
  const dice = diceOf(seed);
  const isLate = dice.chance(0.3);
  const mode: Mode = isLate
    ? dice.oneOf(["append", "append", "update"])
    : dice.oneOf(["append", "append", "append", "update", "complete"]);
  const plan = isLate ? generateLatePlan(dice, mode) : generatePlan(dice, mode);
  const used = streamsOf(plan);
  const delayMs = leastDelay(plan);
  // By how much a row may be later than the watermark that another makes; where rows may be late, by a window or gap as well.
  const edges = delayMs === undefined ? [] : (isLate ? [1, 0, -1000, -5000, -10_000] : [1]).map((by) => by - delayMs);
  const mayBeNull = !isLate && takesNullTimes(plan, mode);
  const rowsOf = (stream: StreamName, first: number): readonly Cells[] =>
    used.includes(stream) ? generateRows(dice, first, mayBeNull, edges) : [];
  const rows = { a: rowsOf("a", 1), b: rowsOf("b", 1001) };
  const arrival = (): Arrival => generateArrival(dice, rows, delayMs, isLate);
  return {
    mode,
    plan,
    rows,
    static: everyNode(plan).some((node) => node.kind === "static") ? generateStatic(dice) : [],
    isLate,
    arrival: arrival(),
    ...(!isLate && dice.chance(0.1) ? { other: arrival() } : {}),
  };
}

export const streamsOf = (plan: Plan): readonly StreamName[] => [
  ...new Set(everyNode(plan).flatMap((node) => (node.kind === "input" ? [node.stream] : []))),
];

/** The least of the streams' delays; undefined when nothing is ever late. */
function leastDelay(plan: Plan): number | undefined {
  const delays = everyNode(plan).flatMap((node) =>
    node.kind === "input" && node.delayMs !== undefined ? [node.delayMs] : [],
  );
  return delays.length === 0 ? undefined : Math.min(...delays);
}

/** Groups without a time are never closed, nor are unmatched rows of a join; a deduplication calls them late. */
export function takesNullTimes(plan: Plan, mode: Mode): boolean {
  return everyNode(plan).every(
    (node) =>
      node.kind !== "deduplicate" &&
      (node.kind !== "join" || node.how === "inner" || node.right.kind === "static" || node.left.kind === "static") &&
      (node.kind !== "aggregate" || mode !== "append" || node.time !== undefined),
  );
}

const GROUPS: readonly Cell[] = [null, "x", "y", "Y", "", "zig zag"];
const DOUBLES: readonly Cell[] = [null, 0, 0.5, -1.25, 2.75, 100.125, 0.1, 1e6, Number.NaN, -0.25];

function generateRows(dice: Dice, firstId: number, mayBeNull: boolean, edges: readonly number[]): readonly Cells[] {
  const count = dice.chance(0.1) ? dice.between(0, 2) : dice.between(4, dice.oneOf([8, 16, 30]));
  const spanMs = dice.oneOf([5_000, 20_000, 60_000]);
  const keys = dice.between(1, 4);
  const rows: Cells[] = [];
  for (let i = 0; i < count; i++) {
    // Some rows are another's double but for its number.
    const fresh: Cells = {
      id: firstId + i,
      t: mayBeNull && dice.chance(0.1) ? null : generateTime(dice, spanMs, rows, edges),
      k: dice.chance(0.15) ? null : dice.between(0, keys),
      g: dice.oneOf(GROUPS),
      v: dice.chance(0.15) ? null : dice.between(-2, 9),
      d: dice.oneOf(DOUBLES),
      n: dice.chance(0.15) ? null : dice.between(-300, 900) / 100,
      f: dice.oneOf([null, true, false]),
    };
    rows.push(rows.length > 0 && dice.chance(0.2) ? { ...dice.oneOf(rows), id: firstId + i } : fresh);
  }
  return rows;
}

/** Often at a second that windows begin with or right beside it, or just at the edge of the watermark that another row makes. */
function generateTime(dice: Dice, spanMs: number, others: readonly Cells[], edges: readonly number[]): number {
  if (edges.length > 0 && others.length > 0 && dice.chance(0.2))
    return ((dice.oneOf(others)["t"] as number | null) ?? NOON) + dice.oneOf(edges);
  const seconds = dice.chance(0.6) ? dice.between(0, spanMs / 5000) * 5 : dice.between(0, spanMs / 1000);
  return NOON + seconds * 1000 + (dice.chance(0.3) ? dice.oneOf([-1, 1, 500]) : 0);
}

function generateStatic(dice: Dice): readonly Cells[] {
  return Array.from({ length: dice.between(0, 6) }, (_, i) => ({
    k: dice.chance(0.2) ? null : dice.between(0, 4),
    g: dice.oneOf(GROUPS),
    label: dice.oneOf([null, `label ${i}`]),
  }));
}

/**
 * In the order of time, each row up to the delay later than it should be. So a row is above every watermark that rows before it can make:
 * t(earlier) <= t(row) + jitter(row) < t(row) + delay. Where rows may be late, some are by just what a watermark or a window is about.
 */
function generateArrival(dice: Dice, rows: Case["rows"], delayMs: number | undefined, isLate: boolean): Arrival {
  const jitter = (): number => {
    if (delayMs === undefined) return dice.between(0, 100_000);
    if (isLate && dice.chance(0.4)) return delayMs + dice.oneOf([0, 1, 1000, 5000, 5001, 10_000, delayMs]);
    return dice.chance(0.5) ? dice.oneOf([0, delayMs - 1]) : dice.between(0, delayMs - 1);
  };
  const roundCount = dice.chance(0.04) ? dice.between(12, 20) : dice.between(isLate ? 3 : 1, 5);
  const isUneven = dice.chance(0.3);
  const rounds: File[][] = Array.from({ length: roundCount }, () => []);
  for (const stream of ["a", "b"] as const) {
    const due = rows[stream].map((row, place) => ({ place, at: ((row["t"] as number | null) ?? NOON) + jitter() }));
    const order = due.toSorted((x, y) => x.at - y.at).map(({ place }) => place);
    let from = 0;
    for (const [i, round] of rounds.entries()) {
      const to =
        i === roundCount - 1
          ? order.length
          : isUneven
            ? dice.between(from, order.length)
            : Math.round((order.length * (i + 1)) / roundCount);
      round.push(...inFiles(dice, order.slice(from, to)).map((part) => ({ stream, rows: part })));
      from = to;
    }
  }
  const batches = rounds.flat().length;
  return {
    rounds,
    ...(dice.chance(0.6) ? { maxFilesPerTrigger: dice.between(1, 2) } : {}),
    restarts: dice.chance(0.5) ? dice.some(rounds.map((_, i) => i).slice(1), 0, 2) : [],
    faults: dice.chance(0.2)
      ? [{ batch: dice.between(0, batches), when: dice.oneOf(["before", "after"] as const) }]
      : [],
  };
}

function inFiles(dice: Dice, rows: readonly number[]): (readonly number[])[] {
  const files: number[][] = [];
  for (const row of rows) {
    if (files.length === 0 || (files.length < 3 && dice.chance(0.3))) files.push([]);
    files.at(-1)!.push(row);
  }
  return files;
}
