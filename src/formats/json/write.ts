/** Rows as lines of JSON, the text of every value made in the kernel. */
import type { KernelConnection } from "../../duckdb/connection.ts";
import { objectSql, type JsonTextStyle } from "../../functions/json-text.ts";
import { identifier } from "../../functions/kernel-type.ts";
import type { WriteJob } from "../format.ts";
import { isTrue } from "../options.ts";
import { writeLines } from "../write-lines.ts";

export function jsonLines(connection: KernelConnection, job: WriteJob): Promise<number> {
  const { options } = job;
  const style: JsonTextStyle = {
    zone: options["timeZone"] ?? job.zone,
    ignoreNullFields: isTrue(options["ignoreNullFields"], job.ignoreNullFields),
    options,
  };
  const values = job.schema.fields.map((_, i) => identifier(job.columns[i]!));
  return writeLines(connection, {
    sql: `SELECT ${objectSql(job.schema, values, style)} AS line FROM (${job.sql})`,
    target: job.target,
    lineSeparator: options["lineSep"] ?? "\n",
    charset: options["encoding"] ?? options["charset"] ?? "UTF-8",
    isPacked: options["compression"] === "gzip",
  });
}
