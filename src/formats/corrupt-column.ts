import { millraceError } from "../errors.ts";
import type { StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";

/** The column that takes records as they were written must hold text, and NULL. */
export function checkCorruptColumn(schema: StructType, name: string): void {
  const column = schema.fields.find((f) => f.name === name);
  if (column !== undefined && (column.dataType.kind !== "string" || !column.nullable))
    throw millraceError("INVALID_CORRUPT_RECORD_TYPE", {
      columnName: `\`${name}\``,
      actualType: `"${sqlTypeText(column.dataType)}"`,
    });
}
