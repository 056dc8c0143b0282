/** Data files as rows: what is in them, what their directories say, and what is known of the files themselves. */
import type { KernelConnection } from "../duckdb/connection.ts";
import { castSql } from "../functions/cast.ts";
import { raise, text } from "../functions/function.ts";
import { identifier, kernelType } from "../functions/kernel-type.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { STRING, struct, type DataType, type StructField } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { pathToUri } from "./file-uri.ts";
import type { Format, LoadedRows, ReadJob } from "./format.ts";

export interface FileToLoad {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  /** Columns whose values are in the path. */
  readonly partition: readonly (readonly [name: string, value: string | null])[];
}

/** Files to read; `metadataColumn` names one more column, the struct `_metadata`. */
export interface FilesJob extends Omit<ReadJob, "files"> {
  readonly files: readonly FileToLoad[];
  readonly metadataColumn?: string;
}

const FILE = "file_uri";

export async function loadFiles(
  format: Format,
  connection: KernelConnection,
  runtime: Runtime,
  job: FilesJob,
  table: string,
): Promise<LoadedRows> {
  const inPath = new Set(job.files.flatMap((file) => file.partition.map(([name]) => name.toLowerCase())));
  const fields = job.schema.fields.map((f, i) => ({
    ...f,
    column: job.columns[i]!,
    isInPath: inPath.has(f.name.toLowerCase()),
  }));
  const { metadataColumn, ...plain } = job;
  const paths = job.files.map((file) => file.path);
  if (metadataColumn === undefined && !fields.some((f) => f.isInPath))
    return format.load(connection, runtime, { ...plain, files: paths }, table);
  const data = fields.filter((f) => !f.isInPath);
  const loaded = await format.load(
    connection,
    runtime,
    {
      ...plain,
      files: paths,
      schema: struct(data),
      whole: struct(job.whole.fields.filter((f) => !inPath.has(f.name.toLowerCase()))),
      columns: data.map((f) => f.column),
      fileColumn: FILE,
    },
    table,
  );
  const keys = fields.filter((f) => f.isInPath);
  const list = fields.map((f) =>
    f.isInPath
      ? `${partitionSql(f, keys.indexOf(f), job.zone)} AS ${identifier(f.column)}`
      : `data.${identifier(f.column)}`,
  );
  if (job.fileColumn !== undefined) list.push(`data.${FILE} AS ${identifier(job.fileColumn)}`);
  if (metadataColumn !== undefined) list.push(`${METADATA_SQL} AS ${identifier(metadataColumn)}`);
  return {
    sql: `SELECT ${list.join(", ") || "1 AS c0"} FROM (${loaded.sql}) AS data JOIN (${filesSql(job.files, keys)}) AS files ON data.${FILE} = files.uri`,
    ...(loaded.rowCount === undefined ? {} : { rowCount: loaded.rowCount }),
    ...(loaded.dropped === undefined ? {} : { dropped: loaded.dropped }),
    ...(loaded.bad === undefined ? {} : { bad: loaded.bad }),
    drop: loaded.drop,
  };
}

/** The files' own columns: `p0`, `p1` ... for the keys in their paths. */
function filesSql(files: readonly FileToLoad[], keys: readonly StructField[]): string {
  const names = ["uri", "name", "size", "modified", ...keys.map((_, i) => `p${i}`)];
  const rows = files.map((file) => {
    const values = keys.map(
      (key) => file.partition.find(([name]) => name.toLowerCase() === key.name.toLowerCase())?.[1],
    );
    const uri = pathToUri(file.path);
    return `(${[text(uri), text(file.path.slice(file.path.lastIndexOf("/") + 1)), file.size, file.modified, ...values.map((value) => (value === null || value === undefined ? "CAST(NULL AS VARCHAR)" : text(value)))].join(", ")})`;
  });
  if (rows.length === 0)
    return `SELECT ${names.map((name) => `CAST(NULL AS ${name === "size" || name === "modified" ? "BIGINT" : "VARCHAR"}) AS ${name}`).join(", ")} WHERE false`;
  return `SELECT * FROM (VALUES ${rows.join(", ")}) AS v(${names.join(", ")})`;
}

/** A value of the path in the column's type; one that does not fit is an error. */
function partitionSql(field: StructField, place: number, zone: string): string {
  const value = `files.p${place}`;
  const type: DataType = field.dataType;
  if (type.kind === "string") return value;
  const cast = castSql(value, STRING, type, { mode: "try", zone, now: 0n });
  const invalid = raise("INVALID_PARTITION_VALUE", {
    value,
    dataType: text(`"${sqlTypeText(type)}"`),
    columnName: text(`\`${field.name}\``),
  });
  return `CAST(CASE WHEN ${value} IS NULL THEN NULL WHEN ${cast} IS NULL THEN ${invalid} ELSE ${cast} END AS ${kernelType(type)})`;
}

const METADATA_SQL =
  "struct_pack(file_path := files.uri, file_name := files.name, file_size := CAST(files.size AS BIGINT), file_block_start := CAST(0 AS BIGINT), file_block_length := CAST(files.size AS BIGINT), file_modification_time := make_timestamp(CAST(files.modified AS BIGINT) * 1000))";
