import { millraceError } from "../errors.ts";
import { nullableStruct, type DataType, type StructType } from "../types/data-type.ts";
import { parseSchema } from "../types/ddl-parser.ts";
import { typeFromJsonText } from "../types/json-form.ts";

/** The schema a reader was given, as DDL or JSON. Files may lack anything, so that every column is nullable. */
export function readSchema(text: string): StructType {
  const schema = text.trimStart().startsWith("{") ? structOf(typeFromJsonText(text)) : parseSchema(text);
  // A length would have to be enforced on what was read.
  if (hasLength(schema)) throw millraceError("UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING");
  return nullableStruct(schema);
}

function structOf(type: DataType): StructType {
  if (type.kind === "struct") return type;
  throw millraceError("UNSUPPORTED_DATATYPE", { typeName: `"${type.kind}"`, suggestion: "A schema is a struct." });
}

function hasLength(type: DataType): boolean {
  switch (type.kind) {
    case "char":
    case "varchar":
      return true;
    case "array":
      return hasLength(type.elementType);
    case "map":
      return hasLength(type.keyType) || hasLength(type.valueType);
    case "struct":
      return type.fields.some((each) => hasLength(each.dataType));
    default:
      return false;
  }
}
