/** What the options of Spark's CSV reader say of the text and of its values. */
import type { CsvRules } from "./convert.ts";
import type { CsvGrammar, CsvToken, UnescapedQuotes } from "./tokenizer.ts";

type Options = Readonly<Record<string, string>>;

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === "true";

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

export function csvGrammar(options: Options): CsvGrammar {
  const quote = options["quote"] ?? '"';
  const escape = options["escape"] ?? "\\";
  return {
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
  };
}

export function csvRules(options: Options, zone: string, now: bigint): CsvRules {
  const { dateFormat, timestampFormat, timestampNTZFormat } = options;
  return {
    zone: options["timeZone"] ?? zone,
    now,
    nullValue: options["nullValue"] ?? "",
    emptyValue: options["emptyValue"] ?? "",
    nanValue: options["nanValue"] ?? "NaN",
    positiveInf: options["positiveInf"] ?? "Inf",
    negativeInf: options["negativeInf"] ?? "-Inf",
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
    ...(timestampNTZFormat === undefined ? {} : { timestampNTZFormat }),
    fallsBack: isTrue(options["enableDateTimeParsingFallback"]),
    ...digitsOf(options["locale"] ?? "en-US"),
  };
}

function digitsOf(locale: string): { grouping: string; point: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return { grouping: of("group"), point: of("decimal") };
}

/** What a value is as text: NULL when nothing was written or it was skipped. */
export function tokenText(token: CsvToken | undefined, rules: CsvRules): string | null {
  if (token === undefined) return null;
  if (token.text !== "") return token.text;
  return token.isQuoted ? rules.emptyValue : rules.nullValue;
}
