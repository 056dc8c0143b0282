/** Numbered rows with times: what both rate sources give. */
import { rangeSql } from "../../duckdb/relation.ts";
import type { LoadedRows } from "../../formats/format.ts";
import type { SourceRead } from "../../streaming/source.ts";
import { field, LONG, struct, TIMESTAMP, type StructType } from "../../types/data-type.ts";

export const RATE_SCHEMA: StructType = struct([field("timestamp", TIMESTAMP), field("value", LONG)]);

/** The values from `first` up to but not `end`; `micros` is SQL over the value, `v`. */
export function numberedRows(first: bigint, end: bigint, micros: string, read: SourceRead): LoadedRows {
  const cells = [`make_timestamp(CAST(${micros} AS BIGINT))`, "v"];
  const columns = read.fields.map((place) => ({ sql: cells[place]!, name: read.columns[place]! }));
  if (read.fileColumn !== undefined) columns.push({ sql: "''", name: read.fileColumn });
  return { sql: rangeSql(first, end, columns), drop: async () => undefined };
}
