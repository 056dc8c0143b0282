/** CSV files read in the host, with every rule of Spark's reader: right for any input. */
import { millraceError } from "../../errors.ts";
import type { StructType } from "../../types/data-type.ts";
import type { RawColumns, RawValue } from "../../types/raw-value.ts";
import { convertText, type CsvRules } from "../../types/csv/convert.ts";
import { tokenText } from "../../types/csv/rules.ts";
import { CsvSyntaxError, CsvTokenizer, type CsvGrammar, type CsvToken } from "../../types/csv/tokenizer.ts";

export interface CsvReadOptions {
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptColumn: string;
  readonly grammar: CsvGrammar;
  readonly rules: CsvRules;
  readonly hasHeader: boolean;
  /** The header's names must be those of the schema. */
  readonly checksHeader: boolean;
  readonly caseSensitive: boolean;
  readonly prunesColumns: boolean;
  readonly multiLine: boolean;
  readonly lineSeparator?: string;
}

/** The rows of one file, by column of the schema, which is the part of `whole` that is asked for. */
export function readExactly(
  content: string,
  schema: StructType,
  whole: StructType,
  options: CsvReadOptions,
): RawColumns {
  const columns: RawValue[][] = schema.fields.map(() => []);
  const corruptIndex = schema.fields.findIndex((f) => f.name === options.corruptColumn);
  const inFile = whole.fields.filter((f) => f.name !== options.corruptColumn).map((f) => f.name);
  const dataIndexes = schema.fields.flatMap((_, i) => (i === corruptIndex ? [] : [i]));
  const places = dataIndexes.map((index) => inFile.indexOf(schema.fields[index]!.name));
  // Where columns are left out Spark's parser takes the others by their places, and does not count.
  const isPruned = options.prunesColumns && dataIndexes.length < inFile.length;
  let rowCount = 0;
  let isHeader = options.hasHeader;
  for (const { tokens, text } of recordsOf(content, options)) {
    if (isHeader) {
      isHeader = false;
      if (options.checksHeader) checkHeader(tokens, inFile, isPruned ? places : inFile.map((_, i) => i), options);
      continue;
    }
    if (isPruned && dataIndexes.length === 0 && corruptIndex < 0) {
      rowCount++;
      continue;
    }
    const texts = tokens.map((token) => tokenText(token, options.rules));
    let isBad = !isPruned && texts.length !== inFile.length;
    const values = dataIndexes.map((index, i) => {
      const value = texts[places[i]!];
      if (value === undefined || value === null) return null;
      const converted = convertText(value, schema.fields[index]!.dataType, options.rules);
      isBad ||= converted === undefined;
      return converted ?? null;
    });
    if (isBad && options.mode === "DROPMALFORMED") continue;
    if (isBad && options.mode === "FAILFAST")
      throw isPruned || texts.length === inFile.length ? failFast(values) : wrongCount(text);
    rowCount++;
    dataIndexes.forEach((index, place) => columns[index]!.push(values[place]!));
    if (corruptIndex >= 0) columns[corruptIndex]!.push(isBad ? text : null);
  }
  return { rowCount, columns };
}

interface ReadRecord {
  readonly tokens: readonly (CsvToken | undefined)[];
  /** The record as it was written. */
  readonly text: string;
}

export function* recordsOf(content: string, options: CsvReadOptions): Generator<ReadRecord> {
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

/** The names at the places that are read; where all are, there must be as many. */
function checkHeader(
  tokens: readonly (CsvToken | undefined)[],
  names: readonly string[],
  places: readonly number[],
  { caseSensitive }: CsvReadOptions,
): void {
  const header = tokens.map((token) => token?.text ?? "");
  const plain = (name: string | undefined): string | undefined => (caseSensitive ? name : name?.toLowerCase());
  const isSame =
    (places.length < names.length || header.length === names.length) &&
    places.every((place) => plain(names[place]) === plain(header[place]));
  if (!isSame) throw millraceError("CSV_HEADER_MISMATCH", { header: header.join(", "), schema: names.join(", ") });
}

function failFast(values: readonly RawValue[]): Error {
  const badRecord = `[${values.map((value) => (value === null ? "null" : String(value))).join(",")}]`;
  return millraceError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", { badRecord, failFastMode: "FAILFAST" });
}

const wrongCount = (badRecord: string): Error => millraceError("MALFORMED_CSV_RECORD", { badRecord });
