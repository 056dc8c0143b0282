/** Values as a line of CSV, each made to text and quoted in the kernel. */
import { STRING, type DataType } from "../types/data-type.ts";
import { separatorOf } from "../types/csv/rules.ts";
import { castSql } from "./cast.ts";
import { formatted } from "./datetimes.ts";
import { text } from "./function.ts";

/** A value in kernel SQL. */
export interface CsvCell {
  readonly sql: string;
  readonly type: DataType;
}

/** The line as kernel SQL; never NULL. */
export function csvLineSql(cells: readonly CsvCell[], options: Readonly<Record<string, string>>, zone: string): string {
  const style = styleOf(options);
  const values = cells.map(({ sql, type }, i) =>
    writtenSql(valueText(sql, type, options, options["timeZone"] ?? zone), i === 0, style),
  );
  return values.join(` || ${text(style.separator)} || `) || "''";
}

const isTrue = (value: string | undefined, otherwise = false): boolean =>
  value === undefined ? otherwise : value.toLowerCase() === "true";

/** The value as text, NULL for NULL. */
function valueText(sql: string, type: DataType, options: Readonly<Record<string, string>>, zone: string): string {
  switch (type.kind) {
    case "date":
      return options["dateFormat"] === undefined
        ? castSql(sql, type, STRING, { mode: "ansi", zone, now: 0n })
        : formatted(`CAST(${sql} AS TIMESTAMP)`, text(options["dateFormat"]), "UTC");
    case "binary":
      return `'[' || rtrim(regexp_replace(hex(${sql}), '(..)', '\\1 ', 'g')) || ']'`;
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
