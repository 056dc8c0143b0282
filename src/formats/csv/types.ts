import { millraceError } from "../../errors.ts";
import type { DataType, StructType } from "../../types/data-type.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";

const isNested = ({ kind }: DataType): boolean =>
  ["array", "map", "struct", "calendar_interval", "null"].includes(kind);

/** Refuses types whose values have no text of their own. */
export function checkTypes(schema: StructType): void {
  for (const { name, dataType } of schema.fields) {
    if (!isNested(dataType)) continue;
    throw millraceError("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", {
      columnName: `\`${name}\``,
      columnType: `"${sqlTypeText(dataType)}"`,
      format: "CSV",
    });
  }
}
