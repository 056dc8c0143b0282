/** Arithmetic of decimals: which decimal comes out, and how it is computed to the last digit. */
import { LONG, type DataType, type DecimalType } from "../types/data-type.ts";
import { adjusted, bounded, decimalFor } from "./coercion.ts";
import { raise, text, type CallSite } from "./function.ts";
import type { Operator } from "./interval-operators.ts";
import { kernelType } from "./kernel-type.ts";

const MOST = 38;

/** `exact`: `spark.sql.decimalOperations.allowPrecisionLoss` is off, and no digit behind the point is given up for one before it. */
export function decimalResult(operator: Operator, left: DataType, right: DataType, exact: boolean): DataType {
  const [a, b] = [decimalFor(left), decimalFor(right)];
  if (operator === "div") return LONG;
  if (exact && operator === "/") return exactQuotient(a, b);
  const { precision, scale } = wanted(operator, a, b);
  return exact || operator === "%" ? bounded(precision, scale) : adjusted(precision, scale);
}

/** What would hold every result, though no decimal may be so wide. */
function wanted(operator: Operator, a: DecimalType, b: DecimalType): { precision: number; scale: number } {
  const scale = Math.max(a.scale, b.scale);
  switch (operator) {
    case "*":
      return { precision: a.precision + b.precision + 1, scale: a.scale + b.scale };
    case "/": {
      const places = Math.max(6, a.scale + b.precision + 1);
      return { precision: a.precision - a.scale + b.scale + places, scale: places };
    }
    case "%":
      return { precision: Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale };
    default:
      return { precision: Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale };
  }
}

/** Too wide a quotient gives up digits on both sides of the point alike. */
function exactQuotient(a: DecimalType, b: DecimalType): DataType {
  const whole = Math.min(MOST, a.precision - a.scale + b.scale);
  const places = Math.min(MOST, Math.max(6, a.scale + b.precision + 1));
  const excess = whole + places - MOST;
  if (excess <= 0) return bounded(whole + places, places);
  const kept = places - Math.trunc(excess / 2) - 1;
  return bounded(MOST, kept);
}

/** `a` and `b`, decimals of the site's types, under `operator`. */
export function decimalSql(operator: Operator, a: string, b: string, site: CallSite, isLenient: boolean): string {
  const [left, right] = site.args.map((arg) => decimalFor(arg.dataType)) as [DecimalType, DecimalType];
  const [x, y] = [`CAST(${a} AS VARCHAR)`, `CAST(${b} AS VARCHAR)`];
  if (operator === "div") return `millrace_decimal_div(${x}, ${y})`;
  const { scale } = site.result as DecimalType;
  if (operator === "/" && hasRoomToDivide(left, right)) return quotientSql(a, b, site, left, right);
  if (operator === "/") return fitted(`millrace_decimal_divide(${x}, ${y}, ${scale})`, site.result, isLenient);
  if (operator === "%") return fitted(`(${a} % ${b})`, site.result, isLenient);
  const full = wanted(operator, left, right);
  const inHost = `millrace_decimal_${NAMES[operator]}(${x}, ${y}, ${scale})`;
  // The kernel cannot even write a wider scale down.
  if (full.scale > MOST) return fitted(inHost, site.result, isLenient);
  const [p, q] = operator === "*" ? [left.scale, right.scale] : [full.scale, full.scale];
  const inKernel = `(CAST(${a} AS DECIMAL(${MOST}, ${p})) ${operator} CAST(${b} AS DECIMAL(${MOST}, ${q})))`;
  if (full.precision <= MOST) return `CAST(${inKernel} AS ${kernelType(site.result)})`;
  // What the kernel has no room for on the way may fit all the same in the end.
  const estimate = `abs(CAST(${a} AS DOUBLE)) ${operator === "*" ? "*" : "+"} abs(CAST(${b} AS DOUBLE))`;
  const hasRoom = `${estimate} < 9e${MOST - full.scale - 1}`;
  return fitted(`CASE WHEN ${hasRoom} THEN CAST(${inKernel} AS VARCHAR) ELSE ${inHost} END`, site.result, isLenient);
}

/** Digits of the widest whole number that may be doubled, as a HUGEINT and as a BIGINT. */
const [MOST_IN_HUGEINT, MOST_IN_BIGINT] = [37, 18];

/** Whether every quotient of the two fits, and the dividend, widened by the places that the quotient gets. */
function hasRoomToDivide(a: DecimalType, b: DecimalType): boolean {
  const { precision, scale } = wanted("/", a, b);
  return precision <= MOST && a.precision + scale + b.scale - a.scale <= MOST_IN_HUGEINT;
}

/** Whole numbers are divided, and the half rounded away from zero. The kernel has no such division of decimals. */
function quotientSql(a: string, b: string, site: CallSite, left: DecimalType, right: DecimalType): string {
  const { scale } = site.result as DecimalType;
  const places = scale + right.scale - left.scale;
  const isWide = right.precision + places > MOST_IN_BIGINT || left.scale >= MOST_IN_BIGINT;
  const magnitude = isWide ? wideQuotient(a, b, left, right, places) : fast();
  const sign = `CASE WHEN (${a} < 0) = (${b} < 0) THEN 1 ELSE -1 END`;
  const unit = `CAST(${text(`0.${"1".padStart(scale, "0")}`)} AS DECIMAL(${scale}, ${scale}))`;
  return `CAST(CAST(${sign} * (${magnitude}) AS DECIMAL(${MOST}, 0)) * ${unit} AS ${kernelType(site.result)})`;

  /** Division of wide numbers is slow. By a short divisor, that of the whole part and that of what is left can both be short. */
  function fast(): string {
    if (left.precision <= MOST_IN_BIGINT) return shortQuotient(a, b, left, right, places);
    const narrow = { ...left, precision: MOST_IN_BIGINT };
    const cast = `CAST(${a} AS DECIMAL(${MOST_IN_BIGINT}, ${left.scale}))`;
    const isShort = `abs(${a}) < CAST('1${"0".repeat(MOST_IN_BIGINT - left.scale)}' AS DECIMAL(${MOST}, ${left.scale}))`;
    return `CASE WHEN ${isShort} THEN ${shortQuotient(cast, b, narrow, right, places)} ELSE ${wideQuotient(a, b, left, right, places)} END`;
  }
}

function wideQuotient(a: string, b: string, left: DecimalType, right: DecimalType, places: number): string {
  return roundedSql(unscaledSql(a, left, "HUGEINT"), `abs(${unscaledSql(b, right, "HUGEINT")})`, places, "HUGEINT");
}

function shortQuotient(a: string, b: string, left: DecimalType, right: DecimalType, places: number): string {
  const [x, y] = [unscaledSql(a, left, "BIGINT"), `abs(${unscaledSql(b, right, "BIGINT")})`];
  return `abs(CAST(${x} // ${y} AS HUGEINT)) * ${powerOfTen(places)} + ${roundedSql(`${x} % ${y}`, y, places, "BIGINT")}`;
}

type Whole = "BIGINT" | "HUGEINT";

const powerOfTen = (zeros: number): string => `CAST('1${"0".repeat(zeros)}' AS HUGEINT)`;

/** How often a whole number without a sign goes into another, in units of so many places. */
const roundedSql = (dividend: string, divisor: string, places: number, type: Whole): string =>
  `(2 * abs(${dividend}) * CAST(${powerOfTen(places)} AS ${type}) + ${divisor}) // (2 * ${divisor})`;

/** All digits of a decimal as a whole number. The kernel is slow to make one of a wide decimal: by way of its text it is faster. */
function unscaledSql(sql: string, { precision, scale }: DecimalType, type: Whole): string {
  if (scale === 0 && precision <= MOST_IN_BIGINT) return `CAST(${sql} AS ${type})`;
  if (precision + scale < MOST_IN_BIGINT)
    return `CAST(${sql} * CAST('1${"0".repeat(scale)}' AS DECIMAL(${scale + 1}, 0)) AS ${type})`;
  return `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS ${type})`;
}

const NAMES: Readonly<Partial<Record<Operator, string>>> = { "+": "add", "-": "subtract", "*": "multiply" };

function fitted(sql: string, type: DataType, isLenient: boolean): string {
  const { precision, scale } = type as DecimalType;
  const failure = isLenient
    ? "NULL"
    : raise("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", {
        value: sql,
        precision: text(String(precision)),
        scale: text(String(scale)),
        config: text('"spark.sql.ansi.enabled"'),
      });
  return `CASE WHEN ${sql} IS NOT NULL THEN coalesce(TRY_CAST(${sql} AS ${kernelType(type)}), ${failure}) END`;
}
