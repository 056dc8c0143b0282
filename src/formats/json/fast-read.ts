/**
 * The fast path: the kernel reads the files, and every value is checked against the forms on which it and Spark agree. The first value or
 * line of any other form makes the statement fail, and the exact path takes over. Clean files pay for a pattern match, not for a parser.
 */
import { text } from "../../functions/function.ts";
import { identifier } from "../../functions/kernel-type.ts";
import { fromLocal } from "../../functions/zone-sql.ts";
import type { DataType } from "../../types/data-type.ts";
import type { ReadJob } from "../format.ts";

const SLOW = "error('millrace-exact-path')";
/** Longer lines than this go to the exact path, by the kernel's own error. */
const MAX_OBJECT_BYTES = 64 * 1024 * 1024;

/** The query, or undefined when a column's type has no fast form. */
export function fastReadSql(job: ReadJob, files: readonly string[]): string | undefined {
  const fields = job.schema.fields.map((f, i) => ({
    ...f,
    raw: identifier(f.name),
    column: identifier(job.columns[i]!),
  }));
  const names = new Set(fields.map((f) => f.name.toLowerCase()));
  if (names.size < fields.length || fields.length === 0) return undefined;
  const checked = fields.map((f) => checkedSql(f.raw, f.dataType, job.zone));
  if (checked.some((sql) => sql === undefined)) return undefined;
  const columns = fields.map((f) => `${text(f.name)}: ${text(isText(f.dataType) ? "VARCHAR" : "JSON")}`);
  const source = `read_json([${files.map(text).join(", ")}], columns = {${columns.join(", ")}}, format = 'newline_delimited', records = true, maximum_object_size = ${MAX_OBJECT_BYTES}, filename = 'millrace_file', compression = 'none')`;
  const list = fields.map((f, i) => `${checked[i]} AS ${f.column}`);
  if (job.fileColumn !== undefined) list.push(`${fileUri("millrace_file")} AS ${identifier(job.fileColumn)}`);
  // A line without any known field may be a line that is no object at all; only the exact path can tell.
  const allNull = fields.map((f) => `${f.raw} IS NULL`).join(" AND ");
  return `SELECT ${list.join(", ")} FROM ${source} WHERE CASE WHEN ${allNull} THEN ${SLOW} ELSE true END`;
}

const isText = (type: DataType): boolean => type.kind === "string" || type.kind === "timestamp" || type.kind === "date";

/** The file's URI as Spark writes it: three slashes, unusual characters escaped. */
export function fileUri(column: string): string {
  return `('file://' || replace(url_encode(${column}), '%2F', '/'))`;
}

function checkedSql(raw: string, type: DataType, zone: string): string | undefined {
  const value = `CAST(${raw} AS VARCHAR)`;
  const when = (condition: string, result: string): string =>
    `CASE WHEN ${raw} IS NULL THEN NULL WHEN ${condition} THEN ${result} ELSE ${SLOW} END`;
  switch (type.kind) {
    case "long":
      return when(`regexp_full_match(${value}, '-?[0-9]{1,18}')`, `CAST(${value} AS BIGINT)`);
    case "integer":
      return when(`regexp_full_match(${value}, '-?[0-9]{1,9}')`, `CAST(${value} AS INTEGER)`);
    case "short":
      return when(`regexp_full_match(${value}, '-?[0-9]{1,4}')`, `CAST(${value} AS SMALLINT)`);
    case "byte":
      return when(`regexp_full_match(${value}, '-?[0-9]{1,2}')`, `CAST(${value} AS TINYINT)`);
    case "double":
      return when(
        `regexp_full_match(${value}, '-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,2})?')`,
        `CAST(${value} AS DOUBLE)`,
      );
    case "boolean":
      return when(`${value} IN ('true', 'false')`, `(${value} = 'true')`);
    // A number or a nested value would come as text too, in another form than Spark's.
    case "string":
      return when(`NOT regexp_matches(${raw}, '^([{[]|-?[0-9]+[.eE])')`, raw);
    case "timestamp":
      return when(
        `regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?') AND ${raw}[12:13] <> '24' AND TRY_CAST(${raw} AS TIMESTAMP) IS NOT NULL`,
        fromLocal(`CAST(${raw} AS TIMESTAMP)`, zone),
      );
    case "date":
      return when(
        `regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${raw} AS DATE) IS NOT NULL`,
        `CAST(${raw} AS DATE)`,
      );
    default:
      return undefined;
  }
}
