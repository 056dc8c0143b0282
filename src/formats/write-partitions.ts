/**
 * Rows into files, one for each value of the partition columns, in directories named after them. The rows are held in a table of the
 * kernel while they are written, so that the query runs once.
 */
import type { KernelConnection } from "../duckdb/connection.ts";
import { castSql } from "../functions/cast.ts";
import { text } from "../functions/function.ts";
import { identifier } from "../functions/kernel-type.ts";
import type { Format, WriteJob } from "./format.ts";
import { STRING, struct } from "../types/data-type.ts";
import { partitionDirectory } from "./partitions.ts";

export interface PartitionedWrite extends Omit<WriteJob, "target"> {
  readonly partitionBy: readonly string[];
  /** A table name of the write's own. */
  readonly table: string;
  /** Where the file of a directory (relative, "" for none) is to be written; told before it is. */
  readonly target: (directory: string) => Promise<string>;
}

/** The number of rows written. */
export async function writePartitions(
  format: Format,
  connection: KernelConnection,
  job: PartitionedWrite,
): Promise<number> {
  const { partitionBy, table, target, ...plain } = job;
  if (partitionBy.length === 0) return format.write(connection, { ...plain, target: await target("") });
  const fields = job.schema.fields.map((f, i) => ({ ...f, column: identifier(job.columns[i]!) }));
  const keys = partitionBy.map((name) => fields.find((f) => f.name.toLowerCase() === name.toLowerCase())!);
  const kept = fields.filter((f) => !keys.includes(f));
  const texts = keys.map(
    (key, i) =>
      `${castSql(key.column, key.dataType, STRING, { mode: "ansi", zone: job.zone, now: 0n })} AS partition_${i}`,
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT *, ${texts.join(", ")} FROM (${job.sql})`);
  try {
    const names = keys.map((_, i) => `partition_${i}`).join(", ");
    let rows = 0;
    for (const values of await connection.rows(`SELECT DISTINCT ${names} FROM ${table} ORDER BY ${names}`)) {
      const directory = keys.map((key, i) => partitionDirectory(key.name, values[i] as string | null)).join("/");
      const where = values.map((value, i) =>
        value === null ? `partition_${i} IS NULL` : `partition_${i} = ${text(value as string)}`,
      );
      rows += await format.write(connection, {
        ...plain,
        sql: `SELECT * FROM ${table} WHERE ${where.join(" AND ")}`,
        schema: struct(kept),
        columns: kept.map((f) => job.columns[fields.indexOf(f)]!),
        target: await target(directory),
      });
    }
    return rows;
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
}
