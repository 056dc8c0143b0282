import { millraceError } from "../../errors.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { identifier } from "../../functions/kernel-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { field, STRING, struct } from "../../types/data-type.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";
import { pathToUri } from "../file-uri.ts";
import { readTextFile } from "../read-text.ts";
import type { Format, LoadedRows, ReadJob, WriteJob } from "../format.ts";
import { writeLines } from "../write-lines.ts";
import { boolean, choice, isTrue, text, unsupported } from "../options.ts";

/** Lines of text: one column, `value`. */
export const textFormat: Format = {
  name: "text",
  readOptions: { wholetext: boolean, lineSep: text, ...unsupported("encoding", "badRecordsPath") },
  writeOptions: { lineSep: text, compression: choice("none", "uncompressed", "gzip"), ...unsupported("encoding") },
  extension: (options) => (options["compression"] === "gzip" ? ".txt.gz" : ".txt"),
  load: loadText,
  write: writeText,
  inferSchema: () => Promise.resolve(struct([field("value", STRING)])),
};

async function loadText(
  connection: KernelConnection,
  runtime: Runtime,
  job: ReadJob,
  table: string,
): Promise<LoadedRows> {
  const names = [...job.columns, ...(job.fileColumn === undefined ? [] : [job.fileColumn])];
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${table} (${names.map((name) => `${identifier(name)} VARCHAR`).join(", ") || "c0 VARCHAR"})`,
  );
  for (const file of job.files) {
    const lines = linesOf(await readTextFile(runtime, file), job.options);
    const columns = job.columns.length === 0 ? [] : [lines];
    await connection.append(
      table,
      job.fileColumn === undefined ? columns : [...columns, lines.map(() => pathToUri(file))],
      names.map(() => STRING),
    );
  }
  return { sql: `SELECT * FROM ${table}`, drop: () => connection.run(`DROP TABLE IF EXISTS ${table}`) };
}

async function writeText(connection: KernelConnection, job: WriteJob): Promise<number> {
  const [only, ...others] = job.schema.fields;
  if (only === undefined || others.length > 0)
    throw millraceError("TEXT_NEEDS_ONE_COLUMN", { count: String(job.schema.fields.length) });
  if (only.dataType.kind !== "string")
    throw millraceError("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", {
      columnName: `\`${only.name}\``,
      columnType: `"${sqlTypeText(only.dataType)}"`,
      format: "Text",
    });
  return writeLines(connection, {
    sql: `SELECT coalesce(${identifier(job.columns[0]!)}, '') AS line FROM (${job.sql})`,
    target: job.target,
    lineSeparator: job.options["lineSep"] ?? "\n",
    charset: "UTF-8",
    isPacked: job.options["compression"] === "gzip",
  });
}

function linesOf(content: string, options: Readonly<Record<string, string>>): readonly string[] {
  if (isTrue(options["wholetext"])) return [content];
  const lines = content.split(options["lineSep"] ?? /\r\n|\n|\r/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
