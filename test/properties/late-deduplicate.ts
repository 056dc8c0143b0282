import { rowText, type Cells } from "./cells.ts";
import type { LateOperator } from "./late-definition.ts";
import { columnOf, type Deduplicate } from "./plan.ts";

/** The first row of a key in the order of arrival. A key is forgotten when the watermark has passed its time, or its first row's and the delay. */
export function lateDeduplicate(plan: Deduplicate): LateOperator {
  const { delayMs } = columnOf(plan.input, "t");
  const closesOf = (row: Cells): number => {
    if (plan.within) return (row["t"] as number) + delayMs!;
    return plan.columns.includes("t") ? (row["t"] as number) : Number.POSITIVE_INFINITY;
  };
  const closing = new Map<string, number>();
  return (rows, { late, eviction }) => {
    const firsts: Cells[] = [];
    for (const row of rows.a) {
      const key = rowText(row, plan.columns);
      if ((row["t"] as number) <= late || closing.has(key)) continue;
      closing.set(key, closesOf(row));
      firsts.push(row);
    }
    for (const [key, closes] of closing) if (closes <= eviction) closing.delete(key);
    return firsts;
  };
}
