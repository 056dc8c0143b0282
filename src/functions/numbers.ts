/** Mathematics. */
import {
  decimal,
  DOUBLE,
  INT,
  isFractional,
  isIntegral,
  isNumeric,
  LONG,
  STRING,
  type DataType,
} from "../types/data-type.ts";
import { adjusted, decimalFor } from "./coercion.ts";
import { family, renamed, type ScalarRow } from "./family.ts";
import { oneOf, optional, raise, type Argument, type ScalarFunction } from "./function.ts";
import { kernelType } from "./kernel-type.ts";

const numeric = oneOf('"NUMERIC"', isNumeric, DOUBLE);
const same: ScalarRow["result"] = ([type]) => type!;
const real = (sql: (a: string) => string): ScalarRow => ({ args: [DOUBLE], result: DOUBLE, duckdb: ([a]) => sql(a!) });

/** `ceil` and `floor`: BIGINT, or a decimal without fraction; with a second argument a decimal of that scale. */
function whole(kernel: string): ScalarRow {
  return {
    args: [numeric, optional(INT)],
    result: ([type]) => (type!.kind === "decimal" ? decimal(Math.min(type!.precision - type!.scale + 1, 38), 0) : LONG),
    duckdb: ([a], site) => `CAST(${kernel}(${a}) AS ${kernelType(site.result)})`,
    pretty: ([a]) => `${kernel.toUpperCase()}(${a})`,
  };
}

function roundedType([type]: readonly DataType[], args: readonly Argument[]): DataType {
  if (type!.kind !== "decimal") return type!;
  const digits = args[1] === undefined ? 0 : Number(args[1].literal ?? 0);
  const { precision, scale } = decimalFor(type!);
  return digits < 0
    ? adjusted(Math.max(precision - scale + 1, -digits + 1), 0)
    : adjusted(precision - scale + 1 + Math.min(digits, scale), Math.min(digits, scale));
}

function rounding(mode: "up" | "even"): ScalarRow {
  return {
    args: [numeric, optional(INT)],
    result: roundedType,
    duckdb: ([a, digits], site) => {
      const type = site.args[0]!.dataType;
      const places = digits ?? "0";
      if (isFractional(type))
        return `CAST(millrace_round(CAST(${a} AS DOUBLE), ${places}, '${mode}') AS ${kernelType(type)})`;
      if (type.kind === "decimal")
        return `CAST(millrace_round_decimal(CAST(${a} AS VARCHAR), ${places}, '${mode}') AS ${kernelType(site.result)})`;
      return `CASE WHEN ${places} >= 0 THEN ${a} ELSE CAST(millrace_round_decimal(CAST(${a} AS VARCHAR), ${places}, '${mode}') AS ${kernelType(type)}) END`;
    },
    pretty: ([a, digits]) => `${mode === "up" ? "round" : "bround"}(${a}, ${digits ?? 0})`,
  };
}

export const numberFunctions: readonly ScalarFunction[] = family({
  abs: renamed("abs", [numeric], same),
  ceil: { ...whole("ceil"), aliases: ["ceiling"] },
  floor: whole("floor"),
  round: rounding("up"),
  bround: rounding("even"),
  sign: { args: [DOUBLE], result: DOUBLE, aliases: ["signum"], duckdb: ([a]) => `CAST(sign(${a}) AS DOUBLE)` },
  sqrt: {
    args: [DOUBLE],
    result: DOUBLE,
    duckdb: ([a]) => `CASE WHEN ${a} < 0 THEN 'NaN'::DOUBLE ELSE sqrt(${a}) END`,
    pretty: ([a]) => `SQRT(${a})`,
  },
  cbrt: { ...real((a) => `cbrt(${a})`), pretty: ([a]) => `CBRT(${a})` },
  exp: { ...real((a) => `exp(${a})`), pretty: ([a]) => `EXP(${a})` },
  ln: { args: [DOUBLE], result: DOUBLE, nullable: "always", duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN ln(${a}) END` },
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
    duckdb: ([a]) => `CASE WHEN ${a} > 0 THEN log2(${a}) END`,
    pretty: ([a]) => `LOG2(${a})`,
  },
  log: {
    args: [DOUBLE, optional(DOUBLE)],
    result: DOUBLE,
    nullable: "always",
    duckdb: ([a, b]) =>
      b === undefined
        ? `CASE WHEN ${a} > 0 THEN ln(${a}) END`
        : `CASE WHEN ${a} > 0 AND ${b} > 0 THEN ln(${b}) / ln(${a}) END`,
  },
  pow: { args: [DOUBLE, DOUBLE], result: DOUBLE, aliases: ["power"], duckdb: ([a, b]) => `pow(${a}, ${b})` },
  pmod: {
    args: [numeric, numeric],
    result: same,
    duckdb: ([a, b], site) =>
      `CASE WHEN ${b} = 0 THEN ${site.ansi ? raise("REMAINDER_BY_ZERO", { config: `'"spark.sql.ansi.enabled"'` }) : "NULL"} ELSE ((${a} % ${b}) + ${b}) % ${b} END`,
  },
  sin: { ...real((a) => `sin(${a})`), pretty: ([a]) => `SIN(${a})` },
  cos: { ...real((a) => `cos(${a})`), pretty: ([a]) => `COS(${a})` },
  tan: { ...real((a) => `tan(${a})`), pretty: ([a]) => `TAN(${a})` },
  pi: { args: [], result: DOUBLE, nullable: "never", duckdb: () => "pi()", pretty: () => "PI()" },
  degrees: { ...real((a) => `degrees(${a})`), pretty: ([a]) => `DEGREES(${a})` },
  radians: { ...real((a) => `radians(${a})`), pretty: ([a]) => `RADIANS(${a})` },
  bit_count: {
    args: [oneOf('("INTEGRAL" or "BOOLEAN")', (t) => isIntegral(t) || t.kind === "boolean")],
    result: INT,
    duckdb: ([a]) => `CAST(bit_count(CAST(${a} AS BIGINT)) AS INTEGER)`,
  },
  bin: { args: [LONG], result: STRING, duckdb: ([a]) => `bin(${a})` },
});
