import { millraceError } from "../errors.ts";
import type { Relation } from "../plan/relation.ts";

/** Column names given after an alias, by position. */
export function renamed(input: Relation, columns: readonly string[] | undefined): Relation {
  const width = input.kind === "inlineTable" ? input.rows[0]!.length : undefined;
  if (width !== undefined && columns !== undefined && width !== columns.length)
    throw millraceError("INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH", {
      expectedNumCols: String(columns.length),
      actualNumCols: String(width),
      rowIndex: "0",
    });
  return columns === undefined ? input : { kind: "toDf", input, columnNames: columns };
}
