import type { KernelConnection } from "../../duckdb/connection.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { checkCorruptColumn } from "../corrupt-column.ts";
import { HeldRows } from "../held-rows.ts";
import type { Format, InferJob, LoadedRows, ReadJob } from "../format.ts";
import { jsonLines } from "./write.ts";
import { readExactly } from "./exact-read.ts";
import { JsonSchemaInference, jsonInference } from "../../types/json/infer.ts";
import { exactOptions, readOptions, writeOptions } from "./options.ts";
import { readEach } from "../read-each.ts";
import { readLines, textForm } from "../read-text.ts";
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
  const fast = await loadFast(connection, runtime, job, held);
  const options = exactOptions(job);
  await readEach(
    runtime,
    job,
    job.files.filter((file) => !fast.has(file)),
    {
      held,
      form: { ...textForm(job.options), marksBroken: true },
      reader: () => (records) => readExactly(records, job.schema, options),
    },
  );
  return held.rows;
}

/**
 * Makes the table, with the rows of the files that have a fast form; gives these files. The statement and the look at the text run side by
 * side: nearly always both find nothing, and what one finds makes the statement's work void.
 */
async function loadFast(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  held: HeldRows,
): Promise<ReadonlySet<string>> {
  const statement = (files: readonly string[]): string | undefined =>
    fastReadSql(
      job,
      files.map((file) => runtime.files.nativePath(file)),
    );
  const candidates = job.files.filter((file) => !isPacked(file));
  if (candidates.length > 0 && !needsExactPath(job) && statement([]) !== undefined) {
    const suspicions = suspectsAmong(runtime, candidates);
    const rows = await rowsOf(() => held.createAs(statement(candidates)!));
    const suspects = await suspicions;
    if (rows !== undefined && suspects.size === 0) return new Set(candidates);
    await held.create();
    // One file of several is enough to fail the statement: each is tried by itself, so that the others stay fast.
    const worthTrying = rows === undefined && candidates.length === 1 ? [] : candidates;
    const loaded = new Set<string>();
    for (const file of worthTrying) {
      if (suspects.has(file)) continue;
      if ((await rowsOf(() => held.insert(statement([file])!))) !== undefined) loaded.add(file);
    }
    return loaded;
  }
  await held.create();
  return new Set();
}

/** The files in whose text something speaks against the fast path, or which cannot be looked at. Never rejects. */
async function suspectsAmong(runtime: Runtime, files: readonly string[]): Promise<ReadonlySet<string>> {
  const suspects = new Set<string>();
  for (const file of files) if (await needsExactText(runtime, file).catch(() => true)) suspects.add(file);
  return suspects;
}

/** Bytes of a packed file say nothing about its text. */
const isPacked = (file: string): boolean => /\.(gz|zst|deflate|bz2|snappy|lz4)$/i.test(file);

/** What a fast statement loads; undefined where what it says of the text sends the files to the exact path. Any other failure is real. */
async function rowsOf(load: () => Promise<number>): Promise<number | undefined> {
  try {
    return await load();
  } catch (error) {
    if (isAboutText(error)) return undefined;
    throw error;
  }
}

/** Options on which the kernel and Spark agree, or which say nothing about values. */
const HARMLESS: ReadonlySet<string> = new Set(["mode", "columnNameOfCorruptRecord", "badRecordsPath"]);

/** Any other option of this format changes what a record or a value is: only the exact path knows them. */
function needsExactPath(job: ReadJob): boolean {
  const corrupt = job.options["columnNameOfCorruptRecord"] ?? job.settings.corruptColumn;
  const changes = Object.keys(job.options).some((name) => name in readOptions && !HARMLESS.has(name));
  return changes || job.schema.fields.some((f) => f.name === corrupt);
}

async function inferSchema(_: KernelConnection, runtime: Runtime, job: InferJob): Promise<StructType> {
  const { rules, corruptColumn } = exactOptions(job);
  const inference = new JsonSchemaInference(jsonInference(job.options, rules.zone, corruptColumn));
  for (const file of job.files)
    for await (const records of readLines(runtime, file, textForm(job.options), job.settings)) inference.add(records);
  return inference.schema;
}
