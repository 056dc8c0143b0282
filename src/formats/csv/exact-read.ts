/** CSV files read in the host, with every rule of Spark's reader: right for any input. */
import { isMillraceError, millraceError } from "../../errors.ts";
import type { StructType } from "../../types/data-type.ts";
import type { RawValue } from "../../types/raw-value.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";
import { convertText, type CsvRules } from "../../types/csv/convert.ts";
import { tokenText } from "../../types/csv/rules.ts";
import { CsvSyntaxError, CsvTokenizer, type CsvGrammar } from "../../types/csv/tokenizer.ts";
import type { CsvRecordTokens } from "../../types/csv/infer.ts";
import { ReadRows, type ParseMode } from "../read-rows.ts";

export interface CsvReadOptions {
  readonly mode: ParseMode;
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

/** Reads one file, given in groups of records; its header is the first of them. */
export class CsvReader {
  readonly #schema: StructType;
  readonly #options: CsvReadOptions;
  readonly #inFile: readonly string[];
  readonly #dataIndexes: readonly number[];
  readonly #places: readonly number[];
  /** Where columns are left out Spark's parser takes the others by their places, and does not count. */
  readonly #isPruned: boolean;
  #isHeader: boolean;

  /** `schema` is the part of `whole` that is asked for. */
  constructor(schema: StructType, whole: StructType, options: CsvReadOptions) {
    const inFile = whole.fields.filter((f) => f.name !== options.corruptColumn).map((f) => f.name);
    const dataIndexes = schema.fields.flatMap((f, i) => (f.name === options.corruptColumn ? [] : [i]));
    this.#schema = schema;
    this.#options = options;
    this.#inFile = inFile;
    this.#dataIndexes = dataIndexes;
    this.#places = dataIndexes.map((index) => inFile.indexOf(schema.fields[index]!.name));
    this.#isPruned = options.prunesColumns && dataIndexes.length < inFile.length;
    this.#isHeader = options.hasHeader;
  }

  read(lines: readonly string[]): ReadRows {
    const rows = new ReadRows(this.#schema, this.#options);
    for (const { tokens, text } of recordsOf(lines, this.#options)) {
      if (this.#isHeader) this.#header(tokens);
      // Nothing of the record is asked for.
      else if (this.#isPruned && this.#dataIndexes.length === 0 && rows.corruptIndex < 0) rows.add([]);
      else this.#row(tokens, text, rows);
    }
    return rows;
  }

  #header(tokens: CsvRecordTokens): void {
    this.#isHeader = false;
    if (!this.#options.checksHeader) return;
    const places = this.#isPruned ? this.#places : this.#inFile.map((_, i) => i);
    checkHeader(tokens, this.#inFile, places, this.#options);
  }

  #row(tokens: CsvRecordTokens, text: string, rows: ReadRows): void {
    const texts = tokens.map((token) => tokenText(token, this.#options.rules));
    const isCountWrong = !this.#isPruned && texts.length !== this.#inFile.length;
    let misfit: unknown = isCountWrong ? wrongCount(text) : undefined;
    const values = this.#dataIndexes.map((index, i) => {
      const value = texts[this.#places[i]!];
      if (value === undefined || value === null) return null;
      const { dataType, name } = this.#schema.fields[index]!;
      const converted = convertText(value, dataType, this.#options.rules);
      if (converted === undefined)
        misfit ??= `${JSON.stringify(value)} is no ${sqlTypeText(dataType)}, as the column ${name} is`;
      return converted ?? null;
    });
    if (misfit === undefined) rows.add(values);
    else rows.addBad(values, text, misfit, failFast);
  }
}

interface ReadRecord {
  readonly tokens: CsvRecordTokens;
  /** The record as it was written. */
  readonly text: string;
}

/** The records of some lines; with `multiLine` of a whole file. */
export function* recordsOf(lines: readonly string[], options: CsvReadOptions): Generator<ReadRecord> {
  try {
    if (options.multiLine) for (const content of lines) yield* wholeText(content, options);
    else yield* lineByLine(lines, options);
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    throw millraceError("MALFORMED_CSV_RECORD", { badRecord: error.message }, { cause: error });
  }
}

function* lineByLine(lines: readonly string[], { grammar }: CsvReadOptions): Generator<ReadRecord> {
  for (const text of lines) {
    // A line of blanks is no record.
    if (/^[\0-\x20]*$/.test(text)) continue;
    const record = new CsvTokenizer(text, grammar, "").next();
    if (record !== undefined) yield { tokens: record.tokens, text };
  }
}

function* wholeText(content: string, { grammar, lineSeparator }: CsvReadOptions): Generator<ReadRecord> {
  const end = lineSeparator ?? /\r\n|\n|\r/.exec(content)?.[0] ?? "\n";
  // The line ends of the file become plain ones, inside of values too; other ends are text.
  const plain = (text: string): string =>
    lineSeparator === undefined && end !== "\n" ? text.replaceAll(end, "\n") : text;
  const tokenizer = new CsvTokenizer(content, grammar, end);
  for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next()) {
    const written = content.slice(record.start, record.end);
    const tokens = record.tokens.map((token) => token && { ...token, text: plain(token.text) });
    yield { tokens, text: plain(written.endsWith(end) ? written.slice(0, -end.length) : written) };
  }
}

/** The names at the places that are read; where all are, there must be as many. */
function checkHeader(
  tokens: CsvRecordTokens,
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

function failFast(values: readonly RawValue[], _: string, reason: unknown): Error {
  // Where the number of values is wrong the record itself is told, where a value does not fit what could be read.
  const [badRecord, cause] = isMillraceError(reason)
    ? [reason.parameters["badRecord"]!, reason]
    : [`[${values.map((value) => (value === null ? "null" : String(value))).join(",")}]`, undefined];
  return millraceError(
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    { badRecord, failFastMode: "FAILFAST" },
    { cause },
  );
}

const wrongCount = (badRecord: string): Error => millraceError("MALFORMED_CSV_RECORD", { badRecord });
