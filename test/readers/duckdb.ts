/** DuckDB by itself as a reader of the bare directory: what a user types who has never heard of Millrace. */
import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import * as cells from "./cells.ts";
import type { Cell, Cells } from "./cells.ts";
import type { Question } from "./question.ts";

export async function readByDuckDb(question: Question): Promise<readonly Cells[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const files = `${question.path}/**/*.${question.format}`;
    // Where there is no file yet its readers fail.
    const found = await connection.runAndReadAll(`SELECT file FROM glob('${files}') LIMIT 1`);
    if (found.currentRowCount === 0) return [];
    const result = await connection.runAndReadAll(query(question, files));
    const [names, types] = [result.columnNames(), result.columnTypes()];
    return result
      .getRows()
      .map((row) => Object.fromEntries(row.map((value, i) => [names[i]!, cellOf(value, types[i]!)])));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function query({ format, columns, partitionBy, options }: Question, files: string): string {
  const inFile = Object.keys(columns).filter((name) => !partitionBy.includes(name));
  const type = (name: string): string => kernelType(columns[name]!);
  const list = Object.keys(columns).map((name) => {
    if (format === "parquet" || partitionBy.includes(name)) return `"${name}"`;
    return type(name) === "BLOB"
      ? `from_base64("${name}") AS "${name}"`
      : `TRY_CAST("${name}" AS ${type(name)}) AS "${name}"`;
  });
  const partitions = partitionBy.map((name) => `"${name}": '${type(name)}'`).join(", ");
  const hive = partitions === "" ? "" : `, hive_partitioning = true, hive_types = {${partitions}}`;
  const from = {
    parquet: () => `read_parquet('${files}'${hive})`,
    // Numbers and bytes come as text, so that none passes through a double on its way to its type.
    json: () =>
      `read_json('${files}', format = 'newline_delimited', columns = {${inFile.map((name) => `"${name}": '${asRead(type(name))}'`).join(", ")}}${hive})`,
    csv: () =>
      `read_csv('${files}', header = true, all_varchar = true, quote = '"', escape = '${options["escape"] ?? "\\"}', nullstr = '', allow_quoted_nulls = false${hive})`,
  }[format]();
  return `SELECT ${list.join(", ")} FROM ${from}`;
}

const asRead = (type: string): string => (/^(DECIMAL|BIGINT|BLOB|DOUBLE)/.test(type) ? "VARCHAR" : type);

/** Spark's type in DuckDB's words. */
function kernelType(type: string): string {
  const array = /^ARRAY<(.*)>$/.exec(type);
  if (array !== null) return `${kernelType(array[1]!)}[]`;
  const nested = /^(STRUCT|MAP)<(.*)>$/.exec(type);
  if (nested?.[1] === "STRUCT")
    return `STRUCT(${splitTop(nested[2]!)
      .map((field) =>
        field.replace(/^(\w+): (.*)$/, (_, name: string, inner: string) => `"${name}" ${kernelType(inner)}`),
      )
      .join(", ")})`;
  if (nested?.[1] === "MAP") return `MAP(${splitTop(nested[2]!).map(kernelType).join(", ")})`;
  const names: Readonly<Record<string, string>> = {
    STRING: "VARCHAR",
    BINARY: "BLOB",
    TIMESTAMP: "TIMESTAMPTZ",
    TIMESTAMP_NTZ: "TIMESTAMP",
  };
  return names[type] ?? type;
}

/** Parts between commas outside of brackets. */
function splitTop(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "<" || char === "(") depth++;
    if (char === ">" || char === ")") depth--;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

function cellOf(value: DuckDBValue, type: DuckDBType): Cell {
  if (value === null) return null;
  if (value instanceof DuckDBTimestampTZValue) return cells.instant(value.micros);
  if (value instanceof DuckDBTimestampValue) return cells.local(value.micros);
  if (value instanceof DuckDBDateValue) return cells.date(value.days);
  if (value instanceof DuckDBDecimalValue) return cells.decimal(value.toString());
  if (value instanceof DuckDBBlobValue) return cells.binary(value.bytes);
  if (value instanceof DuckDBListValue && type.typeId === DuckDBTypeId.LIST)
    return value.items.map((item) => cellOf(item, type.valueType));
  if (value instanceof DuckDBMapValue && type.typeId === DuckDBTypeId.MAP)
    return cells.mapping(
      value.entries.map((entry) => [cellOf(entry.key, type.keyType), cellOf(entry.value, type.valueType)]),
    );
  if (value instanceof DuckDBStructValue && type.typeId === DuckDBTypeId.STRUCT)
    return Object.fromEntries(
      type.entryNames.map((name, i) => [name, cellOf(value.entries[name]!, type.entryTypes[i]!)]),
    );
  if (typeof value === "string") return cells.string(value);
  if (typeof value === "boolean") return cells.boolean(value);
  if (type.typeId === DuckDBTypeId.FLOAT || type.typeId === DuckDBTypeId.DOUBLE) return cells.double(value as number);
  return cells.integer(value as number | bigint);
}
