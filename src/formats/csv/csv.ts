import type { KernelConnection } from "../../duckdb/connection.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { checkCorruptColumn } from "../corrupt-column.ts";
import type { Format, InferJob, LoadedRows, ReadJob } from "../format.ts";
import { HeldRows } from "../held-rows.ts";
import { isTrue } from "../options.ts";
import { readEach } from "../read-each.ts";
import type { ReadRows } from "../read-rows.ts";
import { readLines, textForm } from "../read-text.ts";
import { CsvReader, recordsOf } from "./exact-read.ts";
import { csvReadOptions, readOptions, writeOptions } from "./options.ts";
import { CsvSchemaInference } from "../../types/csv/infer.ts";
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
  const reader = (): ((records: readonly string[]) => ReadRows) => {
    const file = new CsvReader(job.schema, job.whole, options);
    return (lines) => file.read(lines);
  };
  await readEach(runtime, job, job.files, { held, form: textForm(job.options), reader });
  return held.rows;
}

async function inferSchema(_: KernelConnection, runtime: Runtime, job: InferJob): Promise<StructType> {
  const options = csvReadOptions(job);
  const inference = new CsvSchemaInference({
    hasHeader: options.hasHeader,
    infersTypes: isTrue(job.options["inferSchema"]),
    samplingRatio: Number(job.options["samplingRatio"] ?? 1),
    prefersDate: isTrue(job.options["preferDate"], true),
    caseSensitive: options.caseSensitive,
    rules: options.rules,
  });
  for (const file of job.files) {
    inference.beginFile();
    for await (const lines of readLines(runtime, file, textForm(job.options), job.settings)) {
      for (const { tokens } of recordsOf(lines, options)) inference.add(tokens);
      if (inference.isDone) return inference.schema;
    }
  }
  return inference.schema;
}
