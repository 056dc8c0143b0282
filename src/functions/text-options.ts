/** What functions that read and write JSON and CSV are told: a schema, and options as a map. */
import { isMillraceError, millraceError } from "../errors.ts";
import type { Literal } from "../plan/expression.ts";
import { isString, STRING, type DataType } from "../types/data-type.ts";
import { parseDataType, parseSchema } from "../types/ddl-parser.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { anyType, constantText, unexpectedType, type Argument, type ArgumentRule } from "./function.ts";

/** Read where the call is made, and wrong there if it is wrong: before any other argument but the schema is looked at. */
export const optionMap: ArgumentRule = { ...anyType, optional: true };
export const schema: ArgumentRule = anyType;
/** What is read, which is looked at last. */
export const written: ArgumentRule = {
  ...anyType,
  accept: ({ dataType }) => (dataType.kind === "null" ? STRING : dataType),
};

/** One type by itself, not columns with names. */
const isOneType = (ddl: string): boolean => /^\s*((array|map|struct)\s*<|\w+\s*(\([\d\s,]*\))?\s*$)/i.test(ddl);

/** The schema argument: DDL of a table or of one type. */
export function schemaOf(name: string, argument: Argument | undefined): DataType {
  const ddl = argument === undefined ? "" : constantText(argument);
  if (argument?.literal === null || (argument !== undefined && !isString(argument.dataType)))
    throw millraceError("INVALID_SCHEMA.NON_STRING_LITERAL", { inputSchema: `"${argument.sql}"` });
  if (argument?.literal === "") throw millraceError("PARSE_EMPTY_STATEMENT", {});
  if (ddl === "")
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr: `"${name}"`,
      inputName: "`schema`",
      inputType: '"STRING"',
      inputExpr: `"${argument?.sql ?? ""}"`,
    });
  if (isOneType(ddl)) return withoutLengths(parseDataType(ddl));
  try {
    return withoutLengths(parseSchema(ddl));
  } catch (error) {
    // Spark reads it as one type first, and says what it found then.
    if (isMillraceError(error, "UNSUPPORTED_DATATYPE"))
      throw millraceError("PARSE_SYNTAX_ERROR", { error: `'${ddl}'`, hint: `: ${error.message}` });
    throw error;
  }
}

/** Texts of a limited length are for tables. */
function withoutLengths(type: DataType): DataType {
  const hasLength = (each: DataType): boolean => {
    if (each.kind === "array") return hasLength(each.elementType);
    if (each.kind === "map") return hasLength(each.keyType) || hasLength(each.valueType);
    if (each.kind === "struct") return each.fields.some((f) => hasLength(f.dataType));
    return each.kind === "char" || each.kind === "varchar";
  };
  if (hasLength(type)) throw millraceError("UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING");
  return type;
}

/** Options are a call of `map` over texts. */
export function checkOptionMap(argument: Argument | undefined): void {
  if (argument === undefined) return;
  if (argument.dataType.kind !== "map" || !argument.sql.startsWith("map("))
    throw millraceError("INVALID_OPTIONS.NON_MAP_FUNCTION", {});
  if (isString(argument.dataType.keyType) && isString(argument.dataType.valueType)) return;
  throw millraceError("INVALID_OPTIONS.NON_STRING_TYPE", { mapType: `"${sqlTypeText(argument.dataType)}"` });
}

/** A constant map of options as JSON text. */
export function optionsOf(argument: Argument | undefined): string {
  if (argument === undefined || !Array.isArray(argument.literal)) return "{}";
  const items = (argument.literal as readonly Literal[]).map((item) => item.value as string);
  return JSON.stringify(Object.fromEntries(items.flatMap((item, i) => (i % 2 === 0 ? [[item, items[i + 1]]] : []))));
}

/** What is read must be a text. */
export function requireText(name: string, args: readonly Argument[]): void {
  const { dataType } = args[0]!;
  if (!isString(dataType) && dataType.kind !== "null") throw unexpectedType(name, args, 0, '"STRING"');
}

/** One value comes out for each that goes in. */
export function refuseDropping(name: string, argument: Argument | undefined): void {
  const { mode } = JSON.parse(optionsOf(argument)) as Record<string, string>;
  if (mode?.toUpperCase() === "DROPMALFORMED")
    throw millraceError("PARSE_MODE_UNSUPPORTED", { funcName: `\`${name}\``, mode });
}
