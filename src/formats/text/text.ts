import { millraceError } from "../../errors.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { identifier } from "../../functions/kernel-type.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { field, STRING, struct, type StructType } from "../../types/data-type.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";
import { HeldRows } from "../held-rows.ts";
import { readEach } from "../read-each.ts";
import { parseMode, ReadRows } from "../read-rows.ts";
import type { TextForm } from "../read-text.ts";
import type { Format, LoadedRows, ReadJob, WriteJob } from "../format.ts";
import { writeLines } from "../write-lines.ts";
import { boolean, charset, choice, isTrue, lineSeparator, text, unsupported } from "../options.ts";

/** Lines of text: one column, `value`. */
export const textFormat: Format = {
  name: "text",
  readOptions: { wholetext: boolean, lineSep: lineSeparator, encoding: charset, badRecordsPath: text },
  writeOptions: {
    lineSep: lineSeparator,
    compression: choice("none", "uncompressed", "gzip"),
    ...unsupported("encoding"),
  },
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
  checkSchema(job.whole);
  const held = new HeldRows(connection, job, table);
  await held.create();
  const form: TextForm = {
    charset: job.options["encoding"] ?? "UTF-8",
    ...(job.options["lineSep"] === undefined ? {} : { lineSeparator: job.options["lineSep"] }),
    isWhole: isTrue(job.options["wholetext"]),
  };
  const terms = { mode: parseMode(job.options), corruptColumn: "" };
  const read = (lines: readonly string[]): ReadRows => {
    const rows = new ReadRows(job.schema, terms);
    for (const line of lines) rows.add([line]);
    return rows;
  };
  await readEach(runtime, job, job.files, { held, form, reader: () => read });
  return held.rows;
}

function checkSchema({ fields }: StructType): void {
  const wrong = fields.find((each) => each.dataType.kind !== "string");
  if (wrong !== undefined)
    throw millraceError("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", {
      columnName: `\`${wrong.name}\``,
      columnType: `"${sqlTypeText(wrong.dataType)}"`,
      format: "Text",
    });
  if (fields.length > 1) throw millraceError("TEXT_NEEDS_ONE_COLUMN", { count: String(fields.length) });
}

async function writeText(connection: KernelConnection, job: WriteJob): Promise<number> {
  checkSchema(job.schema);
  if (job.schema.fields.length !== 1)
    throw millraceError("TEXT_NEEDS_ONE_COLUMN", { count: String(job.schema.fields.length) });
  return writeLines(connection, {
    sql: `SELECT coalesce(${identifier(job.columns[0]!)}, '') AS line FROM (${job.sql})`,
    target: job.target,
    lineSeparator: job.options["lineSep"] ?? "\n",
    charset: "UTF-8",
    isPacked: job.options["compression"] === "gzip",
  });
}
