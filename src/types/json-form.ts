import { millraceError, withinStack } from "../errors.ts";
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

/** The type whose JSON form a text is. */
export function typeFromJsonText(text: string): DataType {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw millraceError("INVALID_JSON_DATA_TYPE", { invalidType: shown(text) }, { cause: error });
  }
  return withinStack(() => typeFromJson(json));
}

export function typeFromJson(json: unknown): DataType {
  if (typeof json === "string") return parseDataType(FROM_JSON_NAMES.get(json) ?? json);
  const node = json as Record<string, unknown>;
  switch (node?.["type"]) {
    case "array":
      return array(typeFromJson(node["elementType"]), node["containsNull"] !== false);
    case "map":
      return map(typeFromJson(node["keyType"]), typeFromJson(node["valueType"]), node["valueContainsNull"] !== false);
    case "struct":
      return schemaFromJson(json);
    default:
      throw noType(json);
  }
}

const noType = (json: unknown): Error =>
  millraceError("INVALID_JSON_DATA_TYPE", { invalidType: shown(JSON.stringify(json) ?? "nothing") });

const MOST = 100;
const shown = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}...` : text);

function schemaFromJson(json: unknown): StructType {
  const { fields } = json as { readonly fields?: unknown };
  if (!Array.isArray(fields)) throw noType(json);
  return struct(
    fields.map((each: unknown) => {
      if (!isField(each)) throw noType(each);
      const { name, type, nullable, metadata } = each;
      const hasMetadata = metadata !== undefined && Object.keys(metadata).length > 0;
      return field(name, typeFromJson(type), nullable !== false, hasMetadata ? metadata : undefined);
    }),
  );
}

interface JsonField {
  readonly name: string;
  readonly type: unknown;
  readonly nullable?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

function isField(value: unknown): value is JsonField {
  if (typeof value !== "object" || value === null) return false;
  const { name, nullable = true, metadata = {} } = value as Readonly<Record<string, unknown>>;
  const isObject = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata);
  return typeof name === "string" && typeof nullable === "boolean" && isObject;
}

const JSON_NAMES: Record<string, string> = {
  byte: "byte",
  short: "short",
  integer: "integer",
  long: "long",
  null: "void",
};
const FROM_JSON_NAMES: ReadonlyMap<string, string> = new Map([["null", "void"]]);
