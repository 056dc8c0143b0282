/** Directories named `key=value`: columns whose values are in the path. */
import { DATE, decimal, DOUBLE, INT, LONG, STRING, TIMESTAMP, type DataType } from "../types/data-type.ts";
import { parseDate, parseTimestamp } from "../types/datetime-text.ts";

/** A column's name and its value as text; NULL for the default partition. */
export type PartitionValue = readonly [name: string, value: string | null];

/** Where NULL and the empty text go, which have no name. */
const DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";

/** The key and value that a directory's name says, if it says any. */
export function partitionOf(directory: string): PartitionValue | undefined {
  const at = directory.indexOf("=");
  if (at <= 0) return undefined;
  const value = directory.slice(at + 1);
  return [unescaped(directory.slice(0, at)), value === DEFAULT_PARTITION ? null : unescaped(value)];
}

/** `%` and two hexadecimal digits are a character. */
const unescaped = (text: string): string =>
  text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The directory of a value. Of the characters Hive escapes all are, as Spark does; blanks and what is not ASCII are not. */
export function partitionDirectory(name: string, value: string | null): string {
  const text = value === null || value === "" ? DEFAULT_PARTITION : escaped(value);
  return `${escaped(name)}=${text}`;
}

const ESCAPED = new Set(`"#%'*/:=?\\\u007f{[]^`);

const escaped = (text: string): string =>
  Array.from(text, (char) =>
    char < " " || ESCAPED.has(char) ? `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}` : char,
  ).join("");

/** The narrowest type that fits all of a column's values. */
export function partitionType(values: readonly (string | null)[]): DataType {
  const texts = values.filter((value) => value !== null);
  if (texts.length === 0) return STRING;
  return CANDIDATES.find(([fits]) => texts.every(fits))?.[1] ?? STRING;
}

const isWhole = (text: string): boolean => /^-?\d+$/.test(text);
const inBits = (text: string, bits: number): boolean => BigInt.asIntN(bits, BigInt(text)) === BigInt(text);

const CANDIDATES: readonly (readonly [(text: string) => boolean, DataType])[] = [
  [(text) => isWhole(text) && inBits(text, 32), INT],
  [(text) => isWhole(text) && inBits(text, 64), LONG],
  [(text) => isWhole(text) && text.length <= 38, decimal(38, 0)],
  [(text) => /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text), DOUBLE],
  [(text) => /^\d{4}-\d{1,2}-\d{1,2}$/.test(text) && parseDate(text) !== undefined, DATE],
  [
    (text) =>
      /^\d{4}-\d{1,2}-\d{1,2}/.test(text) && parseTimestamp(text, { zone: "UTC", today: 0, ntz: false }) !== undefined,
    TIMESTAMP,
  ],
];
