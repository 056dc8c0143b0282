/** CSV files read in the host, with every rule of Spark's reader: right for any input. */
import { millraceError } from "../../errors.ts";
import type { StructType } from "../../types/data-type.ts";
import type { RawValue } from "../../types/raw-value.ts";
import { convertText, type CsvRules } from "./convert.ts";
import { CsvSyntaxError, CsvTokenizer, type CsvGrammar, type CsvToken } from "./tokenizer.ts";

export interface CsvReadOptions {
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptColumn: string;
  readonly grammar: CsvGrammar;
  readonly rules: CsvRules;
  readonly emptyValue: string;
  readonly hasHeader: boolean;
  /** The header's names must be those of the schema. */
  readonly checksHeader: boolean;
  readonly multiLine: boolean;
  readonly lineSeparator?: string;
}

/** The rows of one file, by column of the schema. */
export function readExactly(content: string, schema: StructType, options: CsvReadOptions): RawValue[][] {
  const columns: RawValue[][] = schema.fields.map(() => []);
  const corruptIndex = schema.fields.findIndex((f) => f.name === options.corruptColumn);
  const dataIndexes = schema.fields.flatMap((_, i) => (i === corruptIndex ? [] : [i]));
  let isHeader = options.hasHeader;
  for (const { tokens, text } of recordsOf(content, options)) {
    if (isHeader) {
      isHeader = false;
      if (options.checksHeader)
        checkHeader(
          tokens,
          dataIndexes.map((i) => schema.fields[i]!.name),
        );
      continue;
    }
    const texts = tokens.map((token) => textOf(token, options));
    let isBad = texts.length !== dataIndexes.length;
    const values = dataIndexes.map((index, place) => {
      const value = texts[place];
      if (value === undefined || value === null) return null;
      const converted = convertText(value, schema.fields[index]!.dataType, options.rules);
      isBad ||= converted === undefined;
      return converted ?? null;
    });
    if (isBad && options.mode === "DROPMALFORMED") continue;
    if (isBad && options.mode === "FAILFAST")
      throw texts.length === dataIndexes.length ? failFast(values) : wrongCount(text);
    dataIndexes.forEach((index, place) => columns[index]!.push(values[place]!));
    if (corruptIndex >= 0) columns[corruptIndex]!.push(isBad ? text : null);
  }
  return columns;
}

/** What a value is as text: NULL when nothing was written or it was skipped. */
function textOf(token: CsvToken | undefined, { emptyValue, rules }: CsvReadOptions): string | null {
  if (token === undefined) return null;
  if (token.text !== "") return token.text;
  return token.isQuoted ? emptyValue : rules.nullValue;
}

interface ReadRecord {
  readonly tokens: readonly (CsvToken | undefined)[];
  /** The record as it was written. */
  readonly text: string;
}

function* recordsOf(content: string, options: CsvReadOptions): Generator<ReadRecord> {
  try {
    if (options.multiLine) yield* wholeText(content, options);
    else yield* lineByLine(content, options);
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    throw millraceError("MALFORMED_CSV_RECORD", { badRecord: error.message }, { cause: error });
  }
}

function* lineByLine(content: string, { grammar, lineSeparator }: CsvReadOptions): Generator<ReadRecord> {
  for (const text of content.split(lineSeparator ?? /\r\n|\n|\r/)) {
    // A line of blanks is no record.
    if (/^[\0-\x20]*$/.test(text)) continue;
    const record = new CsvTokenizer(text, grammar, "").next();
    if (record !== undefined) yield { tokens: record.tokens, text };
  }
}

function* wholeText(content: string, { grammar, lineSeparator }: CsvReadOptions): Generator<ReadRecord> {
  const newLine = lineSeparator ?? /\r\n|\n|\r/.exec(content)?.[0] ?? "\n";
  // The line ends of the file become plain ones, inside of values too.
  const text = lineSeparator === undefined && newLine !== "\n" ? content.replaceAll(newLine, "\n") : content;
  const end = lineSeparator ?? "\n";
  const tokenizer = new CsvTokenizer(text, grammar, end);
  for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next()) {
    const written = text.slice(record.start, record.end);
    yield { tokens: record.tokens, text: written.endsWith(end) ? written.slice(0, -end.length) : written };
  }
}

function checkHeader(tokens: readonly (CsvToken | undefined)[], names: readonly string[]): void {
  const header = tokens.map((token) => token?.text ?? "");
  const isSame =
    header.length === names.length && names.every((name, i) => name.toLowerCase() === header[i]!.toLowerCase());
  if (!isSame) throw millraceError("CSV_HEADER_MISMATCH", { header: header.join(", "), schema: names.join(", ") });
}

function failFast(values: readonly RawValue[]): Error {
  const badRecord = `[${values.map((value) => (value === null ? "null" : String(value))).join(",")}]`;
  return millraceError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", { badRecord, failFastMode: "FAILFAST" });
}

const wrongCount = (badRecord: string): Error => millraceError("MALFORMED_CSV_RECORD", { badRecord });
