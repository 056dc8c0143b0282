/** Mathematics. */
import {
  decimal,
  DOUBLE,
  INT,
  isFractional,
  isIntegral,
  isInterval,
  isNumeric,
  isString,
  LONG,
  STRING,
  type DataType,
} from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { adjusted, decimalFor } from "./coercion.ts";
import { family, type ScalarRow } from "./family.ts";
import { INTEGER_BITS, wrap } from "./cast.ts";
import {
  anyType,
  oneOf,
  optional,
  raise,
  text,
  type Argument,
  type ArgumentRule,
  type CallSite,
  type ScalarFunction,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";

const numeric = oneOf('"NUMERIC"', isNumeric, DOUBLE);
const numericOrInterval = oneOf(
  '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH")',
  (type) => isNumeric(type) || (isInterval(type) && type.kind !== "calendar_interval"),
  DOUBLE,
);
const same: ScalarRow["result"] = ([type]) => type!;
const real = (sql: (a: string) => string): ScalarRow => ({ args: [DOUBLE], result: DOUBLE, duckdb: ([a]) => sql(a!) });

/** `ceil` and `floor`: BIGINT, or a decimal without fraction; with a second argument a decimal of that scale. */
function whole(kernel: string): ScalarRow {
  return {
    args: [numeric, optional(anyType)],
    result: (types, args) => {
      const [type] = types as [DataType];
      if (args.length > 1) {
        requireScale(kernel, args[1]!);
        // A text is a decimal of the usual size.
        const source = isString(args[0]!.dataType) ? decimal(38, 18) : decimalFor(type);
        return roundedType(kernel, [source], args);
      }
      return type.kind === "decimal" ? decimal(Math.min(type.precision - type.scale + 1, 38), 0) : LONG;
    },
    duckdb: ([a, digits], site) =>
      digits === undefined
        ? wholeSql(`${kernel}(${a})`, site)
        : `CAST(millrace_round_decimal(CAST(${a} AS VARCHAR), ${digits}, '${kernel}') AS ${kernelType(site.result)})`,
    pretty: ([a, digits]) => (digits === undefined ? `${kernel.toUpperCase()}(${a})` : `${kernel}(${a}, ${digits})`),
  };
}

/** The digits that `ceil` and `floor` keep are written down. */
function requireScale(name: string, { dataType, literal }: Argument): void {
  if (dataType.kind === "integer" && literal !== undefined) return;
  throw millraceError("NON_FOLDABLE_ARGUMENT", {
    funcName: `\`${name}\``,
    paramName: "`scale`",
    paramType: '"INT"',
  });
}

const overflow = (message: string): string =>
  raise("ARITHMETIC_OVERFLOW", {
    message: text(message),
    alternative: text(""),
    config: text('"spark.sql.ansi.enabled"'),
  });

/** NaN becomes 0, as in Java; what is too large is an error, or without ANSI mode the largest there is. */
function wholeSql(value: string, site: CallSite): string {
  if (!isFractional(site.args[0]!.dataType)) return `CAST(${value} AS ${kernelType(site.result)})`;
  const outside = site.ansi
    ? overflow("overflow")
    : `CASE WHEN ${value} > 0 THEN 9223372036854775807 ELSE -9223372036854775808 END`;
  return `CASE WHEN isnan(${value}) THEN 0 WHEN abs(${value}) >= 9223372036854775807 THEN ${outside} ELSE CAST(${value} AS BIGINT) END`;
}

function roundedType(name: string, [type]: readonly DataType[], args: readonly Argument[]): DataType {
  const given = args[1];
  if (given !== undefined && given.literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr: `"${name}(${args.map((arg) => arg.sql).join(", ")})"`,
      inputName: "`scale`",
      inputType: '"INT"',
      inputExpr: `"${given.sql}"`,
    });
  if (type!.kind !== "decimal") return type!;
  const digits = given === undefined ? 0 : Math.trunc(Number(given.literal ?? 0));
  if (!Number.isInteger(digits))
    throw millraceError("CAST_INVALID_INPUT", {
      expression: given!.sql,
      sourceType: `"${sqlTypeText(given!.dataType)}"`,
      targetType: '"INT"',
    });
  const { precision, scale } = decimalFor(type!);
  return digits < 0
    ? adjusted(Math.max(precision - scale + 1, -digits + 1), 0)
    : adjusted(precision - scale + 1 + Math.min(digits, scale), Math.min(digits, scale));
}

function rounding(mode: "up" | "even"): ScalarRow {
  return {
    args: [numeric, optional(INT)],
    result: (types, args) => roundedType(mode === "up" ? "round" : "bround", types, args),
    duckdb: ([a, digits], site) => {
      const type = site.args[0]!.dataType;
      const places = digits ?? "0";
      if (site.args[1]?.literal === null) return `CAST(NULL AS ${kernelType(site.result)})`;
      if (isFractional(type))
        return `CAST(millrace_round(CAST(${a} AS DOUBLE), ${places}, '${mode}') AS ${kernelType(type)})`;
      if (type.kind === "decimal")
        return `CAST(millrace_round_decimal(CAST(${a} AS VARCHAR), ${places}, '${mode}') AS ${kernelType(site.result)})`;
      const rounded = `CAST(millrace_round_decimal(CAST(${a} AS VARCHAR), ${places}, '${mode}') AS HUGEINT)`;
      const half = 1n << (INTEGER_BITS[type.kind]! - 1n);
      const outside = site.ansi ? overflow("Overflow") : wrap(rounded, type);
      return `CASE WHEN ${places} >= 0 THEN ${a} WHEN ${rounded} BETWEEN ${-half} AND ${half - 1n} THEN CAST(${rounded} AS ${kernelType(type)}) WHEN ${a} IS NOT NULL THEN ${outside} END`;
    },
    pretty: ([a, digits]) => `${mode === "up" ? "round" : "bround"}(${a}, ${digits ?? 0})`,
  };
}

/** -0.0 and NaN are their own signs. */
const signRow = (name: string): ScalarRow => ({
  args: [oneOf('("DOUBLE" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH")', isInterval, DOUBLE)],
  result: DOUBLE,
  duckdb: ([a], site) =>
    isInterval(site.args[0]!.dataType)
      ? `CAST(sign(${a}) AS DOUBLE)`
      : `CASE WHEN ${a} = 0 OR isnan(${a}) THEN ${a} ELSE CAST(sign(${a}) AS DOUBLE) END`,
  pretty: ([a]) => `${name}(${a})`,
});

const NOT_A_NUMBER = "'NaN'::DOUBLE";
/** A function of one double that is NaN outside `domain`. */
const within = (name: string, domain: (a: string) => string, sql: (a: string) => string): ScalarRow => ({
  ...real((a) => `CASE WHEN ${a} IS NULL THEN NULL WHEN ${domain(a)} THEN ${sql(a)} ELSE ${NOT_A_NUMBER} END`),
  pretty: ([a]) => `${name}(${a})`,
});
const named = (name: string, sql: (a: string) => string): ScalarRow => ({
  ...real(sql),
  pretty: ([a]) => `${name}(${a})`,
});

const power: ScalarRow = { args: [DOUBLE, DOUBLE], result: DOUBLE, duckdb: ([a, b]) => `pow(${a}, ${b})` };

/** Of an angle; of an infinite one there is none, which the kernel takes for an error. */
const trigonometric = (name: string, sql: (a: string) => string): ScalarRow =>
  named(name, (a) => `CASE WHEN isinf(${a}) THEN 'NaN'::DOUBLE ELSE ${sql(a)} END`);

const intOrLong = oneOf('("INT" or "BIGINT")', (t) => t.kind === "integer" || t.kind === "long", INT);

/** Shifts count their distance in the width of what they shift, as Java does. */
function shift(kernel: (value: string, by: string, bits: number) => string): ScalarRow {
  return {
    args: [intOrLong, INT],
    result: same,
    duckdb: ([a, n], site) => {
      const bits = site.result.kind === "long" ? 64 : 32;
      return kernel(a!, `(((${n} % ${bits}) + ${bits}) % ${bits})`, bits);
    },
  };
}
/** The low bits of a huge number as a signed one. */
const signed = (sql: string, bits: number): string => {
  const span = 1n << BigInt(bits);
  const low = `((${sql}) & ${span - 1n}::HUGEINT)`;
  return `CAST(CASE WHEN ${low} >= ${span / 2n}::HUGEINT THEN ${low} - ${span}::HUGEINT ELSE ${low} END AS ${bits === 64 ? "BIGINT" : "INTEGER"})`;
};
const shiftLeft = shift((a, n, bits) => signed(`${a}::HUGEINT * (1::HUGEINT << CAST(${n} AS INTEGER))`, bits));
const shiftRight = shift(
  (a, n, bits) =>
    `CAST(floor(${a}::HUGEINT / (1::HUGEINT << CAST(${n} AS INTEGER))) AS ${bits === 64 ? "BIGINT" : "INTEGER"})`,
);
const shiftRightUnsigned = shift((a, n, bits) =>
  signed(`(((${a}::HUGEINT) & ${(1n << BigInt(bits)) - 1n}::HUGEINT) >> CAST(${n} AS INTEGER))`, bits),
);

function bitGet(): ScalarRow {
  return {
    args: [oneOf('"INTEGRAL"', isIntegral), INT],
    result: { kind: "byte" },
    duckdb: ([a, n], site) => {
      const bits = { byte: 8, short: 16, integer: 32, long: 64 }[site.args[0]!.dataType.kind as "byte"];
      const outside = raise("INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE", {
        parameter: text("`pos`"),
        functionName: text("`bit_get`"),
        upper: text(String(bits)),
        invalidValue: n!,
      });
      return `CASE WHEN ${n} < 0 OR ${n} >= ${bits} THEN ${outside} ELSE CAST((CAST(${a} AS BIGINT) >> ${n}) & 1 AS TINYINT) END`;
    },
  };
}

const FACTORIALS = Array.from({ length: 21 }, (_, n) =>
  Array.from({ length: n }, (__, i) => BigInt(i + 1)).reduce((a, b) => a * b, 1n),
);

/** Bytes, and no NULL without a type. */
const aBitmap: ArgumentRule = {
  accept: ({ dataType }) => (dataType.kind === "binary" ? dataType : undefined),
  required: '"BINARY"',
};

export const numberFunctions: readonly ScalarFunction[] = family({
  abs: {
    args: [numericOrInterval],
    result: same,
    duckdb: ([a], site) =>
      isIntegral(site.result) && !site.ansi ? wrap(`abs(CAST(${a} AS HUGEINT))`, site.result) : `abs(${a})`,
  },
  ceil: whole("ceil"),
  ceiling: { ...whole("ceil"), pretty: (args) => `ceiling(${args.join(", ")})` },
  floor: whole("floor"),
  round: rounding("up"),
  bround: rounding("even"),
  sign: signRow("sign"),
  signum: signRow("SIGNUM"),
  sqrt: {
    args: [DOUBLE],
    result: DOUBLE,
    duckdb: ([a]) => `CASE WHEN ${a} < 0 THEN 'NaN'::DOUBLE WHEN ${a} = 0 THEN ${a} ELSE sqrt(${a}) END`,
    pretty: ([a]) => `SQRT(${a})`,
  },
  cbrt: { ...real((a) => `millrace_cbrt(${a})`), pretty: ([a]) => `CBRT(${a})` },
  exp: { ...real((a) => `millrace_exp(${a})`), pretty: ([a]) => `EXP(${a})` },
  ln: {
    args: [DOUBLE],
    result: DOUBLE,
    nullable: "always",
    duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN millrace_log(${a}) END`,
  },
  log10: {
    args: [DOUBLE],
    result: DOUBLE,
    nullable: "always",
    duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN log10(${a}) END`,
    pretty: ([a]) => `LOG10(${a})`,
  },
  log2: {
    args: [DOUBLE],
    result: DOUBLE,
    nullable: "always",
    duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN millrace_log(${a}) / millrace_log(2.0::DOUBLE) END`,
    pretty: ([a]) => `LOG2(${a})`,
  },
  log: {
    args: [DOUBLE, optional(DOUBLE)],
    result: DOUBLE,
    nullable: "always",
    duckdb: ([a, b]) =>
      b === undefined
        ? `CASE WHEN ${a} > 0 THEN millrace_log(${a}) END`
        : `CASE WHEN ${a} > 0 AND ${b} > 0 THEN millrace_log(${b}) / millrace_log(${a}) END`,
    pretty: ([a, b]) => (b === undefined ? `LOG(E(), ${a})` : `LOG(${a}, ${b})`),
  },
  pow: power,
  power: { ...power, pretty: ([a, b]) => `POWER(${a}, ${b})` },
  sin: trigonometric("SIN", (a) => `millrace_sin(${a})`),
  cos: trigonometric("COS", (a) => `cos(${a})`),
  tan: trigonometric("TAN", (a) => `tan(${a})`),
  pi: { args: [], result: DOUBLE, nullable: "never", duckdb: () => "pi()", pretty: () => "PI()" },
  degrees: { ...real((a) => `degrees(${a})`), pretty: ([a]) => `DEGREES(${a})` },
  radians: { ...real((a) => `radians(${a})`), pretty: ([a]) => `RADIANS(${a})` },
  bit_count: {
    args: [oneOf('("INTEGRAL" or "BOOLEAN")', (t) => isIntegral(t) || t.kind === "boolean")],
    result: INT,
    duckdb: ([a]) => `CAST(bit_count(CAST(${a} AS BIGINT)) AS INTEGER)`,
  },
  e: { args: [], result: DOUBLE, nullable: "never", duckdb: () => "exp(1.0::DOUBLE)", pretty: () => "E()" },
  log1p: {
    args: [DOUBLE],
    result: DOUBLE,
    nullable: "always",
    duckdb: ([a]) => `CASE WHEN ${a} > -1 THEN millrace_log1p(${a}) END`,
    pretty: ([a]) => `LOG1P(${a})`,
  },
  expm1: named("EXPM1", (a) => `millrace_expm1(${a})`),
  asin: within(
    "ASIN",
    (a) => `${a} BETWEEN -1 AND 1`,
    (a) => `asin(${a})`,
  ),
  acos: within(
    "ACOS",
    (a) => `${a} BETWEEN -1 AND 1`,
    (a) => `acos(${a})`,
  ),
  atan: named("ATAN", (a) => `atan(${a})`),
  atan2: {
    args: [DOUBLE, DOUBLE],
    result: DOUBLE,
    // Zero has one sign here.
    duckdb: ([a, b]) => `atan2(${a} + 0.0, ${b} + 0.0)`,
    pretty: ([a, b]) => `ATAN2(${a}, ${b})`,
  },
  sinh: named("SINH", (a) => `sinh(${a})`),
  cosh: named("COSH", (a) => `millrace_cosh(${a})`),
  tanh: named("TANH", (a) => `tanh(${a})`),
  asinh: named("ASINH", (a) => `asinh(${a})`),
  acosh: within(
    "ACOSH",
    (a) => `${a} >= 1`,
    (a) => `millrace_acosh(${a})`,
  ),
  atanh: within(
    "ATANH",
    (a) => `${a} BETWEEN -1 AND 1`,
    (a) =>
      `CASE WHEN abs(${a}) = 1 THEN ${a} * 'Infinity'::DOUBLE ELSE 0.5::DOUBLE * (millrace_log1p(${a}) - millrace_log1p(- ${a})) END`,
  ),
  cot: trigonometric("COT", (a) => `(1.0::DOUBLE / tan(${a}))`),
  sec: trigonometric("SEC", (a) => `(1.0::DOUBLE / cos(${a}))`),
  csc: trigonometric("CSC", (a) => `(1.0::DOUBLE / millrace_sin(${a}))`),
  hypot: {
    args: [DOUBLE, DOUBLE],
    result: DOUBLE,
    duckdb: ([a, b]) => `sqrt(${a} * ${a} + ${b} * ${b})`,
    pretty: ([a, b]) => `HYPOT(${a}, ${b})`,
  },
  rint: real((a) => `CAST(round_even(${a}, 0) AS DOUBLE)`),
  factorial: {
    args: [INT],
    result: LONG,
    nullable: "always",
    duckdb: ([a]) =>
      `CASE ${a} ${FACTORIALS.map((value, n) => `WHEN ${n} THEN CAST(${value} AS BIGINT)`).join(" ")} END`,
  },
  width_bucket: {
    args: [DOUBLE, DOUBLE, DOUBLE, LONG],
    result: LONG,
    nullable: "always",
    duckdb: ([v, low, high, n]) =>
      `CASE WHEN ${n} <= 0 OR ${low} = ${high} OR ${v} IS NULL OR ${low} IS NULL OR ${high} IS NULL OR ${n} IS NULL OR isnan(${v}) THEN NULL WHEN ${low} < ${high} THEN CASE WHEN ${v} < ${low} THEN 0 WHEN ${v} >= ${high} THEN ${n} + 1 ELSE CAST(floor(${n} * (${v} - ${low}) / (${high} - ${low})) AS BIGINT) + 1 END ELSE CASE WHEN ${v} > ${low} THEN 0 WHEN ${v} <= ${high} THEN ${n} + 1 ELSE CAST(floor(${n} * (${low} - ${v}) / (${low} - ${high})) AS BIGINT) + 1 END END`,
  },
  shiftleft: shiftLeft,
  shiftright: shiftRight,
  shiftrightunsigned: shiftRightUnsigned,
  "<<": { ...shiftLeft, pretty: ([a, b]) => `(${a} << ${b})` },
  ">>": { ...shiftRight, pretty: ([a, b]) => `(${a} >> ${b})` },
  ">>>": { ...shiftRightUnsigned, pretty: ([a, b]) => `(${a} >>> ${b})` },
  bit_get: bitGet(),
  getbit: bitGet(),
  bitmap_bit_position: {
    args: [LONG],
    result: LONG,
    duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN (${a} - 1) % 32768 ELSE (- ${a}) % 32768 END`,
  },
  bitmap_bucket_number: {
    args: [LONG],
    result: LONG,
    duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN 1 + (${a} - 1) // 32768 ELSE ${a} // 32768 END`,
  },
  bitmap_count: { args: [aBitmap], result: LONG, duckdb: ([a]) => `CAST(bit_count(CAST(${a} AS BIT)) AS BIGINT)` },
  bin: { args: [LONG], result: STRING, duckdb: ([a]) => `bin(${a})` },
});
