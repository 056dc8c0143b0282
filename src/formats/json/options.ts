/** The options of Spark's JSON reader and writer, and what the reader makes of them. */
import { jsonRules } from "../../types/json/convert.ts";
import { jsonGrammar } from "../../types/json/parser.ts";
import { checkCharset } from "../../types/charset.ts";
import type { ReadTerms } from "../format.ts";
import { boolean, checked, choice, isTrue, ratio, text, unsupported, type OptionTable } from "../options.ts";
import type { ExactOptions } from "./exact-read.ts";

const charset = checked((value, option) => checkCharset(value, option));

export const readOptions: OptionTable = {
  mode: choice("PERMISSIVE", "DROPMALFORMED", "FAILFAST"),
  columnNameOfCorruptRecord: text,
  multiLine: boolean,
  lineSep: text,
  dateFormat: text,
  timestampFormat: text,
  timestampNTZFormat: text,
  timeZone: text,
  allowComments: boolean,
  allowUnquotedFieldNames: boolean,
  allowSingleQuotes: boolean,
  allowNumericLeadingZeros: boolean,
  allowBackslashEscapingAnyCharacter: boolean,
  allowUnquotedControlChars: boolean,
  allowNonNumericNumbers: boolean,
  encoding: charset,
  charset,
  enableDateTimeParsingFallback: boolean,
  // For the schema, when it is to be found in the files.
  primitivesAsString: boolean,
  prefersDecimal: boolean,
  dropFieldIfAllNull: boolean,
  inferTimestamp: boolean,
  samplingRatio: ratio,
  ...unsupported("locale", "badRecordsPath", "singleVariantColumn", "useUnsafeRow"),
};

export const writeOptions: OptionTable = {
  compression: choice("none", "uncompressed", "gzip"),
  ignoreNullFields: boolean,
  dateFormat: text,
  timestampFormat: text,
  timestampNTZFormat: text,
  timeZone: text,
  lineSep: text,
  encoding: charset,
  charset,
  ...unsupported("locale"),
};

export const charsetOf = (options: Readonly<Record<string, string>>): string =>
  options["encoding"] ?? options["charset"] ?? "UTF-8";

export function exactOptions({ options, zone, now, settings }: ReadTerms): ExactOptions {
  return {
    mode: (options["mode"]?.toUpperCase() ?? "PERMISSIVE") as ExactOptions["mode"],
    corruptColumn: options["columnNameOfCorruptRecord"] ?? settings.corruptColumn,
    multiLine: isTrue(options["multiLine"]),
    ...(options["lineSep"] === undefined ? {} : { lineSeparator: options["lineSep"] }),
    grammar: jsonGrammar(options),
    rules: jsonRules(options, zone, now),
  };
}
