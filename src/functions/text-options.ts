/** What functions that read and write JSON and CSV are told: a schema, and options as a map. */
import { millraceError } from "../errors.ts";
import type { Literal } from "../plan/expression.ts";
import { isString, type DataType } from "../types/data-type.ts";
import { parseDataType, parseSchema } from "../types/ddl-parser.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { constantText, oneOf, type Argument, type ArgumentRule } from "./function.ts";

export const anOptionMap: ArgumentRule = oneOf('"MAP<STRING, STRING>"', (type) => type.kind === "map");

/** One type by itself, not columns with names. */
const isOneType = (ddl: string): boolean => /^\s*((array|map|struct)\s*<|\w+\s*(\([\d\s,]*\))?\s*$)/i.test(ddl);

/** The schema argument: DDL of a table or of one type. */
export function schemaOf(name: string, argument: Argument | undefined): DataType {
  const ddl = argument === undefined ? "" : constantText(argument);
  if (argument?.literal === null)
    throw millraceError("INVALID_SCHEMA.NON_STRING_LITERAL", { inputSchema: `"${argument.sql}"` });
  if (argument?.literal === "") throw millraceError("PARSE_EMPTY_STATEMENT", {});
  if (ddl === "")
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr: `"${name}"`,
      inputName: "`schema`",
      inputType: '"STRING"',
      inputExpr: `"${argument?.sql ?? ""}"`,
    });
  return isOneType(ddl) ? parseDataType(ddl) : parseSchema(ddl);
}

export function checkOptionMap(argument: Argument | undefined): void {
  if (argument?.dataType.kind !== "map" || isString(argument.dataType.valueType)) return;
  throw millraceError("INVALID_OPTIONS.NON_STRING_TYPE", { mapType: `"${sqlTypeText(argument.dataType)}"` });
}

/** A constant map of options as JSON text. */
export function optionsOf(argument: Argument | undefined): string {
  if (argument === undefined || !Array.isArray(argument.literal)) return "{}";
  const items = (argument.literal as readonly Literal[]).map((item) => item.value as string);
  return JSON.stringify(Object.fromEntries(items.flatMap((item, i) => (i % 2 === 0 ? [[item, items[i + 1]]] : []))));
}
