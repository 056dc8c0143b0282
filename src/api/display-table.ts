/** The table that `display` shows, and what it keeps of a growing result. */
import type { RawColumns } from "../types/raw-value.ts";
import { cutToWidth, showText } from "../types/show.ts";
import type { StructType } from "../types/data-type.ts";

/** Some rows of a result, and how many it has. */
export interface Shown {
  readonly schema: StructType;
  readonly rows: RawColumns;
  readonly total: number;
}

/** Longer cells are cut: one of them would push all others off the screen. */
const LONGEST_CELL = 60;
/** Heading, three rules, the columns' names and the line that says what is missing. */
const LINES_WITHOUT_ROWS = 6;

/** The newest `most` rows of what was kept and what has come. */
export function addRows(kept: Shown, latest: Shown, most: number): Shown {
  const columns = kept.rows.columns.map((column, i) => [...column, ...latest.rows.columns[i]!].slice(-most));
  const rowCount = Math.min(most, kept.rows.rowCount + latest.rows.rowCount);
  return { schema: latest.schema, rows: { rowCount, columns }, total: kept.total + latest.total };
}

/** Heading and table in at most `height` lines of `width` columns: where not all rows fit, the first ones or the last. */
export function tableLines(
  heading: string,
  { schema, rows, total }: Shown,
  place: { readonly zone: string; readonly height: number; readonly width: number; readonly keepsLast: boolean },
): readonly string[] {
  const rowCount = Math.min(rows.rowCount, Math.max(1, place.height - LINES_WITHOUT_ROWS));
  const columns = rows.columns.map((column) =>
    place.keepsLast ? column.slice(rows.rowCount - rowCount) : column.slice(0, rowCount),
  );
  const table = showText(schema, { rowCount, columns }, { zone: place.zone, truncate: LONGEST_CELL, hasMore: false });
  const lines = [heading, ...table.trimEnd().split("\n")];
  if (rowCount < total) lines.push(`the ${place.keepsLast ? "last" : "first"} ${rowCount} of them`);
  return lines.map((line) => cutToWidth(line, place.width));
}
