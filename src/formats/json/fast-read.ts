/**
 * The fast path: the kernel reads the files, and every value is checked against the forms on which it and Spark agree. The first value or
 * line of any other form makes the statement fail, and the exact path takes over. Clean files pay for a pattern match, not for a parser.
 */
import { fileUri, freeFileColumn } from "../file-uri.ts";
import { messageOf } from "../../errors.ts";
import { fileText, text } from "../../functions/function.ts";
import { identifier, kernelType } from "../../functions/kernel-type.ts";
import { fromLocal } from "../../functions/zone-sql.ts";
import type { DataType } from "../../types/data-type.ts";
import type { ReadJob } from "../format.ts";

/** What the kernel is made to say when a value has another form. */
const MARK = "millrace-exact-path";
const SLOW = `error(${text(MARK)})`;
/** Longer lines than this go to the exact path, by the kernel's own error. Every thread reads into a buffer of twice that size. */
const MAX_OBJECT_BYTES = 16 * 1024 * 1024;

/** The query, or undefined when a column's type has no fast form. */
export function fastReadSql(job: ReadJob, files: readonly string[]): string | undefined {
  const fields = job.schema.fields.map((f, i) => ({
    ...f,
    raw: identifier(f.name),
    column: identifier(job.columns[i]!),
  }));
  const names = new Set(fields.map((f) => f.name.toLowerCase()));
  // The kernel's statement would end at a NUL.
  const isNamed = fields.every((f) => !f.name.includes("\0"));
  if (names.size < fields.length || fields.length === 0 || !isNamed) return undefined;
  const checked = fields.map((f) => checkedSql(f.raw, f.dataType, job.zone));
  if (checked.some((sql) => sql === undefined)) return undefined;
  const columns = fields.map((f) => `${text(f.name)}: ${text(isText(f.dataType) ? "VARCHAR" : "JSON")}`);
  const fileName = freeFileColumn(fields.map((f) => f.name));
  const source = `read_json([${files.map(fileText).join(", ")}], columns = {${columns.join(", ")}}, format = 'newline_delimited', records = true, maximum_object_size = ${MAX_OBJECT_BYTES}, filename = ${text(fileName)}, hive_partitioning = false)`;
  const list = fields.map((f, i) => `${checked[i]} AS ${f.column}`);
  if (job.fileColumn !== undefined)
    list.push(`${fileUri(identifier(fileName), files)} AS ${identifier(job.fileColumn)}`);
  // A line without any known field may be a line that is no object at all; only the exact path can tell.
  const allNull = fields.map((f) => `${f.raw} IS NULL`).join(" AND ");
  return `SELECT ${list.join(", ")} FROM ${source} WHERE CASE WHEN ${allNull} THEN ${SLOW} ELSE true END`;
}

const isText = (type: DataType): boolean => type.kind === "string" || type.kind === "timestamp" || type.kind === "date";

const WORD_RANGES = [
  ["A", "I"],
  ["J", "N"],
  ["O", "["],
  ["a", "i"],
  ["j", "n"],
  ["o", "{"],
] as const;

/** The column as a value of its type. Comparisons come before patterns: they are what a clean file pays. */
function checkedSql(raw: string, type: DataType, zone: string): string | undefined {
  const value = `CAST(${raw} AS VARCHAR)`;
  const when = (condition: string, result: string): string =>
    `CASE WHEN ${raw} IS NULL THEN NULL WHEN ${condition} THEN ${result} ELSE ${SLOW} END`;
  switch (type.kind) {
    case "long":
    case "integer":
    case "short":
    case "byte": {
      // What comes back as the same text was an integer and nothing else: no fraction, no exponent, no quotes.
      const number = `TRY_CAST(${value} AS ${kernelType(type)})`;
      return when(`CAST(${number} AS VARCHAR) = ${value}`, number);
    }
    // A number is a digit, or a minus and a digit, and what follows: quotes sort before both, every other value after.
    case "double":
      return when(
        `(${value} >= '0' AND ${value} < ':') OR (${value} >= '-0' AND ${value} < '-:')`,
        `coalesce(TRY_CAST(${value} AS DOUBLE), ${SLOW})`,
      );
    case "boolean":
      return when(`${value} IN ('true', 'false')`, `(${value} = 'true')`);
    // A number or a nested value would come as text too, in another form than Spark's. What begins with a letter is a string, but for
    // the few words that the kernel takes for numbers, which begin with I or N.
    case "string": {
      const isWord = WORD_RANGES.map(([from, to]) => `(${raw} >= '${from}' AND ${raw} < '${to}')`).join(" OR ");
      return `CASE WHEN ${raw} IS NULL OR ${isWord} THEN ${raw} WHEN NOT regexp_matches(${raw}, '^([{[]|-?[0-9]+[.eE]|-?0$|[+-]?(?i:nan|inf|infinity)$)') THEN ${raw} ELSE ${SLOW} END`;
    }
    case "timestamp":
      return when(
        `regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?')`,
        `coalesce(${fromLocal(`TRY_CAST(${raw} AS TIMESTAMP)`, zone)}, ${SLOW})`,
      );
    case "date":
      return when(
        `regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}')`,
        `coalesce(TRY_CAST(${raw} AS DATE), ${SLOW})`,
      );
    default:
      return undefined;
  }
}

/**
 * Whether a failure of the fast statement is about the text it read: our own mark, or what the kernel says of a line that is not one JSON
 * object. Every other failure is real.
 */
export function isAboutText(error: unknown): boolean {
  return new RegExp(`${MARK}|JSON|maximum_object_size|Invalid unicode|UTF-?8`, "i").test(messageOf(error));
}
