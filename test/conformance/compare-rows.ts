import { splitRow, type SplitRow } from "./row-floats.ts";
import type { StructShape } from "./schema-floats.ts";

export interface RowRules {
  readonly ordered: boolean;
  /** The columns whose FLOAT and DOUBLE numbers need only be close; none when the query does not aggregate. */
  readonly close?: StructShape;
}

/** The first row that one side has and the other has not. */
export interface RowDifference {
  readonly expected: string | undefined;
  readonly got: string | undefined;
}

const RELATIVE_TOLERANCE = 1e-9;
/** As Java prints a FLOAT or DOUBLE: always with a fraction, an exponent without plus sign. */
const JAVA_NUMBER = /^-?\d+\.\d+(?:E-?\d+)?$/;

export function compareRows(
  expected: readonly string[],
  got: readonly string[],
  rules: RowRules,
): RowDifference | undefined {
  return rules.ordered ? compareSequences(expected, got, rules.close) : compareMultisets(expected, got, rules.close);
}

function compareSequences(
  expected: readonly string[],
  got: readonly string[],
  close: StructShape | undefined,
): RowDifference | undefined {
  for (let i = 0; i < Math.max(expected.length, got.length); i += 1) {
    if (!sameRow(expected[i], got[i], close)) return { expected: expected[i], got: got[i] };
  }
  return undefined;
}

function compareMultisets(
  expected: readonly string[],
  got: readonly string[],
  close: StructShape | undefined,
): RowDifference | undefined {
  const unmatched = new Map<string, number>();
  for (const row of got) unmatched.set(row, (unmatched.get(row) ?? 0) + 1);
  const missing = expected.filter((row) => !take(unmatched, row));
  const extra = got.filter((row) => take(unmatched, row));
  if (close === undefined)
    return missing.length + extra.length === 0 ? undefined : { expected: missing[0], got: extra[0] };
  for (const row of missing) {
    const partner = extra.findIndex((candidate) => sameRow(row, candidate, close));
    if (partner < 0) return { expected: row, got: extra[0] };
    extra.splice(partner, 1);
  }
  return extra.length === 0 ? undefined : { expected: undefined, got: extra[0] };
}

function take(counts: Map<string, number>, row: string): boolean {
  const count = counts.get(row) ?? 0;
  if (count > 0) counts.set(row, count - 1);
  return count > 0;
}

function sameRow(expected: string | undefined, got: string | undefined, close: StructShape | undefined): boolean {
  if (expected === got) return true;
  if (close === undefined || expected === undefined || got === undefined) return false;
  const [left, right] = [splitRow(expected, close), splitRow(got, close)];
  return left !== undefined && right !== undefined && sameSplit(left, right);
}

function sameSplit(expected: SplitRow, got: SplitRow): boolean {
  return expected.skeleton === got.skeleton && expected.numbers.every((number, i) => isClose(number, got.numbers[i]!));
}

/** Equal values must be equal texts: the tolerance is for arithmetic, not for how a number is printed. */
function isClose(expected: string, got: string): boolean {
  if (expected === got) return true;
  const [a, b] = [Number(expected), Number(got)];
  if (a === b || !JAVA_NUMBER.test(got)) return false;
  return Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
