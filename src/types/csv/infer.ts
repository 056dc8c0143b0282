/** The schema of CSV files: names from the first record, types by Spark's rules of inference when they are asked for. */
import { parseByPattern } from "../datetime-pattern-parse.ts";
import { parseTimestamp } from "../datetime-text.ts";
import {
  BOOLEAN,
  DATE,
  decimal,
  DOUBLE,
  field,
  INT,
  LONG,
  NULL,
  STRING,
  struct,
  TIMESTAMP,
  type DataType,
  type StructType,
} from "../data-type.ts";
import { plainMerge, sampling, writtenDecimal } from "../inferred-type.ts";
import type { CsvRules } from "./convert.ts";
import type { CsvToken } from "./tokenizer.ts";

export interface CsvInference {
  readonly hasHeader: boolean;
  readonly infersTypes: boolean;
  readonly samplingRatio: number;
  readonly prefersDate: boolean;
  readonly caseSensitive: boolean;
  readonly rules: CsvRules;
}

export type CsvRecordTokens = readonly (CsvToken | undefined)[];

/** Types from the records of one file after the other; where files have a header, each begins with one. */
export class CsvSchemaInference {
  readonly #inference: CsvInference;
  #names: readonly string[] | undefined;
  #types: DataType[] = [];
  #isHeader = false;
  #takes: () => boolean = () => true;

  constructor(inference: CsvInference) {
    this.#inference = inference;
  }

  /** Whether the names are known and the types are not asked for. */
  get isDone(): boolean {
    return this.#names !== undefined && !this.#inference.infersTypes;
  }

  beginFile(): void {
    this.#isHeader = this.#inference.hasHeader;
    this.#takes = sampling(this.#inference.samplingRatio);
  }

  add(tokens: CsvRecordTokens): void {
    if (this.#names === undefined) {
      this.#names = columnNames(tokens, this.#inference);
      this.#types = this.#names.map(() => NULL);
    }
    if (this.#isHeader) this.#isHeader = false;
    else if (this.#inference.infersTypes && this.#takes())
      this.#types = this.#types.map((type, i) => withValue(type, tokens[i]?.text, this.#inference));
  }

  get schema(): StructType {
    return struct(
      (this.#names ?? []).map((name, i) => field(name, this.#types[i]!.kind === "null" ? STRING : this.#types[i]!)),
    );
  }
}

/** The header's names; one that is empty or there twice takes its place's number. */
function columnNames(tokens: CsvRecordTokens, { hasHeader, caseSensitive, rules }: CsvInference): readonly string[] {
  const texts = tokens.map((token) => token?.text ?? "");
  if (!hasHeader) return texts.map((_, i) => `_c${i}`);
  const plain = texts.map((text) => (caseSensitive ? text : text.toLowerCase()));
  return texts.map((text, i) => {
    if (text === "" || text === rules.nullValue) return `_c${i}`;
    return plain.indexOf(plain[i]!) === plain.lastIndexOf(plain[i]!) ? text : `${text}${i}`;
  });
}

function withValue(soFar: DataType, text: string | undefined, inference: CsvInference): DataType {
  if (text === undefined || text === "" || text === inference.rules.nullValue || soFar.kind === "string") return soFar;
  const found = LADDER.slice(START[soFar.kind] ?? 0)
    .map((step) => step(text, inference))
    .find((type) => type !== undefined);
  return merge(soFar, found ?? STRING, inference);
}

function merge(a: DataType, b: DataType, { rules }: CsvInference): DataType {
  const kinds = [a.kind, b.kind].toSorted().join();
  if (kinds === "date,timestamp") return rules.timestampFormat === undefined ? TIMESTAMP : STRING;
  return plainMerge(a, b);
}

type Step = (text: string, inference: CsvInference) => DataType | undefined;

const whole =
  (type: DataType, bits: number): Step =>
  (text) => {
    if (!/^[+-]?\d+$/.test(text)) return undefined;
    const value = BigInt(text.replace("+", ""));
    return BigInt.asIntN(bits, value) === value ? type : undefined;
  };

const exact: Step = (text) => {
  const written = writtenDecimal(text);
  // Decimals with a fraction are doubles here; only what is too long for a BIGINT is one.
  return written !== undefined && written.scale <= 0 && written.precision - written.scale <= 38
    ? decimal(written.precision - written.scale, 0)
    : undefined;
};

const real: Step = (text, { rules }) =>
  /^\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?|NaN|Infinity)\s*$/.test(text) ||
  [rules.nanValue, rules.positiveInf, rules.negativeInf].includes(text)
    ? DOUBLE
    : undefined;

const date: Step = (text, { prefersDate, rules }) =>
  prefersDate && parseByPattern(text, rules.dateFormat ?? "yyyy-MM-dd", "UTC") !== undefined ? DATE : undefined;

const timestamp: Step = (text, { rules }) => {
  const micros =
    rules.timestampFormat === undefined
      ? parseTimestamp(text, { zone: rules.zone, today: 0, ntz: false })
      : parseByPattern(text, rules.timestampFormat, rules.zone);
  return micros === undefined ? undefined : TIMESTAMP;
};

const flag: Step = (text) => (/^(true|false)$/i.test(text) ? BOOLEAN : undefined);

/** From the narrowest type to the widest; a column that has left a step does not come back to it. */
const LADDER: readonly Step[] = [whole(INT, 32), whole(LONG, 64), exact, real, date, timestamp, flag];
const START: Readonly<Record<string, number>> = {
  null: 0,
  integer: 0,
  long: 1,
  decimal: 2,
  double: 3,
  date: 4,
  timestamp: 5,
  boolean: 6,
};
