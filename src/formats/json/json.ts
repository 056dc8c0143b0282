import type { KernelConnection } from "../../duckdb/connection.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { checkCorruptColumn } from "../corrupt-column.ts";
import { HeldRows } from "../held-rows.ts";
import type { Format, InferJob, LoadedRows, ReadJob } from "../format.ts";
import { jsonLines } from "./write.ts";
import { readExactly, recordsOf } from "./exact-read.ts";
import { inferJsonSchema, jsonInference } from "../../types/json/infer.ts";
import { charsetOf, exactOptions, readOptions, writeOptions } from "./options.ts";
import { readDataText, readTextFile } from "../read-text.ts";
import { needsExactText } from "./text-check.ts";
import { fastReadSql, isAboutText } from "./fast-read.ts";

export const jsonFormat: Format = {
  name: "json",
  readOptions,
  writeOptions,
  extension: (options) => (options["compression"] === "gzip" ? ".json.gz" : ".json"),
  load: loadJson,
  write: jsonLines,
  inferSchema,
};

async function loadJson(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  table: string,
): Promise<LoadedRows> {
  checkCorruptColumn(job.schema, job.options["columnNameOfCorruptRecord"] ?? job.settings.corruptColumn);
  const held = new HeldRows(connection, job, table);
  const fast = new Set(needsExactPath(job) ? [] : await fastFiles(runtime, job));
  const together = fast.size === 0 ? undefined : fastReadSql(job, nativePaths(runtime, fast));
  const isLoaded =
    together !== undefined && (await succeeds(connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS ${together}`)));
  if (!isLoaded) await held.create();
  for (const file of job.files) {
    if (isLoaded && fast.has(file)) continue;
    // One file of several made the statement fail: each is tried by itself, so that the others stay fast.
    const alone = fast.size > 1 && fast.has(file) ? fastReadSql(job, nativePaths(runtime, [file])) : undefined;
    if (alone !== undefined && (await succeeds(connection.run(`INSERT INTO ${table} ${alone}`)))) continue;
    await loadExactly(connection, runtime, job, file, table);
  }
  return held.rows;
}

/** The files in whose text nothing speaks against the fast path; none when a column has no fast form. */
async function fastFiles(runtime: Runtime, job: ReadJob): Promise<readonly string[]> {
  if (fastReadSql(job, []) === undefined) return [];
  const files: string[] = [];
  for (const file of job.files) if (!isPacked(file) && !(await needsExactText(runtime, file))) files.push(file);
  return files;
}

const nativePaths = (runtime: Runtime, files: Iterable<string>): readonly string[] =>
  Array.from(files, (file) => runtime.files.nativePath(file));

/** Bytes of a packed file say nothing about its text. */
const isPacked = (file: string): boolean => file.endsWith(".gz") || file.endsWith(".zst");

/** Reads one file by the exact path and appends its rows. */
async function loadExactly(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  file: string,
  table: string,
): Promise<void> {
  const content = await readDataText(runtime, file, charsetOf(job.options), job.settings);
  if (content === undefined) return;
  const rows = readExactly(content, job.schema, exactOptions(job));
  return new HeldRows(connection, job, table).append(file, rows);
}

/** Whether the fast statement went through; what it says of the text sends the files to the exact path, any other failure is real. */
async function succeeds(statement: Promise<void>): Promise<boolean> {
  try {
    await statement;
    return true;
  } catch (error) {
    if (isAboutText(error)) return false;
    throw error;
  }
}

/** Options on which the kernel and Spark agree, or which say nothing about values. */
const HARMLESS: ReadonlySet<string> = new Set(["mode", "columnNameOfCorruptRecord"]);

/** Any other option of this format changes what a record or a value is: only the exact path knows them. */
function needsExactPath(job: ReadJob): boolean {
  const corrupt = job.options["columnNameOfCorruptRecord"] ?? job.settings.corruptColumn;
  const changes = Object.keys(job.options).some((name) => name in readOptions && !HARMLESS.has(name));
  return changes || job.schema.fields.some((f) => f.name === corrupt);
}

async function inferSchema(_: KernelConnection, runtime: Runtime, job: InferJob): Promise<StructType> {
  const { rules, corruptColumn, ...records } = exactOptions(job);
  const texts: (readonly string[])[] = [];
  for (const file of job.files)
    texts.push(recordsOf(await readTextFile(runtime, file, charsetOf(job.options)), records));
  return inferJsonSchema(each(texts), jsonInference(job.options, rules.zone, corruptColumn));
}

function* each<T>(lists: Iterable<Iterable<T>>): Generator<T> {
  for (const list of lists) yield* list;
}
