import { isMillraceError, messageOf, millraceError, reasonOf } from "../../errors.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";
import { fileUri, freeFileColumn, pathToUri } from "../file-uri.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { fileText, text } from "../../functions/function.ts";
import { identifier, kernelFieldNames, kernelType } from "../../functions/kernel-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  decimal,
  DOUBLE,
  field,
  FLOAT,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  type DataType,
  type StructType,
} from "../../types/data-type.ts";
import { isCollecting } from "../bad-records.ts";
import type { BadInput, Format, InferJob, LoadedRows, ReadJob, WriteJob } from "../format.ts";
import { boolean, choice, isTrue, text as plainText, unsupported } from "../options.ts";

export const parquetFormat: Format = {
  name: "parquet",
  readOptions: {
    mergeSchema: boolean,
    badRecordsPath: plainText,
    ...unsupported("datetimeRebaseMode", "int96RebaseMode"),
  },
  writeOptions: { compression: choice("none", "uncompressed", "snappy", "gzip", "zstd", "lz4", "lz4_raw", "brotli") },
  extension: (options) => `${CODEC_EXTENSIONS[codec(options)] ?? ""}.parquet`,
  load: loadParquet,
  write: writeParquet,
  inferSchema,
};

const CODEC_EXTENSIONS: Record<string, string> = {
  snappy: ".snappy",
  gzip: ".gz",
  zstd: ".zstd",
  lz4: ".lz4",
  lz4_raw: ".lz4raw",
  brotli: ".br",
};

const codec = (options: Readonly<Record<string, string>>): string => (options["compression"] ?? "snappy").toLowerCase();

interface SortedOut {
  readonly readable: readonly string[];
  /** Files that cannot be opened, with what is wrong. */
  readonly bad: readonly (readonly [file: string, reason: string])[];
}

/** The files that are there and can be opened, where others are to be passed over. */
async function sortOut(connection: KernelConnection, runtime: Runtime, job: ReadJob): Promise<SortedOut> {
  const { ignoreCorruptFiles, ignoreMissingFiles } = job.settings;
  const readable: string[] = [];
  const bad: [string, string][] = [];
  const mayBeBad = ignoreCorruptFiles || isCollecting(job.options);
  for (const file of job.files) {
    if (ignoreMissingFiles && (await runtime.files.stat(file)) === undefined) continue;
    const metadata = `SELECT 1 FROM parquet_file_metadata(${fileText(runtime.files.nativePath(file))})`;
    const failure = mayBeBad ? await connection.rows(metadata).then(() => undefined, reasonOf) : undefined;
    if (failure === undefined) readable.push(file);
    else bad.push([file, failure]);
  }
  return { readable, bad };
}

/** What `badRecordsPath` is told of files that cannot be opened. */
function badFiles(files: SortedOut["bad"]): readonly BadInput[] {
  if (files.length === 0) return [];
  const rows = files.map(([file, reason]) => `(${text(pathToUri(file))}, ${text(reason)})`);
  return [
    { kind: "files", sql: `SELECT * FROM (VALUES ${rows.join(", ")}) AS bad(path, reason)`, count: files.length },
  ];
}

async function loadParquet(connection: KernelConnection, runtime: Runtime, job: ReadJob): Promise<LoadedRows> {
  const { ignoreCorruptFiles, ignoreMissingFiles } = job.settings;
  if (!ignoreCorruptFiles && !ignoreMissingFiles && !isCollecting(job.options))
    return loadReadable(connection, runtime, job);
  const { readable, bad } = await sortOut(connection, runtime, job);
  const loaded = await loadReadable(connection, runtime, { ...job, files: readable });
  return isCollecting(job.options) ? { ...loaded, bad: badFiles(bad) } : loaded;
}

async function loadReadable(connection: KernelConnection, runtime: Runtime, job: ReadJob): Promise<LoadedRows> {
  const nothing = async (): Promise<void> => undefined;
  const names = [...job.columns, ...(job.fileColumn === undefined ? [] : [job.fileColumn])].map(identifier);
  const types = [
    ...job.schema.fields.map((f) => kernelType(f.dataType)),
    ...(job.fileColumn === undefined ? [] : ["VARCHAR"]),
  ];
  if (job.files.length === 0)
    return {
      sql: `SELECT ${names.map((name, i) => `CAST(NULL AS ${types[i]}) AS ${name}`).join(", ") || "1 AS c0"} WHERE false`,
      drop: nothing,
    };
  const fileName = freeFileColumn(job.schema.fields.map((f) => f.name));
  const source = sourceSql(
    job.files.map((file) => runtime.files.nativePath(file)),
    job.fileColumn === undefined ? undefined : fileName,
  );
  const present = new Map(
    (await described(connection, source, job.files)).map(([name, type]) => [name.toLowerCase(), type]),
  );
  const list = job.schema.fields.map((f, i) => {
    const actual = present.get(f.name.toLowerCase());
    if (actual !== undefined && !readsAs(actual, f.dataType))
      throw millraceError("FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH", {
        path: pathToUri(job.files[0]!),
        column: `\`${f.name}\``,
        actualType: `"${sqlTypeText(actual)}"`,
        expectedType: `"${sqlTypeText(f.dataType)}"`,
      });
    const sql = actual !== undefined ? identifier(f.name) : "NULL";
    return `CAST(${sql} AS ${types[i]}) AS ${names[i]}`;
  });
  if (job.fileColumn !== undefined) list.push(`${fileUri(identifier(fileName))} AS ${identifier(job.fileColumn)}`);
  return { sql: `SELECT ${list.join(", ") || "1 AS c0"} FROM ${source}`, drop: nothing };
}

function sourceSql(files: readonly string[], fileName?: string): string {
  const withName = fileName === undefined ? "" : `, filename = ${text(fileName)}`;
  return `read_parquet([${files.map(fileText).join(", ")}], union_by_name = true${withName}, hive_partitioning = false)`;
}

/** TIMESTAMP goes out as adjusted to UTC and TIMESTAMP_NTZ plain, so that every reader sees each as what it is. */
function exportType(type: DataType): string {
  switch (type.kind) {
    case "timestamp":
      return "TIMESTAMPTZ";
    case "array":
      return `${exportType(type.elementType)}[]`;
    case "map":
      return `MAP(${exportType(type.keyType)}, ${exportType(type.valueType)})`;
    case "struct": {
      const names = kernelFieldNames(type);
      return `STRUCT(${type.fields.map((f, i) => `${identifier(names[i]!)} ${exportType(f.dataType)}`).join(", ")})`;
    }
    default:
      return kernelType(type);
  }
}

async function writeParquet(connection: KernelConnection, job: WriteJob): Promise<number> {
  const list = job.schema.fields.map(
    (f, i) => `CAST(${identifier(job.columns[i]!)} AS ${exportType(f.dataType)}) AS ${identifier(f.name)}`,
  );
  const compression = codec(job.options) === "none" ? "uncompressed" : codec(job.options);
  return connection.count(
    `COPY (SELECT ${list.join(", ")} FROM (${job.sql})) TO ${text(job.target)} (FORMAT parquet, COMPRESSION ${compression})`,
  );
}

/** The first file's, unless all are to be merged. */
async function inferSchema(
  connection: KernelConnection,
  runtime: Runtime,
  { files: all, options }: InferJob,
): Promise<StructType> {
  const files = isTrue(options["mergeSchema"]) ? all : all.slice(0, 1);
  const paths = files.map((file) => runtime.files.nativePath(file));
  const columns = await described(connection, sourceSql(paths), files);
  return struct(columns.map(([name, type]) => field(name, type)));
}

/** The columns that are in the files. */
async function described(
  connection: KernelConnection,
  source: string,
  files: readonly string[],
): Promise<readonly (readonly [name: string, type: DataType])[]> {
  try {
    const rows = await connection.rows(`DESCRIBE SELECT * FROM ${source}`);
    return rows.map((row) => [String(row[0]), fromKernel(String(row[1]))] as const);
  } catch (error) {
    const named = files.find((file) => messageOf(error).includes(file)) ?? files[0]!;
    if (!isMillraceError(error, "KERNEL_ERROR")) throw error;
    if (/No files found that match/.test(error.message))
      throw millraceError("FAILED_READ_FILE.FILE_NOT_EXIST", { path: pathToUri(named) }, { cause: error });
    throw millraceError(
      "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER",
      { path: pathToUri(named), reason: error.parameters["reason"]! },
      { cause: error },
    );
  }
}

const WIDTH: Readonly<Record<string, number>> = { byte: 0, short: 1, integer: 2, long: 3 };

/** Whether no value changes when a column of one type is read as the other: what Spark's reader allows. */
function readsAs(actual: DataType, wanted: DataType): boolean {
  if (INTERVALS.has(wanted.kind) || (actual.kind in WIDTH && wanted.kind in WIDTH)) return true;
  if (actual.kind in WIDTH) return (wanted.kind === "double" && actual.kind !== "long") || wanted.kind === "decimal";
  switch (actual.kind) {
    case "float":
      return wanted.kind === "float" || wanted.kind === "double";
    case "decimal":
      return (
        wanted.kind === "decimal" &&
        wanted.scale >= actual.scale &&
        wanted.precision - wanted.scale >= actual.precision - actual.scale
      );
    case "string":
    case "binary":
      return ["string", "binary", "char", "varchar"].includes(wanted.kind);
    case "date":
      return wanted.kind === "date" || wanted.kind === "timestamp_ntz";
    case "timestamp":
    case "timestamp_ntz":
      return wanted.kind === "timestamp" || wanted.kind === "timestamp_ntz";
    default:
      return actual.kind === wanted.kind;
  }
}
/** Held as numbers. */
const INTERVALS: ReadonlySet<string> = new Set(["day_time_interval", "year_month_interval", "null"]);

const FROM_KERNEL: Record<string, DataType> = {
  BOOLEAN,
  TINYINT: BYTE,
  SMALLINT: SHORT,
  INTEGER: INT,
  BIGINT: LONG,
  FLOAT,
  DOUBLE,
  VARCHAR: STRING,
  BLOB: BINARY,
  DATE,
  TIMESTAMP: TIMESTAMP_NTZ,
  "TIMESTAMP WITH TIME ZONE": TIMESTAMP,
  UTINYINT: SHORT,
  USMALLINT: INT,
  UINTEGER: LONG,
  UBIGINT: decimal(20, 0),
  HUGEINT: decimal(38, 0),
  TIMESTAMP_NS: TIMESTAMP_NTZ,
  TIMESTAMP_MS: TIMESTAMP_NTZ,
  TIMESTAMP_S: TIMESTAMP_NTZ,
};

/** A kernel type's text as the Spark type it is read as. */
function fromKernel(name: string): DataType {
  const simple = FROM_KERNEL[name];
  if (simple !== undefined) return simple;
  if (name.endsWith("[]")) return array(fromKernel(name.slice(0, -2)));
  const decimals = /^DECIMAL\((\d+),(\d+)\)$/.exec(name);
  if (decimals !== null) return decimal(Number(decimals[1]), Number(decimals[2]));
  const nested = /^(STRUCT|MAP)\((.*)\)$/s.exec(name);
  if (nested?.[1] === "MAP") {
    const [key, value] = splitTop(nested[2]!);
    return map(fromKernel(key!), fromKernel(value!));
  }
  if (nested?.[1] === "STRUCT") {
    return struct(
      splitTop(nested[2]!).map((part) => {
        const match = /^("(?:[^"]|"")*"|\S+) (.*)$/s.exec(part)!;
        return field(
          match[1]!.startsWith('"') ? match[1]!.slice(1, -1).replaceAll('""', '"') : match[1]!,
          fromKernel(match[2]!),
        );
      }),
    );
  }
  return STRING;
}

/** Parts between commas that stand in no bracket or quotes. */
function splitTop(body: string): string[] {
  const parts: string[] = [];
  let [depth, from, quoted] = [0, 0, false];
  for (let i = 0; i < body.length; i++) {
    const char = body[i];
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === "(") depth++;
    else if (char === ")") depth--;
    else if (char === "," && depth === 0) {
      parts.push(body.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(body.slice(from).trim());
  return parts;
}
