/** Rows as multisets, doubles to 1e-9. */
import { areEqual, rowText, type Cells } from "./cells.ts";

export interface Difference {
  readonly missing: readonly Cells[];
  readonly extra: readonly Cells[];
}

export function difference(got: readonly Cells[], expected: readonly Cells[]): Difference {
  const counts = new Map<string, Cells[]>();
  for (const row of got) {
    const text = rowText(row);
    const rows = counts.get(text);
    if (rows === undefined) counts.set(text, [row]);
    else rows.push(row);
  }
  const unmatched = expected.filter((row) => counts.get(rowText(row))?.pop() === undefined);
  // Texts of nearly equal doubles may differ: what is left is compared one by one.
  const left = [...counts.values()].flat();
  const missing = unmatched.filter((row) => {
    const place = left.findIndex((other) => Object.keys(row).every((name) => areEqual(row[name]!, other[name]!)));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return { missing, extra: left };
}

/** In words, with a few examples; undefined where there is no difference. */
export function differenceText({ missing, extra }: Difference): string | undefined {
  if (missing.length === 0 && extra.length === 0) return undefined;
  const told = (what: string, rows: readonly Cells[]): string[] =>
    rows.length === 0 ? [] : [`${rows.length} ${what}:`, ...rows.slice(0, 4).map((row) => `  ${rowText(row)}`)];
  return [...told("missing", missing), ...told("too many", extra)].join("\n");
}
