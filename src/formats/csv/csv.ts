import type { KernelConnection } from "../../duckdb/connection.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { checkCorruptColumn } from "../corrupt-column.ts";
import type { Format, InferJob, LoadedRows, ReadJob } from "../format.ts";
import { HeldRows } from "../held-rows.ts";
import { isTrue } from "../options.ts";
import { readDataText, readTextFile } from "../read-text.ts";
import { readExactly, recordsOf } from "./exact-read.ts";
import { charsetOf, csvReadOptions, readOptions, writeOptions } from "./options.ts";
import { inferCsvSchema, type CsvRecordTokens } from "../../types/csv/infer.ts";
import { checkTypes } from "./types.ts";
import { csvLines } from "./write.ts";

/** Values between separators, one record a line. */
export const csvFormat: Format = {
  name: "csv",
  readOptions,
  writeOptions,
  extension: (options) => `.${options["extension"] ?? "csv"}${options["compression"] === "gzip" ? ".gz" : ""}`,
  load: loadCsv,
  write: csvLines,
  inferSchema,
};

async function loadCsv(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  table: string,
): Promise<LoadedRows> {
  checkCorruptColumn(job.schema, job.options["columnNameOfCorruptRecord"] ?? job.settings.corruptColumn);
  checkTypes(job.schema);
  const held = new HeldRows(connection, job, table);
  await held.create();
  const options = csvReadOptions(job);
  for (const file of job.files) {
    const content = await readDataText(runtime, file, charsetOf(job.options), job.settings);
    if (content === undefined) continue;
    await held.append(file, readExactly(content, job.schema, job.whole, options));
  }
  return held.rows;
}

async function inferSchema(_: KernelConnection, runtime: Runtime, job: InferJob): Promise<StructType> {
  const options = csvReadOptions(job);
  const infersTypes = isTrue(job.options["inferSchema"]);
  const files: CsvRecordTokens[][] = [];
  for (const file of job.files) {
    const content = await readTextFile(runtime, file, charsetOf(job.options));
    files.push(Array.from(recordsOf(content, options), (record) => record.tokens));
    // Names alone are in the first file that has a record.
    if (!infersTypes && files.at(-1)!.length > 0) break;
  }
  return inferCsvSchema(files, {
    hasHeader: options.hasHeader,
    infersTypes,
    samplingRatio: Number(job.options["samplingRatio"] ?? 1),
    prefersDate: isTrue(job.options["preferDate"], true),
    caseSensitive: options.caseSensitive,
    rules: options.rules,
  });
}
