import type { KernelConnection } from "../../duckdb/connection.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { checkCorruptColumn } from "../corrupt-column.ts";
import type { Format, LoadedRows, ReadJob } from "../format.ts";
import { HeldRows } from "../held-rows.ts";
import { readTextFile } from "../read-text.ts";
import { readExactly } from "./exact-read.ts";
import { charsetOf, csvReadOptions, DEFAULT_CORRUPT_COLUMN, readOptions, writeOptions } from "./options.ts";
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
};

async function loadCsv(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  table: string,
): Promise<LoadedRows> {
  checkCorruptColumn(job.schema, job.options["columnNameOfCorruptRecord"] ?? DEFAULT_CORRUPT_COLUMN);
  checkTypes(job.schema);
  const held = new HeldRows(connection, job, table);
  await held.create();
  const options = csvReadOptions(job);
  for (const file of job.files) {
    const content = await readTextFile(runtime, file, charsetOf(job.options));
    await held.append(file, readExactly(content, job.schema, job.whole, options));
  }
  return held.rows;
}
