/** Rows as lines of CSV, the text of every value made and quoted in the kernel. */
import type { KernelConnection } from "../../duckdb/connection.ts";
import { castSql } from "../../functions/cast.ts";
import { formatted } from "../../functions/datetimes.ts";
import { text } from "../../functions/function.ts";
import { identifier } from "../../functions/kernel-type.ts";
import { STRING, type DataType } from "../../types/data-type.ts";
import type { WriteJob } from "../format.ts";
import { isTrue } from "../options.ts";
import { writeLines } from "../write-lines.ts";
import { charsetOf, separatorOf } from "./options.ts";
import { checkTypes } from "./types.ts";

export async function csvLines(connection: KernelConnection, job: WriteJob): Promise<number> {
  checkTypes(job.schema);
  const { options, schema } = job;
  const separator = text(separatorOf(options));
  const style = styleOf(options);
  const values = schema.fields.map((f, i) => {
    const value = valueText(identifier(job.columns[i]!), f.dataType, options, options["timeZone"] ?? job.zone);
    return writtenSql(value, i === 0, style);
  });
  const names = schema.fields.map((f, i) => writtenSql(text(f.name), i === 0, style));
  const line = (parts: readonly string[]): string => `${parts.join(` || ${separator} || `) || "''"} AS line`;
  const rows = `SELECT ${line(values)} FROM (${job.sql})`;
  const hasHeader = isTrue(options["header"]);
  const lines = await writeLines(connection, {
    sql: hasHeader ? `SELECT ${line(names)} UNION ALL ${rows}` : rows,
    target: job.target,
    lineSeparator: options["lineSep"] ?? "\n",
    charset: charsetOf(options),
    isPacked: options["compression"] === "gzip",
  });
  return hasHeader ? lines - 1 : lines;
}

/** The value as text, NULL for NULL. */
function valueText(sql: string, type: DataType, options: Readonly<Record<string, string>>, zone: string): string {
  switch (type.kind) {
    case "date":
      return options["dateFormat"] === undefined
        ? castSql(sql, type, STRING, { mode: "ansi", zone, now: 0n })
        : formatted(`CAST(${sql} AS TIMESTAMP)`, text(options["dateFormat"]), "UTC");
    case "timestamp":
      return options["timestampFormat"] === undefined
        ? `millrace_iso_timestamp(epoch_us(${sql}), ${text(zone)})`
        : formatted(sql, text(options["timestampFormat"]), zone);
    case "timestamp_ntz":
      return options["timestampNTZFormat"] === undefined
        ? `millrace_iso_timestamp(epoch_us(${sql}), '')`
        : formatted(sql, text(options["timestampNTZFormat"]), "UTC");
    default:
      return castSql(sql, type, STRING, { mode: "ansi", zone, now: 0n });
  }
}

interface WriteStyle {
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
  readonly escapeEscape: string;
  readonly nullValue: string;
  readonly emptyValue: string;
  readonly quotesAll: boolean;
  readonly escapesQuotes: boolean;
  readonly trimLeading: boolean;
  readonly trimTrailing: boolean;
  readonly lineSeparator: string;
}

function styleOf(options: Readonly<Record<string, string>>): WriteStyle {
  const quote = options["quote"] ?? '"';
  const escape = options["escape"] ?? "\\";
  return {
    separator: separatorOf(options),
    // An empty quote is a NUL to Spark, which nothing holds.
    quote: quote === "" ? "\0" : quote,
    escape,
    escapeEscape: options["charToEscapeQuoteEscaping"] ?? (escape === quote ? "" : escape),
    nullValue: options["nullValue"] ?? "",
    emptyValue: options["emptyValue"] ?? '""',
    quotesAll: isTrue(options["quoteAll"]),
    escapesQuotes: isTrue(options["escapeQuotes"], true),
    trimLeading: isTrue(options["ignoreLeadingWhiteSpace"], true),
    trimTrailing: isTrue(options["ignoreTrailingWhiteSpace"], true),
    lineSeparator: options["lineSep"] ?? "\n",
  };
}

/** A value between separators: quoted where it holds what would end or change it. */
function writtenSql(value: string, isFirst: boolean, style: WriteStyle): string {
  const { quote, separator, nullValue, emptyValue } = style;
  if (quote === "\0")
    return `CASE WHEN ${value} IS NULL THEN ${text(nullValue)} WHEN ${value} = '' THEN ${text(emptyValue)} ELSE ${trimmed(value, style)} END`;
  const shown = trimmed(value, style);
  const holds = [separator, "\n", "\r", style.lineSeparator, ...(style.escapesQuotes ? [quote] : [])];
  const needs = [
    ...holds.map((each) => `contains(v, ${text(each)})`),
    `starts_with(v, ${text(quote)})`,
    ...(isFirst ? ["starts_with(v, '#')"] : []),
  ].join(" OR ");
  const quoted = `${text(quote)} || ${escapedSql("v", style)} || ${text(quote)}`;
  const whole = style.quotesAll ? quoted : `CASE WHEN ${needs} THEN ${quoted} ELSE v END`;
  const empty = style.quotesAll && style.emptyValue === '""' ? text(quote + quote) : text(emptyValue);
  const none = style.quotesAll ? text(quote + nullValue + quote) : text(nullValue);
  return `list_transform([${value}], lambda w: CASE WHEN w IS NULL THEN ${none} WHEN w = '' THEN ${empty} ELSE list_transform([${shown.replaceAll(value, "w")}], lambda v: ${whole})[1] END)[1]`;
}

function trimmed(value: string, style: WriteStyle): string {
  const blanks = "' ' || chr(9) || chr(10) || chr(13)";
  if (style.trimLeading && style.trimTrailing) return `trim(${value}, ${blanks})`;
  if (style.trimLeading) return `ltrim(${value}, ${blanks})`;
  return style.trimTrailing ? `rtrim(${value}, ${blanks})` : value;
}

/** Inside of quotes: quotes are escaped, and so are escapes. */
function escapedSql(value: string, { quote, escape, escapeEscape, lineSeparator }: WriteStyle): string {
  // Line ends inside of values are those of the file, where it has Windows'.
  const lines = lineSeparator === "\r\n" ? `replace(${value}, chr(10), ${text(lineSeparator)})` : value;
  const escapes =
    escapeEscape === "" || escape === quote
      ? lines
      : `replace(${lines}, ${text(escape)}, ${text(escapeEscape + escape)})`;
  return `replace(${escapes}, ${text(quote)}, ${text(escape + quote)})`;
}
