/** The options of Spark's JSON reader and writer, and what the reader makes of them. */
import { jsonRules } from "../../types/json/convert.ts";
import { jsonGrammar } from "../../types/json/parser.ts";
import type { ReadTerms } from "../format.ts";
import { parseMode } from "../read-rows.ts";
import {
  boolean,
  charset,
  choice,
  english,
  lineSeparator,
  ratio,
  text,
  timeZone,
  unsupported,
  type OptionTable,
} from "../options.ts";
import type { ExactOptions } from "./exact-read.ts";

export const readOptions: OptionTable = {
  mode: choice("PERMISSIVE", "DROPMALFORMED", "FAILFAST"),
  columnNameOfCorruptRecord: text,
  multiLine: boolean,
  lineSep: lineSeparator,
  dateFormat: text,
  timestampFormat: text,
  timestampNTZFormat: text,
  timeZone,
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
  badRecordsPath: text,
  locale: english,
  ...unsupported("singleVariantColumn", "useUnsafeRow"),
};

export const writeOptions: OptionTable = {
  compression: choice("none", "uncompressed", "gzip"),
  ignoreNullFields: boolean,
  dateFormat: text,
  timestampFormat: text,
  timestampNTZFormat: text,
  timeZone,
  lineSep: lineSeparator,
  encoding: charset,
  charset,
  locale: english,
  ...unsupported("writeNonAsciiCharacterAsCodePoint"),
};

export function exactOptions({ options, zone, now, settings }: ReadTerms): ExactOptions {
  return {
    mode: parseMode(options),
    corruptColumn: options["columnNameOfCorruptRecord"] ?? settings.corruptColumn,
    grammar: jsonGrammar(options),
    rules: jsonRules(options, zone, now),
  };
}
