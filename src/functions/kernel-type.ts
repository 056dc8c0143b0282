import type { DataType, StructType } from "../types/data-type.ts";

const NAMES: Record<string, string> = {
  null: "INTEGER",
  boolean: "BOOLEAN",
  byte: "TINYINT",
  short: "SMALLINT",
  integer: "INTEGER",
  long: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  string: "VARCHAR",
  char: "VARCHAR",
  varchar: "VARCHAR",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamp_ntz: "TIMESTAMP",
  calendar_interval: "INTERVAL",
  day_time_interval: "BIGINT",
  year_month_interval: "INTEGER",
};

/** The type by which the kernel holds values of a Spark type: intervals as counts, both timestamps as UTC microseconds (law 3). */
export function kernelType(type: DataType): string {
  switch (type.kind) {
    case "decimal":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "array":
      return `${kernelType(type.elementType)}[]`;
    case "map":
      return `MAP(${kernelType(type.keyType)}, ${kernelType(type.valueType)})`;
    case "struct": {
      const names = kernelFieldNames(type);
      // The kernel knows no struct without fields.
      if (names.length === 0) return `STRUCT(${identifier(" ")} BOOLEAN)`;
      return `STRUCT(${type.fields.map((f, i) => `${identifier(names[i]!)} ${kernelType(f.dataType)}`).join(", ")})`;
    }
    default:
      return NAMES[type.kind]!;
  }
}

/** The struct's field names, told apart where the kernel would take two for the same. */
export function kernelFieldNames(type: StructType): readonly string[] {
  const seen = new Set<string>();
  return type.fields.map((f, i) => {
    // The kernel ends a name where C ends a text.
    const plain = f.name.replaceAll("\0", "\u2400");
    const name = seen.has(plain.toLowerCase()) || plain === "" ? `${plain}#${i}` : plain;
    seen.add(name.toLowerCase());
    return name;
  });
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
