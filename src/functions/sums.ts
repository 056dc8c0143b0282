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

function sumState(site: CallSite, isTry = false): StateColumn {
  const type = sumType([site.args[0]!.dataType]);
  if (type.kind === "double")
    return {
      name: "sum",
      type,
      update: ([x], kernel) => `${kernel("sum", `CAST(${x} AS DOUBLE)`)} + 0.0`,
      merge: combined((a, b) => `${a} + ${b}`),
    };
  const how: OnOverflow = isTry ? "null" : site.ansi ? "fail" : type.kind === "long" ? "wrap" : "null";
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

export function averageState(site: CallSite, isTry = false): readonly StateColumn[] {
  const type = site.args[0]!.dataType;
  if (type.kind === "decimal" || isAnsiInterval(type)) return [sumState(site, isTry), count()];
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
  finish: averageOf,
});

export const sums: readonly AggregateFunction[] = aggregates({
  sum: { args: [numericOrInterval], result: sumType, state: (site) => [sumState(site)] },
  try_sum: { args: [numericOrInterval], result: sumType, state: (site) => [sumState(site, true)] },
  avg: { ...average(false), aliases: ["mean"] },
  try_avg: average(true),
});
