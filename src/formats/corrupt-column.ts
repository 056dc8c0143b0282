import { millraceError } from "../errors.ts";
import type { StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";

/** The column that takes records as they were written must hold text, and NULL, and must not be read alone. */
export function checkCorruptColumn(schema: StructType, name: string): void {
  const column = schema.fields.find((f) => f.name === name);
  if (column !== undefined && (column.dataType.kind !== "string" || !column.nullable))
    throw millraceError("INVALID_CORRUPT_RECORD_TYPE", {
      columnName: `\`${name}\``,
      actualType: `"${sqlTypeText(column.dataType)}"`,
    });
  // Records are taken apart by the columns that are read: with no other column, none would be corrupt.
  if (column !== undefined && schema.fields.length === 1)
    throw millraceError("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN");
}
