import { rowText, type Cell, type Cells } from "./cells.ts";
import type { Mode } from "./case.ts";
import { defined, grouped, windowsOf } from "./definition.ts";
import type { LateOperator } from "./late-definition.ts";
import type { Aggregate } from "./plan.ts";

/** A row in one of its windows: the group it belongs to and when the watermark closes that. */
interface Placed {
  readonly row: Cells;
  readonly group: string;
  readonly closes: number;
}

/** Keeps the rows of open groups and aggregates them anew: slow and plain. */
export function lateAggregate(plan: Aggregate, mode: Mode): LateOperator {
  return plan.time?.kind === "session" ? lateSessions(plan) : lateGroups(plan, mode);
}

function lateGroups(plan: Aggregate, mode: Mode): LateOperator {
  let open: readonly Placed[] = [];
  return (rows, { late, eviction }) => {
    const fresh = rows.a.flatMap((row) => placesOf(plan, row)).filter(({ closes }) => closes > late);
    const all = [...open, ...fresh];
    const touched = new Set(fresh.map((each) => each.group));
    open = all.filter(({ closes }) => closes > eviction);
    return aggregated(
      plan,
      mode === "update"
        ? all.filter((each) => touched.has(each.group))
        : all.filter(({ closes }) => closes <= eviction),
    );
  };
}

function placesOf(plan: Aggregate, row: Cells): readonly Placed[] {
  const key = rowText(row, plan.keys);
  if (plan.time?.kind !== "window") return [{ row, group: key, closes: row["t"] as number }];
  return windowsOf(row[plan.time.window.of]!, plan.time.window).map((window) => {
    const [start, end] = window as readonly Cell[];
    return { row: { ...row, [plan.time!.name]: window }, group: `${key} from ${String(start)}`, closes: end as number };
  });
}

function aggregated({ time, keys, calls }: Aggregate, placed: readonly Placed[]): readonly Cells[] {
  const names = time === undefined ? keys : [...keys, time.name];
  return [...Map.groupBy(placed, (each) => each.group).values()].flatMap((group) =>
    grouped(
      group.map(({ row }) => row),
      names,
      calls,
    ),
  );
}

/** A row is late by the session it alone would make; sessions of what is left and open are made anew. */
function lateSessions(plan: Aggregate): LateOperator {
  const time = plan.time as Extract<Aggregate["time"], { kind: "session" }>;
  let open: readonly Cells[] = [];
  return (rows, { late, eviction }) => {
    const all = [...open, ...rows.a.filter((row) => (row[time.of] as number) + time.gapMs > late)];
    const sessions = defined(plan, tableOf(all));
    const isClosed = (session: Cells): boolean => (session[time.name] as readonly number[])[1]! <= eviction;
    const closed = sessions.filter(isClosed);
    open = all.filter(
      (row) =>
        !closed.some((session) => {
          const [start, end] = session[time.name] as readonly [number, number];
          const at = row[time.of] as number;
          return rowText(row, plan.keys) === rowText(session, plan.keys) && start <= at && at < end;
        }),
    );
    return closed;
  };
}

const tableOf = (a: readonly Cells[]): Parameters<typeof defined>[1] => ({ a, b: [], static: [] });
