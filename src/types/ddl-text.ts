import {
  DAY_TIME_FIELDS,
  YEAR_MONTH_FIELDS,
  type DataType,
  type IntervalType,
  type StructField,
  type StructType,
} from "./data-type.ts";

const SIMPLE: Record<string, string> = {
  null: "void",
  boolean: "boolean",
  byte: "tinyint",
  short: "smallint",
  integer: "int",
  long: "bigint",
  float: "float",
  double: "double",
  string: "string",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestamp_ntz: "timestamp_ntz",
  calendar_interval: "interval",
};

/** Spark's `simpleString`: lower case, as `df.schema.simpleString()` prints it. */
export function simpleString(type: DataType): string {
  switch (type.kind) {
    case "array":
      return `array<${simpleString(type.elementType)}>`;
    case "map":
      return `map<${simpleString(type.keyType)},${simpleString(type.valueType)}>`;
    case "struct":
      return `struct<${type.fields.map((f) => `${f.name}:${simpleString(f.dataType)}`).join(",")}>`;
    default:
      return scalarText(type);
  }
}

/** The type as SQL writes it (`ARRAY<INT>`, `STRUCT<a: INT NOT NULL>`): Spark's `sql` of a type. */
export function sqlTypeText(type: DataType): string {
  switch (type.kind) {
    case "array":
      return `ARRAY<${sqlTypeText(type.elementType)}>`;
    case "map":
      return `MAP<${sqlTypeText(type.keyType)}, ${sqlTypeText(type.valueType)}>`;
    case "struct":
      return `STRUCT<${type.fields.map(nestedField).join(", ")}>`;
    default:
      return scalarText(type).toUpperCase();
  }
}

/** A schema as Spark's `toDDL` prints it: `a INT,b STRUCT<c: STRING> NOT NULL`. */
export function toDDL(schema: StructType): string {
  return schema.fields
    .map((f) => {
      return `${quoteIfNeeded(f.name)} ${sqlTypeText(f.dataType)}${f.nullable ? "" : " NOT NULL"}${commentText(f)}`;
    })
    .join(",");
}

/** Back-ticks around a name unless it is a plain identifier. */
export function quoteIfNeeded(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quoteName(name);
}

/** Back-ticks around a name, whatever it is. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

function nestedField(f: StructField): string {
  return `${quoteIfNeeded(f.name)}: ${sqlTypeText(f.dataType)}${f.nullable ? "" : " NOT NULL"}${commentText(f)}`;
}

function commentText(f: StructField): string {
  const comment = f.metadata?.["comment"];
  return typeof comment === "string" ? ` COMMENT '${comment.replaceAll("'", "\\'")}'` : "";
}

function scalarText(type: DataType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "char":
    case "varchar":
      return `${type.kind}(${type.length})`;
    case "day_time_interval":
      return intervalText(type, DAY_TIME_FIELDS);
    case "year_month_interval":
      return intervalText(type, YEAR_MONTH_FIELDS);
    default:
      return SIMPLE[type.kind]!;
  }
}

function intervalText(type: IntervalType, names: readonly string[]): string {
  return type.start === type.end
    ? `interval ${names[type.start]}`
    : `interval ${names[type.start]} to ${names[type.end]}`;
}

/** The parts of `a.b.`c.d``; a text that has none is one part without a letter, which nothing is called. */
export function nameParts(text: string): string[] {
  const parts: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/`((?:[^`]|``)*)`|([^.`]+)/g))
    parts.push(quoted === undefined ? plain!.trim() : quoted.replaceAll("``", "`"));
  return parts.length > 0 ? parts : [""];
}
