/** Numbered rows with times: what both rate sources give. */
import { identifier } from "../../functions/kernel-type.ts";
import type { LoadedRows } from "../../formats/format.ts";
import type { SourceRead } from "../../streaming/source.ts";
import { field, LONG, struct, TIMESTAMP, type StructType } from "../../types/data-type.ts";

export const RATE_SCHEMA: StructType = struct([field("timestamp", TIMESTAMP), field("value", LONG)]);

/** The values from `first` up to but not `end`; `micros` is SQL over the value, `v`. */
export function numberedRows(first: bigint, end: bigint, micros: string, read: SourceRead): LoadedRows {
  const cells = [`make_timestamp(CAST(${micros} AS BIGINT))`, "v"];
  const list = read.fields.map((place, i) => `${cells[place]} AS ${identifier(read.columns[i]!)}`);
  if (read.fileColumn !== undefined) list.push(`'' AS ${identifier(read.fileColumn)}`);
  return {
    sql: `SELECT ${list.join(", ") || "1 AS c0"} FROM range(${first}::BIGINT, ${end}::BIGINT) AS r(v)`,
    drop: async () => undefined,
  };
}
