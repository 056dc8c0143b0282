import type { KernelConnection } from "../../duckdb/connection.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { checkCorruptColumn } from "../corrupt-column.ts";
import { HeldRows } from "../held-rows.ts";
import type { Format, LoadedRows, ReadJob } from "../format.ts";
import { jsonLines } from "./write.ts";
import { boolean, choice, isTrue, text, unsupported } from "../options.ts";
import { readExactly, type ExactOptions } from "./exact-read.ts";
import { readTextFile } from "../read-text.ts";
import { needsExactText } from "./text-check.ts";
import { fastReadSql, isAboutText } from "./fast-read.ts";

const DEFAULT_CORRUPT_COLUMN = "_corrupt_record";

export const jsonFormat: Format = {
  name: "json",
  readOptions: {
    mode: choice("PERMISSIVE", "DROPMALFORMED", "FAILFAST"),
    columnNameOfCorruptRecord: text,
    multiLine: boolean,
    lineSep: text,
    dateFormat: text,
    timestampFormat: text,
    timestampNTZFormat: text,
    timeZone: text,
    allowComments: boolean,
    allowUnquotedFieldNames: boolean,
    allowSingleQuotes: boolean,
    allowNumericLeadingZeros: boolean,
    allowBackslashEscapingAnyCharacter: boolean,
    allowUnquotedControlChars: boolean,
    allowNonNumericNumbers: boolean,
    ...unsupported(
      "primitivesAsString",
      "prefersDecimal",
      "dropFieldIfAllNull",
      "samplingRatio",
      "encoding",
      "charset",
      "locale",
      "enableDateTimeParsingFallback",
      "badRecordsPath",
      "singleVariantColumn",
      "useUnsafeRow",
    ),
  },
  writeOptions: {
    compression: choice("none", "uncompressed", "gzip"),
    ignoreNullFields: boolean,
    dateFormat: text,
    timestampFormat: text,
    timestampNTZFormat: text,
    timeZone: text,
    lineSep: text,
    encoding: text,
    charset: text,
    ...unsupported("locale"),
  },
  extension: (options) => (options["compression"] === "gzip" ? ".json.gz" : ".json"),
  load: loadJson,
  write: jsonLines,
};

async function loadJson(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  table: string,
): Promise<LoadedRows> {
  checkCorruptColumn(job.schema, job.options["columnNameOfCorruptRecord"] ?? DEFAULT_CORRUPT_COLUMN);
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
  const rows = readExactly(await readTextFile(runtime, file), job.schema, exactOptions(job));
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

function exactOptions(job: ReadJob): ExactOptions {
  const { options } = job;
  const flag = (name: string, otherwise: boolean): boolean => isTrue(options[name], otherwise);
  return {
    mode: (options["mode"]?.toUpperCase() ?? "PERMISSIVE") as ExactOptions["mode"],
    corruptColumn: options["columnNameOfCorruptRecord"] ?? DEFAULT_CORRUPT_COLUMN,
    multiLine: flag("multiLine", false),
    ...(options["lineSep"] === undefined ? {} : { lineSeparator: options["lineSep"] }),
    grammar: {
      allowSingleQuotes: flag("allowSingleQuotes", true),
      allowNonNumericNumbers: flag("allowNonNumericNumbers", true),
      allowUnquotedFieldNames: flag("allowUnquotedFieldNames", false),
      allowNumericLeadingZeros: flag("allowNumericLeadingZeros", false),
      allowUnquotedControlChars: flag("allowUnquotedControlChars", false),
      allowBackslashEscapingAnyCharacter: flag("allowBackslashEscapingAnyCharacter", false),
      allowComments: flag("allowComments", false),
    },
    rules: {
      zone: options["timeZone"] ?? job.zone,
      now: job.now,
      ...pick(options, "timestampFormat"),
      ...pick(options, "timestampNTZFormat"),
      ...pick(options, "dateFormat"),
    },
  };
}

function pick<K extends string>(options: Readonly<Record<string, string>>, name: K): { [P in K]?: string } {
  const value = options[name];
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: string });
}

/** Options on which the kernel and Spark agree, or which say nothing about values. */
const HARMLESS: ReadonlySet<string> = new Set(["mode", "columnNameOfCorruptRecord"]);

/** Any other option of this format changes what a record or a value is: only the exact path knows them. */
function needsExactPath(job: ReadJob): boolean {
  const corrupt = job.options["columnNameOfCorruptRecord"] ?? DEFAULT_CORRUPT_COLUMN;
  const changes = Object.keys(job.options).some((name) => name in jsonFormat.readOptions && !HARMLESS.has(name));
  return changes || job.schema.fields.some((f) => f.name === corrupt);
}
