/** Whether columns can be written into files as they are: names, and what they may be partitioned by. */
import { millraceError } from "../errors.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { didYouMean } from "../types/nearest-name.ts";

export function checkWrittenColumns(schema: StructType, partitionBy: readonly string[]): void {
  checkOnce(partitionBy);
  for (const column of partitionBy) checkPartitionType(column, schema);
  if (partitionBy.length > 0 && partitionBy.length >= schema.fields.length)
    throw millraceError("ALL_PARTITION_COLUMNS_NOT_ALLOWED");
  checkNamesOnce(schema);
}

/** Also of structs inside. */
function checkNamesOnce(type: DataType): void {
  if (type.kind === "struct") {
    checkOnce(type.fields.map((f) => f.name));
    for (const { dataType } of type.fields) checkNamesOnce(dataType);
  }
  if (type.kind === "array") checkNamesOnce(type.elementType);
  if (type.kind === "map") for (const part of [type.keyType, type.valueType]) checkNamesOnce(part);
}

/** Names differ by more than their case. */
function checkOnce(columns: readonly string[]): void {
  const names = columns.map((name) => name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw millraceError("COLUMN_ALREADY_EXISTS", { columnName: `\`${twice}\`` });
}

/** What has parts has no text that a directory could be named by. */
const hasNoText = ({ kind }: DataType): boolean =>
  kind === "array" || kind === "map" || kind === "struct" || kind === "null";

function checkPartitionType(column: string, { fields }: StructType): void {
  const found = fields.find((f) => f.name.toLowerCase() === column.toLowerCase());
  const names = fields.map((f) => f.name);
  if (found === undefined)
    throw millraceError("PARTITION_COLUMN_NOT_FOUND", {
      columnName: column,
      validColumnNames: names.join(", "),
      suggestion: didYouMean(column, names),
    });
  if (hasNoText(found.dataType))
    throw millraceError("INVALID_PARTITION_COLUMN_DATA_TYPE", { type: `"${sqlTypeText(found.dataType)}"` });
}
