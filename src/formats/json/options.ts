/** The options of Spark's JSON reader and writer, and what the reader makes of them. */
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
  encoding: text,
  charset: text,
  ...unsupported("locale"),
};

export const charsetOf = (options: Readonly<Record<string, string>>): string =>
  options["encoding"] ?? options["charset"] ?? "UTF-8";

export function exactOptions(job: ReadTerms): ExactOptions {
  const { options } = job;
  const flag = (name: string, otherwise: boolean): boolean => isTrue(options[name], otherwise);
  return {
    mode: (options["mode"]?.toUpperCase() ?? "PERMISSIVE") as ExactOptions["mode"],
    corruptColumn: options["columnNameOfCorruptRecord"] ?? job.settings.corruptColumn,
    multiLine: flag("multiLine", false),
    ...(options["lineSep"] === undefined ? {} : { lineSeparator: options["lineSep"] }),
    grammar: {
      allowSingleQuotes: flag("allowSingleQuotes", true),
      allowNonNumericNumbers: flag("allowNonNumericNumbers", true),
      allowUnquotedFieldNames: flag("allowUnquotedFieldNames", false),
      allowNumericLeadingZeros: flag("allowNumericLeadingZeros", false),
      allowUnquotedControlChars: flag("allowUnquotedControlChars", false),
      allowBackslashEscapingAnyCharacter: flag("allowBackslashEscapingAnyCharacter", false),
      allowComments: flag("allowComments", false),
    },
    rules: {
      zone: options["timeZone"] ?? job.zone,
      now: job.now,
      dateTimeFallback: flag("enableDateTimeParsingFallback", false),
      allowNonNumericNumbers: flag("allowNonNumericNumbers", true),
      ...pick(options, "timestampFormat"),
      ...pick(options, "timestampNTZFormat"),
      ...pick(options, "dateFormat"),
    },
  };
}

function pick<K extends string>(options: Readonly<Record<string, string>>, name: K): { [P in K]?: string } {
  const value = options[name];
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: string });
}
