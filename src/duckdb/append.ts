import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  FLOAT,
  INTEGER,
  INTERVAL,
  LIST,
  MAP,
  SMALLINT,
  STRUCT,
  TIMESTAMP,
  TINYINT,
  VARCHAR,
  DuckDBBlobValue,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { DataType } from "../types/data-type.ts";
import type { RawValue } from "../types/raw-value.ts";
import { kernelFieldNames } from "../functions/kernel-type.ts";

/** Rows per chunk, the kernel's own vector size. */
const CHUNK = 2048;

/** Appends columns of values to a table, a chunk at a time. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly (readonly RawValue[])[],
  types: readonly DataType[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  const kernelTypes = types.map(apiType);
  const writers = types.map(writer);
  const rowCount = columns[0]?.length ?? 0;
  for (let from = 0; from < rowCount; from += CHUNK) {
    const size = Math.min(CHUNK, rowCount - from);
    const chunk = DuckDBDataChunk.create(kernelTypes, size);
    columns.forEach((column, i) => chunk.setColumnValues(i, column.slice(from, from + size).map(writers[i]!)));
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
}

const SIMPLE: Record<string, DuckDBType> = {
  null: INTEGER,
  boolean: BOOLEAN,
  byte: TINYINT,
  short: SMALLINT,
  integer: INTEGER,
  long: BIGINT,
  float: FLOAT,
  double: DOUBLE,
  string: VARCHAR,
  char: VARCHAR,
  varchar: VARCHAR,
  binary: BLOB,
  date: DATE,
  timestamp: TIMESTAMP,
  timestamp_ntz: TIMESTAMP,
  calendar_interval: INTERVAL,
  day_time_interval: BIGINT,
  year_month_interval: INTEGER,
};

export function apiType(type: DataType): DuckDBType {
  switch (type.kind) {
    case "decimal":
      return DECIMAL(type.precision, type.scale);
    case "array":
      return LIST(apiType(type.elementType));
    case "map":
      return MAP(apiType(type.keyType), apiType(type.valueType));
    case "struct": {
      const names = kernelFieldNames(type);
      return STRUCT(Object.fromEntries(type.fields.map((f, i) => [names[i]!, apiType(f.dataType)])));
    }
    default:
      return SIMPLE[type.kind]!;
  }
}

export function writer(type: DataType): (value: RawValue) => DuckDBValue {
  const write = present(type);
  return (value) => (value === null ? null : write(value));
}

function present(type: DataType): (value: RawValue) => DuckDBValue {
  switch (type.kind) {
    case "date":
      return (value) => new DuckDBDateValue(value as number);
    case "timestamp":
    case "timestamp_ntz":
      return (value) => new DuckDBTimestampValue(value as bigint);
    case "binary":
      return (value) => new DuckDBBlobValue(value as Uint8Array);
    case "decimal":
      return (value) => new DuckDBDecimalValue(BigInt((value as string).replace(".", "")), type.precision, type.scale);
    case "array": {
      const item = writer(type.elementType);
      return (value) => new DuckDBListValue((value as readonly RawValue[]).map(item));
    }
    case "map": {
      const [key, item] = [writer(type.keyType), writer(type.valueType)];
      return (value) =>
        new DuckDBMapValue(
          (value as readonly (readonly RawValue[])[]).map(([k, v]) => ({ key: key(k!), value: item(v!) })),
        );
    }
    case "struct": {
      const names = kernelFieldNames(type);
      const writers = type.fields.map((f) => writer(f.dataType));
      return (value) =>
        new DuckDBStructValue(
          Object.fromEntries(writers.map((write, i) => [names[i]!, write((value as readonly RawValue[])[i] ?? null)])),
        );
    }
    default:
      return (value) => value as DuckDBValue;
  }
}
