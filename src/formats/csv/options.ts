/** The options of Spark's CSV reader and writer, and what the reader makes of them. */
import { millraceError } from "../../errors.ts";
import { checkCharset } from "../../types/charset.ts";
import type { ReadTerms } from "../format.ts";
import { boolean, checked, choice, integer, isTrue, ratio, text, unsupported, type OptionTable } from "../options.ts";
import type { CsvReadOptions } from "./exact-read.ts";
import type { UnescapedQuotes } from "./tokenizer.ts";

const character = checked((value, option) => {
  if (value.length > 1)
    throw millraceError("OPTION_VALUE_EXCEEDS_ONE_CHARACTER", { optionName: option, optionValue: value });
});
const charset = checked((value, option) => checkCharset(value, option));
const separator = checked((value, option) => {
  if (value === "" || value === "\\")
    throw millraceError("INVALID_OPTION_VALUE", { option, value, expected: "at least one character is expected" });
});
const shortLineSeparator = checked((value, option) => {
  if (value === "")
    throw millraceError("INVALID_OPTION_VALUE", { option, value, expected: "at least one character is expected" });
  if (value.length > 2) throw millraceError("INVALID_LINE_SEPARATOR.TOO_LONG", { actualLength: String(value.length) });
});

/** What both directions know. */
const COMMON: OptionTable = {
  sep: separator,
  delimiter: separator,
  quote: character,
  escape: character,
  charToEscapeQuoteEscaping: character,
  header: boolean,
  encoding: charset,
  charset,
  nullValue: text,
  emptyValue: text,
  dateFormat: text,
  timestampFormat: text,
  timestampNTZFormat: text,
  timeZone: text,
  ignoreLeadingWhiteSpace: boolean,
  ignoreTrailingWhiteSpace: boolean,
  lineSep: shortLineSeparator,
};

export const readOptions: OptionTable = {
  ...COMMON,
  mode: choice("PERMISSIVE", "DROPMALFORMED", "FAILFAST"),
  columnNameOfCorruptRecord: text,
  comment: character,
  enforceSchema: boolean,
  inferSchema: boolean,
  preferDate: boolean,
  samplingRatio: ratio,
  nanValue: text,
  positiveInf: text,
  negativeInf: text,
  maxColumns: integer(1),
  maxCharsPerColumn: integer(-1),
  unescapedQuoteHandling: choice(
    "STOP_AT_CLOSING_QUOTE",
    "BACK_TO_DELIMITER",
    "STOP_AT_DELIMITER",
    "SKIP_VALUE",
    "RAISE_ERROR",
  ),
  multiLine: boolean,
  enableDateTimeParsingFallback: boolean,
  locale: text,
  ...unsupported("badRecordsPath", "singleVariantColumn", "columnPruning"),
};

export const writeOptions: OptionTable = {
  ...COMMON,
  quoteAll: boolean,
  escapeQuotes: boolean,
  compression: choice("none", "uncompressed", "gzip"),
  extension: text,
  // Readers' alone; Spark takes them here too and prints its own.
  nanValue: text,
  positiveInf: text,
  negativeInf: text,
  locale: text,
};

/** The separator as it is written: `\t` and its kin stand for characters. */
export function separatorOf(options: Readonly<Record<string, string>>): string {
  const written = options["sep"] ?? options["delimiter"] ?? ",";
  return written.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/g, (whole, code: string) => {
    if (code.startsWith("u") && code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? whole;
  });
}
const ESCAPES: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  r: "\r",
  b: "\b",
  f: "\f",
  "0": "\0",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

export const charsetOf = (options: Readonly<Record<string, string>>): string =>
  options["encoding"] ?? options["charset"] ?? "UTF-8";

export function csvReadOptions(job: ReadTerms): CsvReadOptions {
  const { options } = job;
  const quote = options["quote"] ?? '"';
  const escape = options["escape"] ?? "\\";
  const { grouping, point } = digitsOf(options["locale"] ?? "en-US");
  return {
    mode: (options["mode"]?.toUpperCase() ?? "PERMISSIVE") as CsvReadOptions["mode"],
    corruptColumn: options["columnNameOfCorruptRecord"] ?? job.settings.corruptColumn,
    grammar: {
      separator: separatorOf(options),
      quote,
      escape,
      escapeEscape: options["charToEscapeQuoteEscaping"] ?? (escape === quote ? "" : escape),
      comment: options["comment"] ?? "",
      trimLeading: isTrue(options["ignoreLeadingWhiteSpace"]),
      trimTrailing: isTrue(options["ignoreTrailingWhiteSpace"]),
      unescapedQuotes: (options["unescapedQuoteHandling"]?.toUpperCase() ?? "STOP_AT_DELIMITER") as UnescapedQuotes,
      mostColumns: Number(options["maxColumns"] ?? 20_480),
      mostCharacters: Number(options["maxCharsPerColumn"] ?? -1),
    },
    rules: {
      zone: options["timeZone"] ?? job.zone,
      now: job.now,
      nullValue: options["nullValue"] ?? "",
      nanValue: options["nanValue"] ?? "NaN",
      positiveInf: options["positiveInf"] ?? "Inf",
      negativeInf: options["negativeInf"] ?? "-Inf",
      ...pick(options, "dateFormat"),
      ...pick(options, "timestampFormat"),
      ...pick(options, "timestampNTZFormat"),
      fallsBack: isTrue(options["enableDateTimeParsingFallback"]),
      grouping,
      point,
    },
    emptyValue: options["emptyValue"] ?? "",
    hasHeader: isTrue(options["header"]),
    checksHeader: !isTrue(options["enforceSchema"], true),
    caseSensitive: job.settings.caseSensitive,
    prunesColumns: job.settings.csvColumnPruning,
    multiLine: isTrue(options["multiLine"]),
    ...(options["lineSep"] === undefined ? {} : { lineSeparator: options["lineSep"] }),
  };
}

function digitsOf(locale: string): { grouping: string; point: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return { grouping: of("group"), point: of("decimal") };
}

function pick<K extends string>(options: Readonly<Record<string, string>>, name: K): { [P in K]?: string } {
  const value = options[name];
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: string });
}
