/** The options of Spark's CSV reader and writer, and what the reader makes of them. */
import { millraceError } from "../../errors.ts";
import { csvGrammar, csvRules } from "../../types/csv/rules.ts";
import type { ReadTerms } from "../format.ts";
import { parseMode } from "../read-rows.ts";
import {
  boolean,
  charset,
  checked,
  choice,
  english,
  integer,
  isTrue,
  ratio,
  text,
  timeZone,
  unsupported,
  type OptionTable,
} from "../options.ts";
import type { CsvReadOptions } from "./exact-read.ts";

const character = checked((value, option) => {
  if (value.length > 1)
    throw millraceError("OPTION_VALUE_EXCEEDS_ONE_CHARACTER", { optionName: option, optionValue: value });
});
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
  timeZone,
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
  locale: english,
  badRecordsPath: text,
  ...unsupported("singleVariantColumn", "columnPruning"),
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
  locale: english,
};

export function csvReadOptions({ options, zone, now, settings }: ReadTerms): CsvReadOptions {
  return {
    mode: parseMode(options),
    corruptColumn: options["columnNameOfCorruptRecord"] ?? settings.corruptColumn,
    grammar: csvGrammar(options),
    rules: csvRules(options, zone, now),
    hasHeader: isTrue(options["header"]),
    checksHeader: !isTrue(options["enforceSchema"], true),
    caseSensitive: settings.caseSensitive,
    prunesColumns: settings.csvColumnPruning,
    multiLine: isTrue(options["multiLine"]),
    ...(options["lineSep"] === undefined ? {} : { lineSeparator: options["lineSep"] }),
  };
}
