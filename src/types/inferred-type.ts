/** Types found in parts of the data, brought together as Spark's schema inference does. */
import { decimal, DOUBLE, isIntegral, STRING, TIMESTAMP, type DataType, type DecimalType } from "./data-type.ts";

const RANK: Readonly<Record<string, number>> = { byte: 0, short: 1, integer: 2, long: 3, float: 4, double: 5 };
const DIGITS: Readonly<Record<string, number>> = { byte: 3, short: 5, integer: 10, long: 20 };

/** The type of plain values of both; STRING when nothing nearer holds them. */
export function plainMerge(a: DataType, b: DataType): DataType {
  if (a.kind === b.kind && a.kind !== "decimal") return a;
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (a.kind in RANK && b.kind in RANK) return (RANK[a.kind] ?? 0) >= (RANK[b.kind] ?? 0) ? a : b;
  if (a.kind === "decimal" && b.kind === "decimal") return widest(a, b);
  if (a.kind === "decimal") return withDecimal(b, a);
  if (b.kind === "decimal") return withDecimal(a, b);
  if (isTime(a) && isTime(b)) return TIMESTAMP;
  return STRING;
}

const isTime = ({ kind }: DataType): boolean => kind === "timestamp" || kind === "timestamp_ntz";

function withDecimal(other: DataType, number: DecimalType): DataType {
  if (isIntegral(other)) return widest(decimal(DIGITS[other.kind] ?? 0, 0), number);
  return other.kind === "double" || other.kind === "float" ? DOUBLE : STRING;
}

function widest(a: DecimalType, b: DecimalType): DataType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return whole + scale > 38 ? DOUBLE : decimal(whole + scale, scale);
}

/** The type of a decimal text's exact value: digits and fraction digits as they are written. */
export function writtenDecimal(text: string): DecimalType | undefined {
  const match = /^[+-]?(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
  if (match === null || `${match[1]}${match[2]}` === "") return undefined;
  const digits = `${match[1]}${match[2]}`.replace(/^0+(?=.)/, "").length;
  const scale = match[2]!.length - Number(match[3] ?? 0);
  return { kind: "decimal", precision: digits, scale };
}

/** Whether the next record belongs to the part that a sampling ratio asks for, the same part each time. */
export function sampling(ratio: number): () => boolean {
  let index = 0;
  return () => Math.floor((index + 1) * ratio) > Math.floor(index++ * ratio);
}
