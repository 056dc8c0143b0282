import { millraceError } from "../errors.ts";
import { array, field, map, struct, type DataType, type StructType } from "./data-type.ts";
import { parseDataType } from "./ddl-parser.ts";
import { simpleString } from "./ddl-text.ts";

/** Spark's JSON form of a type (`StructType.json`), as a JSON value. */
export function typeToJson(type: DataType): unknown {
  switch (type.kind) {
    case "array":
      return { type: "array", elementType: typeToJson(type.elementType), containsNull: type.containsNull };
    case "map":
      return {
        type: "map",
        keyType: typeToJson(type.keyType),
        valueType: typeToJson(type.valueType),
        valueContainsNull: type.valueContainsNull,
      };
    case "struct":
      return {
        type: "struct",
        fields: type.fields.map((f) => ({
          name: f.name,
          type: typeToJson(f.dataType),
          nullable: f.nullable,
          metadata: f.metadata ?? {},
        })),
      };
    default:
      return JSON_NAMES[type.kind] ?? simpleString(type);
  }
}

export function typeFromJson(json: unknown): DataType {
  if (typeof json === "string") return parseDataType(FROM_JSON_NAMES[json] ?? json);
  const node = json as Record<string, unknown>;
  switch (node?.["type"]) {
    case "array":
      return array(typeFromJson(node["elementType"]), node["containsNull"] !== false);
    case "map":
      return map(typeFromJson(node["keyType"]), typeFromJson(node["valueType"]), node["valueContainsNull"] !== false);
    case "struct":
      return schemaFromJson(json);
    default:
      throw millraceError("UNSUPPORTED_DATATYPE", { typeName: `"${JSON.stringify(json)}"`, suggestion: JSON_FORM });
  }
}

const JSON_FORM = "Give Spark's JSON form of a type, as another schema's json() gives it; or DDL text.";

function schemaFromJson(json: unknown): StructType {
  const fields = (
    json as { fields: { name: string; type: unknown; nullable?: boolean; metadata?: Record<string, unknown> }[] }
  ).fields;
  if (!Array.isArray(fields))
    throw millraceError("UNSUPPORTED_DATATYPE", { typeName: `"${JSON.stringify(json)}"`, suggestion: JSON_FORM });
  return struct(
    fields.map((f) =>
      field(
        f.name,
        typeFromJson(f.type),
        f.nullable !== false,
        f.metadata && Object.keys(f.metadata).length > 0 ? f.metadata : undefined,
      ),
    ),
  );
}

const JSON_NAMES: Record<string, string> = {
  byte: "byte",
  short: "short",
  integer: "integer",
  long: "long",
  null: "void",
};
const FROM_JSON_NAMES: Record<string, string> = { null: "void" };
