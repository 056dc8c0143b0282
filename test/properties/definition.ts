/** What a plan gives over finished inputs, in plain TypeScript and by the shortest way: shares nothing with the engine. */
import { aggregateCalls } from "./aggregate-calls.ts";
import { cellText, rowText, type Cell, type Cells } from "./cells.ts";
import { computations, predicates } from "./expressions.ts";
import {
  aggregateKeys,
  columnsOf,
  type Aggregate,
  type Call,
  type Condition,
  type Join,
  type Plan,
  type StreamName,
  type TimeKey,
  type WindowSpec,
} from "./plan.ts";

export interface Tables {
  readonly a: readonly Cells[];
  readonly b: readonly Cells[];
  readonly static: readonly Cells[];
}

export function defined(plan: Plan, tables: Tables): readonly Cells[] {
  const of = (input: Plan): readonly Cells[] => defined(input, tables);
  switch (plan.kind) {
    case "input":
      return tables[plan.stream satisfies StreamName];
    case "static":
      return tables.static;
    case "project":
      return of(plan.input).map((row) => ({
        ...Object.fromEntries(plan.keep.map((name) => [name, row[name]!])),
        ...Object.fromEntries(
          plan.computed.map(({ name, by, of: column }) => [name, computations[by].value(row[column]!)]),
        ),
      }));
    case "filter":
      return of(plan.input).filter((row) => holds(plan.predicate, row));
    case "windowed":
      return of(plan.input).flatMap((row) =>
        windowsOf(row[plan.window.of]!, plan.window).map((w) => ({ ...row, [plan.name]: w })),
      );
    case "aggregate":
      return aggregated(plan, of(plan.input));
    case "deduplicate":
      return [...Map.groupBy(of(plan.input), (row) => rowText(row, plan.columns)).values()].map(([first]) => first!);
    case "join":
      return joined(plan, of(plan.left), of(plan.right));
    case "union": {
      const names = columnsOf(plan.left).map((column) => column.name);
      const others = columnsOf(plan.right).map((column) => column.name);
      return [
        ...of(plan.left),
        ...of(plan.right).map((row) => Object.fromEntries(names.map((name, i) => [name, row[others[i]!]!]))),
      ];
    }
    case "top":
      return of(plan.input)
        .toSorted((a, b) => inOrder(a, b, plan.by))
        .slice(0, plan.limit);
  }
}

const holds = ({ by, of }: Condition, row: Cells): boolean => predicates[by].holds(row[of]!);

/** Windows `[start, end)` a time is in; none for NULL. An aggregation's window counts as its last microsecond. */
export function windowsOf(cell: Cell, { sizeMs, slideMs, startMs }: WindowSpec): Cell[] {
  if (cell === null) return [];
  const time = typeof cell === "number" ? cell : (cell as readonly number[])[1]! - 0.001;
  const windows: Cell[] = [];
  for (let start = Math.floor((time - startMs) / slideMs) * slideMs + startMs; start > time - sizeMs; start -= slideMs)
    windows.push([start, start + sizeMs]);
  return windows;
}

function aggregated(plan: Aggregate, input: readonly Cells[]): readonly Cells[] {
  const rows = plan.time === undefined ? input : withTimeKey(input, plan.time, plan.keys);
  return grouped(
    rows,
    aggregateKeys(plan).map((key) => key.name),
    plan.calls,
  );
}

/** One row per group of equal keys; without keys there is always one. */
export function grouped(rows: readonly Cells[], names: readonly string[], calls: readonly Call[]): readonly Cells[] {
  const groups = [...Map.groupBy(rows, (row) => rowText(row, names)).values()];
  if (names.length === 0 && groups.length === 0) groups.push([]);
  return groups.map((group) => ({
    ...Object.fromEntries(names.map((name) => [name, group[0]![name]!])),
    ...Object.fromEntries(
      calls.map(({ name, by, of }) => [name, aggregateCalls[by].value?.(group.map((row) => row[of]!)) ?? null]),
    ),
  }));
}

function withTimeKey(rows: readonly Cells[], time: TimeKey, keys: readonly string[]): readonly Cells[] {
  if (time.kind === "window")
    return rows.flatMap((row) => windowsOf(row[time.window.of]!, time.window).map((w) => ({ ...row, [time.name]: w })));
  const groups = Map.groupBy(
    rows.filter((row) => row[time.of] !== null),
    (row) => rowText(row, keys),
  );
  return [...groups.values()].flatMap((group) => inSessions(group, time));
}

/** Rows of one key with their session: it goes on while the next row comes within the gap, its end included. */
function inSessions(rows: readonly Cells[], time: Extract<TimeKey, { kind: "session" }>): readonly Cells[] {
  const at = (row: Cells): number => row[time.of] as number;
  const sessions: Cells[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const row of rows.toSorted((a, b) => at(a) - at(b))) {
    if (at(row) > end) sessions.push([]);
    sessions.at(-1)!.push(row);
    end = at(row) + time.gapMs;
  }
  return sessions.flatMap((session) => {
    const window = [at(session[0]!), at(session.at(-1)!) + time.gapMs];
    return session.map((row) => ({ ...row, [time.name]: window }));
  });
}

function joined(plan: Join, left: readonly Cells[], right: readonly Cells[]): readonly Cells[] {
  const named = (row: Cells): Cells =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [`${plan.prefix}${name}`, cell]));
  const nothing = (of: Plan): Cells => Object.fromEntries(columnsOf(of).map(({ name }) => [name, null]));
  const pairs = left.map((l) => right.filter((r) => matches(plan, l, r)));
  if (plan.how === "left_semi") return left.filter((_, i) => pairs[i]!.length > 0);
  const result = left.flatMap((l, i) => pairs[i]!.map((r) => ({ ...l, ...named(r) })));
  if (plan.how === "left" || plan.how === "full")
    result.push(...left.filter((_, i) => pairs[i]!.length === 0).map((l) => ({ ...l, ...named(nothing(plan.right)) })));
  if (plan.how === "right" || plan.how === "full") {
    const matched = new Set(pairs.flat());
    result.push(...right.filter((r) => !matched.has(r)).map((r) => ({ ...nothing(plan.left), ...named(r) })));
  }
  return result;
}

export function matches({ equal, range, leftAlone, rightAlone }: Join, l: Cells, r: Cells): boolean {
  const isEqual = equal.every(({ left, right, nullSafe, by }) => {
    const key = (cell: Cell): Cell => (by === undefined ? cell : computations[by].value(cell));
    const [a, b] = [key(l[left]!), key(r[right]!)];
    return a === null || b === null ? nullSafe && a === b : cellText(a) === cellText(b);
  });
  return (
    isEqual &&
    (range === undefined || isWithin(range, l[range.left]!, r[range.right]!)) &&
    (leftAlone === undefined || holds(leftAlone, l)) &&
    (rightAlone === undefined || holds(rightAlone, r))
  );
}

function isWithin({ beforeMs, afterMs, strict }: NonNullable<Join["range"]>, l: Cell, r: Cell): boolean {
  if (l === null || r === null) return false;
  const difference = (r as number) - (l as number);
  const isBelow = (a: number, b: number): boolean => (strict ? a < b : a <= b);
  return (
    (beforeMs === undefined || isBelow(-beforeMs, difference)) &&
    (afterMs === undefined || isBelow(difference, afterMs))
  );
}

/** NULL first. */
function inOrder(a: Cells, b: Cells, by: readonly string[]): number {
  for (const name of by) {
    const [x, y] = [a[name]!, b[name]!];
    if (cellText(x) === cellText(y)) continue;
    if (x === null || y === null) return x === null ? -1 : 1;
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(y) ? -1 : 1;
    return first(x) < first(y) ? -1 : 1;
  }
  return 0;
}

const first = (cell: NonNullable<Cell>): string | number | boolean =>
  typeof cell === "object" ? (cell[0] as number) : cell;
