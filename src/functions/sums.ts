/** Sums and averages. */
import {
  DOUBLE,
  isFractional,
  isIntegral,
  isInterval,
  isNumeric,
  LONG,
  dayTimeInterval,
  yearMonthInterval,
  type DataType,
} from "../types/data-type.ts";
import { aggregates, combined, count, type AggregateRow } from "./aggregate-family.ts";
import { wrap } from "./cast.ts";
import { bounded } from "./coercion.ts";
import {
  oneOf,
  raise,
  text,
  type AggregateFunction,
  type ArgumentRule,
  type CallSite,
  type StateColumn,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";

export const isAnsiInterval = (t: DataType): boolean => isInterval(t) && t.kind !== "calendar_interval";
const numericOrInterval: ArgumentRule = oneOf(
  '"NUMERIC" or "ANSI INTERVAL"',
  (t) => isNumeric(t) || isAnsiInterval(t),
  DOUBLE,
);

function sumType([type]: readonly DataType[]): DataType {
  if (type!.kind === "decimal") return bounded(type!.precision + 10, type!.scale);
  return isIntegral(type!) ? LONG : isFractional(type!) ? DOUBLE : type!;
}

const OVERFLOW = raise("ARITHMETIC_OVERFLOW", {
  message: text("overflow"),
  alternative: text(" Use 'try_add' to tolerate overflow and return NULL instead."),
  config: text('"spark.sql.ansi.enabled"'),
});

/** The widest decimal holds a digit more in the kernel than it says. */
function beyond(type: DataType, sql: string, otherwise: string): string {
  if (type.kind !== "decimal" || type.precision < 38) return "";
  const digits = "9".repeat(38);
  const most = `CAST('${type.scale === 0 ? digits : `${digits.slice(0, 38 - type.scale)}.${digits.slice(38 - type.scale)}`}' AS DECIMAL(38, ${type.scale}))`;
  return ` WHEN ${sql} NOT BETWEEN -${most} AND ${most} THEN ${otherwise}`;
}

/** What becomes of a sum that its type cannot hold. */
type OnOverflow = "fail" | "null" | "wrap";

function onOverflow({ ansi, args }: CallSite, isTry: boolean): OnOverflow {
  if (isTry) return "null";
  return ansi ? "fail" : sumType([args[0]!.dataType]).kind === "long" ? "wrap" : "null";
}

/** A sum and how many values are in it: once it had no room it is NULL for good, where one of no values is NULL until some come. */
function mergeLossy(
  [sumA, countA]: readonly string[],
  [sumB, countB]: readonly string[],
  site: CallSite,
  isTry: boolean,
): readonly string[] {
  const lost = `(${sumA} IS NULL AND ${countA} > 0) OR (${sumB} IS NULL AND ${countB} > 0)`;
  const merged = sumState(site, isTry).merge(sumA!, sumB!);
  return [`CASE WHEN NOT (${lost}) THEN ${merged} END`, `(${countA} + ${countB})`];
}

function sumRow(isTry: boolean): AggregateRow {
  const isLossy = (site: CallSite): boolean => onOverflow(site, isTry) === "null" && site.result.kind !== "double";
  return {
    args: [numericOrInterval],
    result: sumType,
    state: (site) => (isLossy(site) ? [sumState(site, isTry), count()] : [sumState(site, isTry)]),
    mergeAll: (left, right, site) =>
      isLossy(site) ? mergeLossy(left, right, site, isTry) : [sumState(site, isTry).merge(left[0]!, right[0]!)],
  };
}

function sumState(site: CallSite, isTry = false): StateColumn {
  const type = sumType([site.args[0]!.dataType]);
  if (type.kind === "double")
    return {
      name: "sum",
      type,
      update: ([x], kernel) => `${kernel("sum", `CAST(${x} AS DOUBLE)`)} + 0.0`,
      merge: combined((a, b) => `${a} + ${b}`),
    };
  const how = onOverflow(site, isTry);
  const stored = kernelType(type);
  const otherwise = how === "fail" ? OVERFLOW : "NULL";
  const checked = (sql: string): string =>
    how === "wrap"
      ? wrap(sql, LONG)
      : `CASE WHEN ${sql} IS NULL THEN NULL${beyond(type, sql, otherwise)} ELSE coalesce(TRY_CAST(${sql} AS ${stored}), ${otherwise}) END`;
  const wide = type.kind === "decimal" ? (x: string) => x : (x: string) => `CAST(${x} AS HUGEINT)`;
  return {
    name: "sum",
    type,
    update: ([x], kernel) => checked(kernel("sum", x!)),
    merge: (a, b) => checked(combined((l, r) => `${wide(l)} + ${wide(r)}`)(a, b)),
  };
}

/** Averages of these are computed to the last digit, those of all others as doubles. */
const isExact = (type: DataType): boolean => type.kind === "decimal" || isAnsiInterval(type);

export function averageState(site: CallSite, isTry = false): readonly StateColumn[] {
  const type = site.args[0]!.dataType;
  if (isExact(type)) return [sumState(site, isTry), count()];
  return [
    {
      name: "sum",
      type: DOUBLE,
      update: ([x], kernel) => kernel("sum", `CAST(${x} AS DOUBLE)`),
      merge: combined((a, b) => `${a} + ${b}`),
    },
    count(),
  ];
}

export function averageType([type]: readonly DataType[]): DataType {
  if (type!.kind === "decimal") return bounded(type!.precision + 4, type!.scale + 4);
  if (type!.kind === "day_time_interval") return dayTimeInterval();
  return type!.kind === "year_month_interval" ? yearMonthInterval() : DOUBLE;
}

/** Intervals are counts: the quotient is rounded, halves away from zero. */
export function averageOf([sum, n]: readonly string[], { result }: CallSite): string {
  if (result.kind === "decimal")
    return `CAST(millrace_decimal_divide(CAST(${sum} AS VARCHAR), CAST(nullif(${n}, 0) AS VARCHAR), ${result.scale}) AS ${kernelType(result)})`;
  if (!isAnsiInterval(result)) return `(${sum} / nullif(${n}, 0))`;
  const total = `CAST(${sum} AS HUGEINT)`;
  return `CAST(sign(${total}) * ((2 * abs(${total}) + ${n}) // nullif(2 * ${n}, 0)) AS ${kernelType(result)})`;
}

const average = (isTry: boolean): AggregateRow => ({
  args: [numericOrInterval],
  result: averageType,
  state: (site) => averageState(site, isTry),
  mergeAll: (left, right, site) =>
    isExact(site.args[0]!.dataType) && onOverflow(site, isTry) === "null"
      ? mergeLossy(left, right, site, isTry)
      : averageState(site, isTry).map((column, i) => column.merge(left[i]!, right[i]!)),
  finish: averageOf,
});

export const sums: readonly AggregateFunction[] = aggregates({
  sum: sumRow(false),
  try_sum: sumRow(true),
  avg: { ...average(false), aliases: ["mean"] },
  try_avg: average(true),
});
