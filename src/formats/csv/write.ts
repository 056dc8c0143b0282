/** Rows as lines of CSV. */
import type { KernelConnection } from "../../duckdb/connection.ts";
import { csvLineSql } from "../../functions/csv-text.ts";
import { text } from "../../functions/function.ts";
import { identifier } from "../../functions/kernel-type.ts";
import { STRING } from "../../types/data-type.ts";
import type { WriteJob } from "../format.ts";
import { isTrue } from "../options.ts";
import { writeLines } from "../write-lines.ts";
import { charsetOf } from "../read-text.ts";
import { checkTypes } from "./types.ts";

export async function csvLines(connection: KernelConnection, job: WriteJob): Promise<number> {
  checkTypes(job.schema);
  const { options, schema, zone } = job;
  const values = schema.fields.map((f, i) => ({ sql: identifier(job.columns[i]!), type: f.dataType }));
  const names = schema.fields.map((f) => ({ sql: text(f.name), type: STRING }));
  const rows = `SELECT ${csvLineSql(values, options, zone)} AS line FROM (${job.sql})`;
  const hasHeader = isTrue(options["header"]);
  const lines = await writeLines(connection, {
    sql: hasHeader ? `SELECT ${csvLineSql(names, options, zone)} AS line UNION ALL ${rows}` : rows,
    target: job.target,
    lineSeparator: options["lineSep"] ?? "\n",
    charset: charsetOf(options),
    isPacked: options["compression"] === "gzip",
  });
  return hasHeader ? lines - 1 : lines;
}
