import type { Cells } from "./cells.ts";
import { defined, matches } from "./definition.ts";
import type { LateOperator } from "./late-definition.ts";
import type { Join } from "./plan.ts";

interface Stored {
  readonly row: Cells;
  readonly closes: number;
  matched: boolean;
}

/** Pairs of rows that are there together; a row that is closed without a match comes out beside NULLs where its side is preserved. */
export function lateJoin(plan: Join): LateOperator {
  const { beforeMs = 0, afterMs = 0, strict } = plan.range!;
  // One inclusive bound spares the watermark's last millisecond.
  const spared = strict ? 0 : 1;
  let left: Stored[] = [];
  let right: Stored[] = [];
  const inTime = (rows: readonly Cells[], shiftMs: number, late: number): Stored[] =>
    rows
      .filter((row) => (row["t"] as number) > late)
      .map((row) => ({ row, closes: (row["t"] as number) + shiftMs + spared, matched: false }));
  return (rows, { late, eviction }) => {
    const [newLeft, newRight] = [inTime(rows.a, afterMs, late), inTime(rows.b, beforeMs, late)];
    const [allLeft, allRight] = [
      [...left, ...newLeft],
      [...right, ...newRight],
    ];
    const output: Cells[] = [];
    for (const l of allLeft)
      for (const r of newLeft.includes(l) ? allRight : newRight) {
        if (!matches(plan, l.row, r.row)) continue;
        [l.matched, r.matched] = [true, true];
        output.push(...given(plan, [l.row], [r.row]));
      }
    const alone = (side: readonly Stored[]): Cells[] =>
      side.filter(({ closes, matched }) => closes <= eviction && !matched).map(({ row }) => row);
    output.push(...given(plan, alone(allLeft), []), ...given(plan, [], alone(allRight)));
    left = allLeft.filter(({ closes }) => closes > eviction);
    right = allRight.filter(({ closes }) => closes > eviction);
    return output;
  };
}

const given = (plan: Join, a: readonly Cells[], b: readonly Cells[]): readonly Cells[] =>
  defined(plan, { a, b, static: [] });
