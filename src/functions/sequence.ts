/** `sequence`: numbers or times from one to another. */
import { millraceError } from "../errors.ts";
import { array, isDatetime, isIntegral, type ArrayType, type DataType } from "../types/data-type.ts";
import { commonTypeOf } from "./coercion.ts";
import { raise, text, type CallSite, type ScalarFunction } from "./function.ts";
import { whenTooMany } from "./array-limit.ts";
import { kernelType } from "./kernel-type.ts";
import { fromLocal, toLocal } from "./zone-sql.ts";

const MICROS_PER_DAY = 86_400_000_000n;

export const sequence: ScalarFunction = {
  kind: "scalar",
  name: "sequence",
  arity: [2, 3],
  type: (args) => {
    const [from, to, step] = args.map((a) => a.dataType) as [DataType, DataType, DataType | undefined];
    const nullable = args.some((a) => a.nullable);
    // Texts and NULLs become the numbers they stand beside.
    const integral = commonTypeOf(args.map((a) => a.dataType));
    if (integral !== undefined && isIntegral(integral))
      return { params: args.map(() => integral), result: array(integral, false), nullable };
    const isStep = step === undefined || step.kind === "day_time_interval" || step.kind === "year_month_interval";
    if (isDatetime(from) && isDatetime(to) && isStep) {
      const type = commonTypeOf([from, to])!;
      return { params: [type, type, step], result: array(type, false), nullable };
    }
    throw millraceError("DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES", {
      sqlExpr: `"sequence(${args.map((a) => a.sql).join(", ")})"`,
      functionName: "`sequence`",
      startType: '("TIMESTAMP" or "TIMESTAMP_NTZ" or "DATE")',
      stepType: '("INTERVAL" or "INTERVAL YEAR TO MONTH" or "INTERVAL DAY TO SECOND")',
      otherStartType: '"INTEGRAL"',
    });
  },
  duckdb: ([a, b, step], site) => {
    const type = (site.result as ArrayType).elementType;
    const isNull = `${a} IS NULL OR ${b} IS NULL${step === undefined ? "" : ` OR ${step} IS NULL`}`;
    const refused = (by: string): string =>
      `WHEN (${by} = 0 AND ${a} <> ${b}) OR (${by} > 0 AND ${a} > ${b}) OR (${by} < 0 AND ${a} < ${b}) THEN ${raise("FAILED_FUNCTION_CALL", { funcName: text("`sequence`") })}`;
    if (isIntegral(type)) {
      const by = step ?? `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`;
      const count = `(abs(CAST(${b} AS HUGEINT) - CAST(${a} AS HUGEINT)) // greatest(abs(CAST(${by} AS HUGEINT)), 1) + 1)`;
      const series = `generate_series(CAST(${a} AS BIGINT), CAST(${b} AS BIGINT), CAST(CASE WHEN ${a} = ${b} THEN 1 ELSE ${by} END AS BIGINT))`;
      return `CASE WHEN ${isNull} THEN NULL ${step === undefined ? "" : refused(step)} ${whenTooMany("sequence", count)} ELSE CAST(${series} AS ${kernelType(site.result)}) END`;
    }
    return `CASE WHEN ${isNull} THEN NULL ${step === undefined ? "" : refused(step)} ELSE ${times(a!, b!, step, type, site)} END`;
  },
};

/** Days and months are added to the wall clock, each from the start, so that a short month does not shorten the next. */
function times(a: string, b: string, step: string | undefined, type: DataType, site: CallSite): string {
  const kind = site.args[2]?.dataType;
  const local = (sql: string): string =>
    type.kind === "timestamp" ? toLocal(sql, site.zone) : `CAST(${sql} AS TIMESTAMP)`;
  const back = (sql: string): string =>
    type.kind === "timestamp" ? fromLocal(sql, site.zone) : type.kind === "date" ? `CAST(${sql} AS DATE)` : sql;
  const by = step ?? `CASE WHEN ${a} <= ${b} THEN 86400000000 ELSE -86400000000 END`;
  const inMonths = kind?.kind === "year_month_interval";
  const given = site.args[2]?.literal;
  const wholeDays =
    typeof given === "bigint" ? given % MICROS_PER_DAY === 0n : kind?.kind === "day_time_interval" && kind.end === 0;
  // A date moves by days alone.
  if (type.kind === "date" && !inMonths && kind !== undefined && !wholeDays)
    return raise("SEQUENCE_STEP_WITHIN_DAY", { step: step! });
  const wall = inMonths || kind === undefined || wholeDays;
  const [from, to] = wall ? [local(a), local(b)] : [`CAST(${a} AS TIMESTAMP)`, `CAST(${b} AS TIMESTAMP)`];
  const most = inMonths
    ? `CAST(abs(date_diff('month', ${from}, ${to})) // abs(${by}) + 1 AS BIGINT)`
    : `CAST(abs(epoch_us(${to}) - epoch_us(${from})) // greatest(abs(${by}), 1) + 1 AS BIGINT)`;
  const moved = inMonths
    ? `(${from} + to_months(CAST(i * ${by} AS INTEGER)))`
    : `(${from} + to_microseconds(CAST(i * ${by} AS BIGINT)))`;
  const inRange = `CASE WHEN ${by} >= 0 THEN ${moved} <= ${to} ELSE ${moved} >= ${to} END`;
  const shown = wall ? back(moved) : type.kind === "date" ? `CAST(${moved} AS DATE)` : moved;
  return `list_transform(list_filter(range(${most}), lambda i: ${inRange}), lambda i: ${shown})`;
}
