/** CAST as kernel SQL, by Spark's rules in ANSI, legacy and try mode. */
import { millraceError } from "../errors.ts";
import type { EvalMode } from "../plan/expression.ts";
import {
  isDatetime,
  isFractional,
  isIntegral,
  isInterval,
  isNested,
  isNumeric,
  isString,
  isTimestamp,
  sameType,
  STRING,
  type DataType,
  type DecimalType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { raise, text } from "./function.ts";
import { calendarFromText, calendarText } from "./calendar-intervals.ts";
import { canCastInterval, intervalCast } from "./cast-interval.ts";
import { identifier, kernelFieldNames, kernelType } from "./kernel-type.ts";
import { fromLocal, toLocal } from "./zone-sql.ts";

export interface CastSite {
  readonly mode: EvalMode;
  readonly zone: string;
  readonly now: bigint;
}

const RANGES: Record<string, readonly [string, string, string]> = {
  byte: ["-128", "127", "S"],
  short: ["-32768", "32767", "S"],
  integer: ["-2147483648", "2147483647", ""],
  long: ["-9223372036854775808", "9223372036854775807", "L"],
};
/** What Spark trims before it reads a number or a date: every character up to the blank. */
const BLANKS = `' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)`;

/** Whether Spark has a cast between the types at all. */
export function canCast(from: DataType, to: DataType): boolean {
  if (from.kind === "null" || sameType(from, to)) return true;
  if (isString(to)) return true;
  if (to.kind === "null") return false;
  if (isString(from)) return !isNested(to);
  if (from.kind === "array" && to.kind === "array") return canCast(from.elementType, to.elementType);
  if (from.kind === "map" && to.kind === "map")
    return canCast(from.keyType, to.keyType) && canCast(from.valueType, to.valueType);
  if (from.kind === "struct" && to.kind === "struct") {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((f, i) => canCast(f.dataType, to.fields[i]!.dataType))
    );
  }
  const numeric = (type: DataType): boolean => isNumeric(type) || type.kind === "boolean";
  if (numeric(from) && numeric(to)) return true;
  if (isNumeric(from) && to.kind === "timestamp") return true;
  if (from.kind === "timestamp" && isNumeric(to)) return true;
  if (isIntegral(from) && to.kind === "binary") return true;
  if (isDatetime(from) && isDatetime(to)) return true;
  return canCastInterval(from, to);
}

/** `sql`, an expression of type `from`, as an expression of type `to`. */
export function castSql(sql: string, from: DataType, to: DataType, site: CastSite): string {
  if (sameType(from, to)) return sql;
  // Not a bare NULL: raise_error() has this type and must still be evaluated.
  if (from.kind === "null") return `CAST(${sql} AS ${kernelType(to)})`;
  if (to.kind === "char" || to.kind === "varchar" || to.kind === "string") return toText(sql, from, site);
  if (isString(from)) return fromText(sql, to, site);
  if (isNested(from)) return nested(sql, from, to, site);
  // Outside ANSI mode: true is a microsecond, and a date is no number.
  if (from.kind === "boolean" && to.kind === "timestamp") return `make_timestamp(CAST(${sql} AS BIGINT))`;
  if (from.kind === "date" && (isNumeric(to) || to.kind === "boolean")) return `CAST(NULL AS ${kernelType(to)})`;
  if (from.kind === "timestamp" && to.kind === "boolean") return `(epoch_us(${sql}) <> 0)`;
  if (from.kind === "boolean") return `CAST(${sql} AS ${kernelType(to)})`;
  if (to.kind === "boolean") return `(${sql} <> 0)`;
  if (isInterval(from) || isInterval(to))
    return intervalCast(sql, from, to, (value, f, t) =>
      // What has no room is an error in legacy mode too.
      castSql(value, f, t, site.mode === "legacy" ? { ...site, mode: "ansi" } : site),
    );
  if (isNumeric(from) && isNumeric(to)) return number(sql, from, to, site);
  if (isTimestamp(from) || from.kind === "date" || isTimestamp(to)) return datetime(sql, from, to, site);
  if (to.kind === "binary") return `unhex(printf('%0${WIDTHS[from.kind]}x', ${sql}))`;
  return sql;
}

const WIDTHS: Record<string, number> = { byte: 2, short: 4, integer: 8, long: 16 };

function orError(
  site: CastSite,
  condition: "CAST_INVALID_INPUT" | "CAST_OVERFLOW" | "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
  parameters: Record<string, string>,
): string {
  return site.mode === "ansi" ? raise(condition, parameters) : "NULL";
}

function toText(sql: string, from: DataType, site: CastSite): string {
  switch (from.kind) {
    case "double":
    case "float":
      return `CASE WHEN (abs(${sql}) >= 0.001 AND abs(${sql}) < 10000000) OR ${sql} IS NULL THEN CAST(${sql} AS VARCHAR) ELSE millrace_${from.kind}_text(CAST(${sql} AS DOUBLE)) END`;
    case "timestamp":
      return site.zone === "UTC" ? timestampText(sql) : timestampText(toLocal(sql, site.zone));
    case "timestamp_ntz":
      return timestampText(sql);
    case "binary":
      // Bytes that are no UTF-8 become replacement characters: the kernel's texts hold nothing else.
      return `coalesce(try(decode(${sql})), millrace_lossy_text(hex(${sql})))`;
    case "day_time_interval":
    case "year_month_interval":
      return `millrace_interval_text(CAST(${sql} AS BIGINT), ${text(from.kind)}, ${from.start}, ${from.end})`;
    case "calendar_interval":
      return calendarText(sql);
    case "decimal":
      // The kernel writes no digit before the point where the type has none.
      return from.precision === from.scale
        ? `regexp_replace(CAST(${sql} AS VARCHAR), '^(-?)[.]', '\\10.')`
        : `CAST(${sql} AS VARCHAR)`;
    case "date":
      return `CASE WHEN ${sql} IS NULL OR ${sql} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN CAST(${sql} AS VARCHAR) ELSE millrace_date_text(CAST(date_diff('day', DATE '1970-01-01', ${sql}) AS BIGINT)) END`;
    case "array":
    case "map":
    case "struct":
      return nestedText(sql, from, site);
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

let nextItem = 0;

/** `[1, null]`, `{k -> v}`, `{1, a}`: what is inside is cast in turn, and NULL is written out. */
function nestedText(sql: string, from: DataType, site: CastSite): string {
  const item = (value: string, type: DataType): string => `coalesce(${castSql(value, type, STRING, site)}, 'null')`;
  const e = `item${nextItem++}`;
  const listed = (list: string, each: string, open: string, close: string): string =>
    `CASE WHEN ${sql} IS NOT NULL THEN '${open}' || coalesce(array_to_string(list_transform(${list}, lambda ${e}: ${each}), ', '), '') || '${close}' END`;
  switch (from.kind) {
    case "array":
      return listed(sql, item(e, from.elementType), "[", "]");
    case "map":
      return listed(
        `map_entries(${sql})`,
        `${item(`${e}.key`, from.keyType)} || ' -> ' || ${item(`${e}.value`, from.valueType)}`,
        "{",
        "}",
      );
    case "struct": {
      const names = kernelFieldNames(from);
      const fields = from.fields.map((f, i) => item(`struct_extract(${sql}, ${text(names[i]!)})`, f.dataType));
      return `CASE WHEN ${sql} IS NOT NULL THEN '{' || ${fields.join(" || ', ' || ") || "''"} || '}' END`;
    }
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

/** A year past 9999 has a sign before it, and so has one before 0; the kernel writes those in its own way. */
function timestampText(sql: string): string {
  const written = `CAST(${sql} AS VARCHAR)`;
  const year = `CASE WHEN year(${sql}) > 9999 THEN '+' || year(${sql}) WHEN year(${sql}) < 0 THEN '-' || lpad(CAST(-year(${sql}) AS VARCHAR), 4, '0') ELSE lpad(CAST(year(${sql}) AS VARCHAR), 4, '0') END`;
  const rest = String.raw`regexp_replace(${written}, '^\d+(-\d\d-\d\d)( \(BC\))?', '\1')`;
  return `CASE WHEN year(${sql}) BETWEEN 1 AND 9999 THEN ${written} ELSE ${year} || ${rest} END`;
}

function fromText(sql: string, to: DataType, site: CastSite): string {
  const trimmed = `trim(${sql}, ${BLANKS})`;
  const failure = orError(site, "CAST_INVALID_INPUT", {
    expression: `'''' || ${sql} || ''''`,
    sourceType: text('"STRING"'),
    targetType: text(`"${sqlTypeText(to)}"`),
    ansiConfig: text('"spark.sql.ansi.enabled"'),
  });
  const guarded = (value: string): string =>
    `CASE WHEN ${sql} IS NULL THEN NULL ELSE coalesce(${value}, ${failure}) END`;
  if (isIntegral(to)) {
    const pattern = site.mode === "legacy" ? String.raw`[+-]?\d+(\.\d*)?` : String.raw`[+-]?\d+`;
    const digits = site.mode === "legacy" ? `split_part(${trimmed}, '.', 1)` : trimmed;
    return guarded(
      `CASE WHEN regexp_full_match(${trimmed}, ${text(pattern)}) THEN TRY_CAST(ltrim(${digits}, '+') AS ${kernelType(to)}) END`,
    );
  }
  // The kernel takes 1_000 for a number.
  const numeral = `CASE WHEN NOT contains(${sql}, '_') THEN ${trimmed} END`;
  switch (to.kind) {
    case "float":
    case "double": {
      const plain = `regexp_replace(${numeral}, ${text(String.raw`^([+-]?[0-9.][0-9.eE+-]*)[dDfF]$`)}, ${text("\\1")})`;
      return guarded(`TRY_CAST(${plain} AS ${kernelType(to)})`);
    }
    case "decimal": {
      const approximate = `TRY_CAST(${numeral} AS DOUBLE)`;
      // A number that has no room is another matter than a text that is none.
      const failed = `CASE WHEN isfinite(${approximate}) THEN ${outOfRange(trimmed, to, site)} ELSE ${failure} END`;
      return `CASE WHEN ${sql} IS NULL THEN NULL ELSE coalesce(TRY_CAST(${numeral} AS ${kernelType(to)}), ${site.mode === "ansi" ? failed : "NULL"}) END`;
    }
    case "boolean":
      return guarded(
        `CASE WHEN lower(${trimmed}) IN ('t', 'true', 'y', 'yes', '1') THEN true WHEN lower(${trimmed}) IN ('f', 'false', 'n', 'no', '0') THEN false END`,
      );
    case "binary":
      return `encode(${sql})`;
    case "date":
      return guarded(
        `CASE WHEN regexp_full_match(${sql}, ${text(String.raw`\d{4}-\d\d-\d\d`)}) THEN TRY_CAST(${sql} AS DATE) ELSE (DATE '1970-01-01' + CAST(millrace_parse_date(${sql}) AS INTEGER)) END`,
      );
    case "timestamp":
    case "timestamp_ntz": {
      // The kernel takes 24:00:00 for the next day.
      const usual = `regexp_full_match(${sql}, ${text(String.raw`\d{4}-\d\d-\d\d[ T]([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,6})?`)})`;
      const local = `TRY_CAST(${sql} AS TIMESTAMP)`;
      const fast = to.kind === "timestamp" ? fromLocal(local, site.zone) : local;
      return guarded(
        `CASE WHEN ${usual} THEN ${fast} ELSE make_timestamp(millrace_parse_timestamp(${sql}, ${text(to.kind)}, ${text(site.zone)}, CAST(${site.now} AS BIGINT))) END`,
      );
    }
    case "calendar_interval":
      return calendarFromText(sql);
    case "day_time_interval":
    case "year_month_interval":
      // What does not fit is an error in legacy mode too.
      return `CAST(millrace_parse_interval(${sql}, ${text(to.kind)}, ${to.start}, ${to.end}, ${site.mode === "try"}) AS ${kernelType(to)})`;
    default:
      return `CAST(${sql} AS ${kernelType(to)})`;
  }
}

function number(sql: string, from: DataType, to: DataType, site: CastSite): string {
  if (isIntegral(to)) {
    const [least, most, suffix] = RANGES[to.kind]!;
    const whole = isIntegral(from) ? sql : `trunc(${sql})`;
    if (isIntegral(from) && widths.indexOf(from.kind) <= widths.indexOf(to.kind))
      return `CAST(${sql} AS ${kernelType(to)})`;
    const fits =
      isFractional(from) && to.kind === "long"
        ? `${whole} >= -9223372036854775808 AND ${whole} < 9223372036854775808`
        : `${whole} BETWEEN ${least} AND ${most}`;
    if (site.mode === "legacy") return wrap(isFractional(from) ? saturated(sql, to) : whole, to);
    const valueSuffix = from.kind === "long" ? "L" : from.kind === "double" ? "D" : suffix === "S" ? "" : "";
    const failure = orError(site, "CAST_OVERFLOW", {
      value: `CAST(${sql} AS VARCHAR) || '${valueSuffix}'`,
      sourceType: text(`"${sqlTypeText(from)}"`),
      targetType: text(`"${sqlTypeText(to)}"`),
      ansiConfig: text('"spark.sql.ansi.enabled"'),
    });
    return `CASE WHEN ${sql} IS NULL THEN NULL WHEN ${fits} THEN CAST(${whole} AS ${kernelType(to)}) ELSE ${failure} END`;
  }
  if (to.kind === "decimal") {
    // A float counts as the double it is.
    const source = isFractional(from) ? `CAST(CAST(${sql} AS DOUBLE) AS VARCHAR)` : sql;
    const isNumber = isFractional(from) ? `isfinite(${sql})` : `${sql} IS NOT NULL`;
    return `CASE WHEN ${isNumber} THEN coalesce(TRY_CAST(${source} AS ${kernelType(to)}), ${outOfRange(sql, to, site)}) END`;
  }
  if (to.kind === "float" && from.kind === "double")
    return `coalesce(TRY_CAST(${sql} AS FLOAT), CASE WHEN ${sql} > 0 THEN 'Infinity'::FLOAT WHEN ${sql} < 0 THEN '-Infinity'::FLOAT END)`;
  return `CAST(${sql} AS ${kernelType(to)})`;
}

function outOfRange(value: string, to: DecimalType, site: CastSite): string {
  return orError(site, "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", {
    value,
    precision: text(String(to.precision)),
    scale: text(String(to.scale)),
    config: text('"spark.sql.ansi.enabled"'),
  });
}

/** Java's narrowing of a double: NaN is 0, what is too large the largest long, or int of which a smaller type takes the low bits. */
function saturated(sql: string, to: DataType): string {
  const [least, most] = RANGES[to.kind === "long" ? "long" : "integer"]!;
  return `CASE WHEN isnan(${sql}) THEN 0 WHEN ${sql} >= ${most} THEN ${most} WHEN ${sql} <= ${least} THEN ${least} ELSE CAST(trunc(${sql}) AS HUGEINT) END`;
}

export const INTEGER_BITS: Readonly<Record<string, bigint>> = { byte: 8n, short: 16n, integer: 32n, long: 64n };
const widths = ["byte", "short", "integer", "long"];

/** The low bits of a wider integer, as Java's narrowing keeps them. */
export function wrap(sql: string, to: DataType): string {
  const bits = INTEGER_BITS[to.kind]!;
  const [span, half] = [1n << bits, 1n << (bits - 1n)];
  return `CAST((((${sql} + ${half}) % ${span}) + ${span}) % ${span} - ${half} AS ${kernelType(to)})`;
}

function datetime(sql: string, from: DataType, to: DataType, site: CastSite): string {
  const local = from.kind === "timestamp" ? toLocal(sql, site.zone) : sql;
  if (to.kind === "date") return `CAST(${local} AS DATE)`;
  if (to.kind === "timestamp_ntz") return `CAST(${local} AS TIMESTAMP)`;
  if (to.kind === "timestamp") {
    if (isIntegral(from)) return `make_timestamp(CAST(${sql} AS BIGINT) * 1000000)`;
    if (isFractional(from)) {
      const failure = orError(site, "CAST_INVALID_INPUT", {
        expression: castSql(sql, from, STRING, site),
        sourceType: text(`"${sqlTypeText(from)}"`),
        targetType: text('"TIMESTAMP"'),
        ansiConfig: text('"spark.sql.ansi.enabled"'),
      });
      // A float counts as the double it is.
      return `CASE WHEN isfinite(${sql}) THEN make_timestamp(CAST(trunc(CAST(${sql} AS DOUBLE) * 1000000) AS BIGINT)) WHEN ${sql} IS NOT NULL THEN ${failure} END`;
    }
    if (isNumeric(from)) return `make_timestamp(CAST(trunc(${sql} * 1000000) AS BIGINT))`;
    return fromLocal(`CAST(${sql} AS TIMESTAMP)`, site.zone);
  }
  if (isIntegral(to)) {
    // Outside ANSI mode too a small integer is not given the low bits.
    const mode = site.mode === "legacy" ? "try" : site.mode;
    return number(`CAST(floor(epoch_us(${sql}) / 1000000) AS BIGINT)`, { kind: "long" }, to, { ...site, mode });
  }
  if (to.kind === "decimal") return `CAST(CAST(epoch_us(${sql}) AS DECIMAL(38, 6)) / 1000000 AS ${kernelType(to)})`;
  return `CAST(epoch_us(${sql}) / 1000000 AS ${kernelType(to)})`;
}

function nested(sql: string, from: DataType, to: DataType, site: CastSite): string {
  if (from.kind === "array" && to.kind === "array") {
    return `list_transform(${sql}, lambda e: ${castSql("e", from.elementType, to.elementType, site)})`;
  }
  if (from.kind === "map" && to.kind === "map") {
    return `map_from_entries(list_transform(map_entries(${sql}), lambda e: {'key': ${castSql("e.key", from.keyType, to.keyType, site)}, 'value': ${castSql("e.value", from.valueType, to.valueType, site)}}))`;
  }
  if (from.kind === "struct" && to.kind === "struct") {
    const [names, targets] = [kernelFieldNames(from), kernelFieldNames(to)];
    const fields = from.fields.map(
      (f, i) =>
        `${identifier(targets[i]!)} := ${castSql(`struct_extract(${sql}, ${text(names[i]!)})`, f.dataType, to.fields[i]!.dataType, site)}`,
    );
    return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
  }
  throw millraceError("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", {
    sqlExpr: `"CAST(... AS ${sqlTypeText(to)})"`,
    srcType: `"${sqlTypeText(from)}"`,
    targetType: `"${sqlTypeText(to)}"`,
  });
}
