/** A schema as `printSchema` shows it: a line for each column, and below it what is inside. */
import type { DataType, StructField } from "./data-type.ts";
import { simpleString } from "./ddl-text.ts";

/** Types whose names differ from SQL's. */
const NAMES: Readonly<Record<string, string>> = { byte: "byte", short: "short", integer: "integer", long: "long" };

export function schemaTree(fields: readonly StructField[]): string {
  return `root\n${fieldLines(fields, " |").join("")}`;
}

const fieldLines = (fields: readonly StructField[], prefix: string): string[] =>
  fields.flatMap((f) => [
    `${prefix}-- ${f.name}: ${name(f.dataType)} (nullable = ${f.nullable})\n`,
    ...inside(f.dataType, `${prefix}    |`),
  ]);

function inside(type: DataType, prefix: string): string[] {
  const part = (what: string, of: DataType, note: string): string[] => [
    `${prefix}-- ${what}: ${name(of)}${note}\n`,
    ...inside(of, `${prefix}    |`),
  ];
  switch (type.kind) {
    case "struct":
      return fieldLines(type.fields, prefix);
    case "array":
      return part("element", type.elementType, ` (containsNull = ${type.containsNull})`);
    case "map":
      return [
        ...part("key", type.keyType, ""),
        ...part("value", type.valueType, ` (valueContainsNull = ${type.valueContainsNull})`),
      ];
    default:
      return [];
  }
}

const name = (type: DataType): string =>
  ["struct", "array", "map"].includes(type.kind) ? type.kind : (NAMES[type.kind] ?? simpleString(type));
