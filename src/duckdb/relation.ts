import type { KernelTable } from "../types/kernel-table.ts";
import { identifier, kernelType } from "../functions/kernel-type.ts";
import { INT, isNested, type DataType, type StructType } from "../types/data-type.ts";
import type { LiteralValue } from "../plan/expression.ts";
import type { RawColumns, RawValue } from "../types/raw-value.ts";
import type { LocalRows } from "../types/local-rows.ts";
import { literalSql } from "./expression-sql.ts";
import type { KernelConnection } from "./connection.ts";

/** A query's rows as an ordinary table that every connection can read, under positional column names. */
export async function shareAsTable(
  connection: KernelConnection,
  rows: { readonly sql: string; readonly schema: StructType; readonly columns: readonly string[] },
  table: string,
): Promise<KernelTable> {
  await connection.run(`CREATE OR REPLACE TABLE ${table} AS SELECT ${sharedColumns(rows)} FROM (${rows.sql})`);
  return tableOf(table, rows.schema);
}

/** An empty table of a schema, ready to take rows. */
export async function createShared(
  connection: KernelConnection,
  schema: StructType,
  table: string,
): Promise<KernelTable> {
  const columns = schema.fields.map((f, i) => `f${i} ${kernelType(f.dataType)}`).join(", ") || "f0 INTEGER";
  await connection.run(`CREATE TABLE IF NOT EXISTS ${table} (${columns})`);
  return tableOf(table, schema);
}

export function sharedColumns(rows: { readonly schema: StructType; readonly columns: readonly string[] }): string {
  return (
    rows.schema.fields
      .map((f, i) => `CAST(${identifier(rows.columns[i]!)} AS ${kernelType(f.dataType)}) AS f${i}`)
      .join(", ") || "1 AS f0"
  );
}

function tableOf(table: string, schema: StructType): KernelTable {
  return { table, schema, columns: schema.fields.map((_, i) => `f${i}`) };
}

/** Rows of constants as a query with the given column names. */
export function valuesSql(rows: LocalRows, schema: StructType, columns: readonly string[]): string {
  const names = columns.map(identifier).join(", ");
  if (rows.length === 0) {
    const empty = schema.fields.map((f, i) => `CAST(NULL AS ${kernelType(f.dataType)}) AS ${identifier(columns[i]!)}`);
    return `SELECT ${empty.join(", ")} WHERE false`;
  }
  const lists = rows.map((row) =>
    row.map((cell, i) => literalSql(schema.fields[i]!.dataType, cell.value as LiteralValue)),
  );
  return `SELECT * FROM (VALUES ${lists.map((list) => `(${list.join(", ")})`).join(", ")}) AS t(${names})`;
}

/** Values the host holds, by column, as a temporary table of the connection; `fileColumn` names one more column, of empty texts. */
export async function holdColumns(
  connection: KernelConnection,
  table: string,
  held: {
    readonly schema: StructType;
    readonly columns: readonly string[];
    readonly values: RawColumns["columns"];
    readonly rowCount: number;
  },
  fileColumn?: string,
): Promise<{ readonly sql: string; readonly rowCount: number; readonly drop: () => Promise<void> }> {
  const types = held.schema.fields.map((f) => f.dataType);
  const list = held.columns.map((name, i) => `${identifier(name)} ${kernelType(types[i]!)}`);
  // A row needs a column to be one.
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (${[...list, "row_number INTEGER"].join(", ")})`);
  const numbers = Array.from({ length: held.rowCount }, (_, i) => i);
  await connection.append(table, [...held.values, numbers], [...types, INT]);
  const shown = [
    ...held.columns.map(identifier),
    ...(fileColumn === undefined ? [] : [`'' AS ${identifier(fileColumn)}`]),
  ];
  return {
    sql: `SELECT ${shown.join(", ") || "1 AS c0"} FROM ${table}`,
    rowCount: held.rowCount,
    drop: () => connection.run(`DROP TABLE IF EXISTS ${table}`),
  };
}

/** A row for each whole number from `first` up to but not `end`; columns are SQL over it, `v`. */
export function rangeSql(
  first: bigint,
  end: bigint,
  columns: readonly { readonly sql: string; readonly name: string }[],
): string {
  const list = columns.map(({ sql, name }) => `${sql} AS ${identifier(name)}`).join(", ");
  return `SELECT ${list || "NULL"} FROM range(${first}::BIGINT, ${end}::BIGINT) AS r(v)`;
}

/** A query's first rows, for display. */
export function firstRows(
  connection: KernelConnection,
  rows: { readonly sql: string; readonly schema: StructType; readonly columns: readonly string[] },
  limit: number,
): Promise<RawColumns> {
  const list = rows.columns.map(identifier).join(", ") || "NULL";
  return connection.columns(
    `SELECT ${list} FROM (${rows.sql}) LIMIT ${limit}`,
    rows.schema.fields.map((f) => f.dataType),
  );
}

export interface HeldRows {
  readonly sql: string;
  readonly drop: () => Promise<void>;
}

/** More rows than this are not written into the query's text, which the kernel reads far slower than a table is filled. */
const MOST_IN_TEXT = 200;

export const isLong = (rows: LocalRows): boolean => rows.length > MOST_IN_TEXT;

/** The rows as a query with these column names; of many, over a temporary table of the connection. `fileColumn`: one more, of empty texts. */
export async function holdRows(
  connection: KernelConnection,
  table: string,
  rows: LocalRows,
  schema: StructType,
  columns: readonly string[],
  fileColumn?: string,
): Promise<HeldRows> {
  if (isLong(rows) && schema.fields.every((f) => canBeAppended(f.dataType))) {
    const values = schema.fields.map((_, i) => rows.map((row) => row[i]!.value as RawValue));
    return holdColumns(connection, table, { schema, columns, values, rowCount: rows.length }, fileColumn);
  }
  const file = fileColumn === undefined ? "" : `, '' AS ${fileColumn}`;
  return { sql: `SELECT *${file} FROM (${valuesSql(rows, schema, columns)})`, drop: async () => undefined };
}

/** What is plain; in nested values literals stand in one another, and a decimal's text need not have all its digits. */
const canBeAppended = (type: DataType): boolean =>
  !isNested(type) && type.kind !== "calendar_interval" && type.kind !== "decimal" && type.kind !== "null";
