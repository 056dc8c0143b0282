/** What is written: each an output directory of its own, and what its readers must find there. */
import { integer, string, type Cell, type Cells } from "./cells.ts";
import type { Question } from "./question.ts";
import { columns, keys, ROW_COUNT, type Column } from "./rows.ts";

export interface Output {
  readonly name: string;
  readonly format: "parquet" | "json" | "csv";
  /** Columns in the files, in their order, and behind them those in the paths. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly partitionBy: readonly string[];
  readonly writeOptions: Readonly<Record<string, string>>;
  readonly readOptions: Readonly<Record<string, string>>;
  /** An attempt at one more batch has been killed: its files are there, and no log lists them. */
  readonly isInterrupted: boolean;
}

const id: Column = {
  type: "BIGINT",
  isFlat: true,
  values: Array.from({ length: ROW_COUNT }, (_, i) => ({ json: String(i), cell: integer(i) })),
};
const flat = Object.fromEntries(Object.entries(columns).filter(([, column]) => column.isFlat));
const keysNamed = (...names: (keyof typeof keys)[]): Readonly<Record<string, Column>> =>
  Object.fromEntries(names.map((name) => [name, keys[name]!]));

function make(name: string, format: Output["format"], given: Partial<Output> & Pick<Output, "columns">): Output {
  return {
    name,
    format,
    partitionBy: [],
    writeOptions: {},
    readOptions: {},
    isInterrupted: false,
    ...given,
    columns: { id, ...given.columns },
  };
}

/** Blanks and line ends are values here, not the layout of the text. */
const csvOptions = { header: "true", ignoreLeadingWhiteSpace: "false", ignoreTrailingWhiteSpace: "false" };
/** Quotes doubled, as RFC 4180 and most readers have them; Spark's own way is a backslash before each. */
const doubled = { ...csvOptions, escape: '"' };
const csv = (options: Readonly<Record<string, string>>): Pick<Output, "writeOptions" | "readOptions"> => ({
  writeOptions: options,
  readOptions: { ...options, multiLine: "true" },
});

export const outputs: readonly Output[] = [
  make("parquet", "parquet", { columns }),
  make("parquet by word", "parquet", { columns: { ...flat, ...keysNamed("word") }, partitionBy: ["word"] }),
  make("parquet by day and amount", "parquet", {
    columns: { text: columns["text"]!, ...keysNamed("day", "amount") },
    partitionBy: ["day", "amount"],
  }),
  make("parquet by time", "parquet", { columns: { text: columns["text"]!, ...keysNamed("at") }, partitionBy: ["at"] }),
  make("parquet, interrupted", "parquet", { columns, isInterrupted: true }),
  make("parquet by word, interrupted", "parquet", {
    columns: { text: columns["text"]!, ...keysNamed("word") },
    partitionBy: ["word"],
    isInterrupted: true,
  }),
  make("json", "json", { columns }),
  make("json by word", "json", { columns: { ...flat, ...keysNamed("word") }, partitionBy: ["word"] }),
  make("csv", "csv", { columns: flat, ...csv(csvOptions) }),
  make("csv, quotes doubled", "csv", { columns: flat, ...csv(doubled) }),
  make("csv by word", "csv", {
    columns: { text: columns["text"]!, ...keysNamed("word") },
    partitionBy: ["word"],
    ...csv(doubled),
  }),
];

/** As its readers are asked for it. */
export function questionAt(output: Output, path: string): Question {
  const { name, format, partitionBy, readOptions: options } = output;
  const types = Object.entries(output.columns).map(([column, { type }]) => [column, type] as const);
  return { name, format, path, columns: Object.fromEntries(types), partitionBy, options };
}

/** Row `i` as the line of JSON that goes into the stream. */
export const inputLine = (output: Output, i: number): string =>
  `{${Object.entries(output.columns)
    .map(([name, { values }]) => `${JSON.stringify(name)}:${values[i]?.json ?? "null"}`)
    .join(",")}}`;

/** Who reads by Spark's rules takes an empty text in CSV for NULL, quoted or not. */
export function expectedRows(output: Output, isBySparksRules: boolean): readonly Cells[] {
  const isEmptyNull = isBySparksRules && output.format === "csv";
  return Array.from({ length: ROW_COUNT }, (_, i) =>
    Object.fromEntries(
      Object.entries(output.columns).map(([name, { values }]) => {
        const own = values[i]?.cell ?? null;
        const cell = isEmptyNull && own === EMPTY ? null : own;
        const isText = output.format !== "parquet" && !output.partitionBy.includes(name);
        return [name, isText ? inText(cell) : cell];
      }),
    ),
  );
}

const EMPTY = string("");

/** JSON and CSV hold times to the millisecond, as Spark writes them: what is finer is cut off. */
function inText(cell: Cell): Cell {
  if (cell === null) return null;
  if (typeof cell !== "string")
    return Array.isArray(cell)
      ? cell.map((item: Cell) => inText(item))
      : Object.fromEntries(Object.entries(cell).map(([name, value]) => [name, inText(value)]));
  const [, kind, micros] = /^(instant|local) (-?\d+)$/.exec(cell) ?? [];
  return micros === undefined ? cell : `${kind} ${flooredToMillis(BigInt(micros))}`;
}

const flooredToMillis = (micros: bigint): bigint => micros - (((micros % 1000n) + 1000n) % 1000n);
