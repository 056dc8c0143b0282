/** JSON values to values of a Spark type: the conversions of Spark's JSON reader, none more. */
import { millraceError } from "../../errors.ts";
import type { DataType, StructType } from "../data-type.ts";
import { parseByPattern } from "../datetime-pattern-parse.ts";
import { MICROS_PER_DAY, parseDate, parseTimestamp } from "../datetime-text.ts";
import { sqlTypeText } from "../ddl-text.ts";
import { intervalOf } from "../interval-value.ts";
import { decimalOf } from "../number-text.ts";
import type { RawValue } from "../raw-value.ts";
import { floorDiv, utcToLocal } from "../time-zone.ts";
import { jsonText, type JsonNode } from "./parser.ts";

export interface ConvertRules {
  readonly zone: string;
  readonly now: bigint;
  readonly timestampFormat?: string;
  readonly timestampNTZFormat?: string;
  readonly dateFormat?: string;
  /** A date or time that its pattern does not read is tried without one. */
  readonly dateTimeFallback?: boolean;
  /** Whether a text may name a number that is none: `"NaN"`, `"-INF"`. Yes, unless told. */
  readonly allowNonNumericNumbers?: boolean;
  /** What is no string but read as one is printed anew, as `from_json` does; the reader of files keeps it as written. */
  readonly normalNumbers?: boolean;
}

/** The rules that a reader's options are, by Spark's names. */
export function jsonRules(options: Readonly<Record<string, string>>, zone: string, now: bigint): ConvertRules {
  const { timestampFormat, timestampNTZFormat, dateFormat } = options;
  return {
    zone: options["timeZone"] ?? zone,
    now,
    dateTimeFallback: options["enableDateTimeParsingFallback"]?.toLowerCase() === "true",
    allowNonNumericNumbers: options["allowNonNumericNumbers"]?.toLowerCase() !== "false",
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
    ...(timestampNTZFormat === undefined ? {} : { timestampNTZFormat }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
  };
}

/** A value that does not fit. The row around it lives on without it. */
class ConversionError extends Error {}

export interface ConvertedRow {
  readonly values: RawValue[];
  readonly bad: boolean;
  /** What the first value that did not fit was. */
  readonly reason?: unknown;
}

/** Where the rows of one record note that something in them did not fit. */
interface Findings {
  bad: boolean;
  reason?: unknown;
}

/**
 * The object's fields by name, exactly as written; of several with one name the last that fits counts. What does not fit costs itself
 * and the arrays and maps around it up to the nearest object, no more.
 */
export function convertRow(node: JsonNode & { t: "object" }, schema: StructType, rules: ConvertRules): ConvertedRow {
  const record: Findings = { bad: false };
  const values = row(node, schema, { ...rules, record });
  return { values, ...record };
}

interface Work extends ConvertRules {
  readonly record: Findings;
}

const places = new WeakMap<StructType, ReadonlyMap<string, number>>();

function placesOf(schema: StructType): ReadonlyMap<string, number> {
  let known = places.get(schema);
  if (known === undefined) places.set(schema, (known = new Map(schema.fields.map((f, i) => [f.name, i]))));
  return known;
}

function row(node: JsonNode & { t: "object" }, schema: StructType, work: Work): RawValue[] {
  const at = placesOf(schema);
  const values: RawValue[] = schema.fields.map(() => null);
  for (const [name, value] of node.entries) {
    const index = at.get(name);
    if (index === undefined) continue;
    try {
      values[index] = convert(value, schema.fields[index]!.dataType, work, name);
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      work.record.reason ??= error.cause;
      work.record.bad = true;
    }
  }
  return values;
}

/** One value, or undefined when it does not fit. */
export function convertValue(node: JsonNode, type: DataType, rules: ConvertRules): RawValue | undefined {
  const record: Findings = { bad: false };
  try {
    const value = convert(node, type, { ...rules, record }, null);
    return record.bad ? undefined : value;
  } catch (error) {
    if (error instanceof ConversionError) return undefined;
    throw error;
  }
}

const RANGES: Record<string, readonly [bigint, bigint]> = {
  byte: [-128n, 255n],
  short: [-32768n, 32767n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** `field` is the name that the value has in its object, if it stands in one. */
function convert(node: JsonNode, type: DataType, rules: Work, field: string | null): RawValue {
  if (node.t === "null") return null;
  const refuse = (): never => {
    throw new ConversionError(`${node.t} is no ${type.kind}`, { cause: misfit(node, type, field) });
  };
  switch (type.kind) {
    case "boolean":
      return node.t === "boolean" ? node.value : refuse();
    case "byte":
    case "short":
    case "integer":
    case "long":
      return integral(node, type.kind) ?? refuse();
    case "double":
    case "float":
      return fractional(node, type.kind, rules) ?? refuse();
    case "decimal":
      return node.t === "number" || node.t === "string"
        ? (decimalOf(node.text.replaceAll(",", "").trim(), type) ?? refuse())
        : refuse();
    case "string":
    case "char":
    case "varchar":
      if (node.t === "string") return node.text;
      // A whole number has no zero below zero.
      if (rules.normalNumbers === true && node.t === "number" && node.isInteger && node.text === "-0") return "0";
      return rules.normalNumbers === true || node.t === "boolean" ? jsonText(node) : node.text;
    case "timestamp":
    case "timestamp_ntz":
      return timestamp(node, type.kind, rules) ?? refuse();
    case "date":
      return date(node, rules) ?? refuse();
    case "day_time_interval":
    case "year_month_interval":
      return (node.t === "string" ? intervalOf(node.text, type) : undefined) ?? refuse();
    case "binary":
      return (node.t === "string" ? bytesOf(node.text) : undefined) ?? refuse();
    case "array":
      return node.t === "array" ? node.items.map((item) => convert(item, type.elementType, rules, null)) : refuse();
    case "map":
      return node.t === "object"
        ? [...new Map(node.entries)].map(([name, value]) => [
            key(name, type.keyType),
            convert(value, type.valueType, rules, name),
          ])
        : refuse();
    case "struct":
      return node.t === "object" ? row(node, type, rules) : refuse();
    default:
      return refuse();
  }
}

/** Spark's words for a value that does not fit; of some misfits it has none of its own. */
function misfit(node: JsonNode, type: DataType, field: string | null): unknown {
  const text = "text" in node ? node.text : String(node.t === "boolean" ? node.value : null);
  const dataType = `"${sqlTypeText(type)}"`;
  if (node.t === "string") {
    if (["date", "timestamp", "timestamp_ntz"].includes(type.kind))
      return millraceError("CAST_INVALID_INPUT", {
        expression: `'${text}'`,
        sourceType: '"STRING"',
        targetType: dataType,
      });
    if (["decimal", "string", "binary"].includes(type.kind)) return undefined;
    if (text === "") return millraceError("EMPTY_JSON_FIELD_VALUE", { dataType });
  }
  if (node.t === "number" && node.isInteger && type.kind in RANGES) return undefined;
  const fieldName = field === null ? "NULL" : `'${field}'`;
  const fieldValue = node.t === "object" ? "{" : node.t === "array" ? "[" : text;
  return millraceError("CANNOT_PARSE_JSON_FIELD", { fieldName, fieldValue, jsonType: tokenName(node), dataType });
}

/** What the JSON library that Spark reads with calls the token a value begins with. */
function tokenName(node: JsonNode): string {
  switch (node.t) {
    case "object":
      return "START_OBJECT";
    case "array":
      return "START_ARRAY";
    case "string":
      return "VALUE_STRING";
    case "number":
      return node.isInteger ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
    case "boolean":
      return node.value ? "VALUE_TRUE" : "VALUE_FALSE";
    case "null":
      return "VALUE_NULL";
  }
}

function key(name: string, type: DataType): RawValue {
  if (type.kind === "string") return name;
  throw new ConversionError("the keys of a map in JSON are text");
}

function integral(node: JsonNode, kind: string): RawValue | undefined {
  if (node.t !== "number" || !node.isInteger) return undefined;
  const value = BigInt(node.text);
  const [least, most] = RANGES[kind]!;
  if (value < least || value > most) return undefined;
  if (kind === "long") return value;
  return Number(kind === "byte" ? BigInt.asIntN(8, value) : value);
}

const SPECIAL: Record<string, number> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "+Infinity": Number.POSITIVE_INFINITY,
  "+INF": Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-INF": Number.NEGATIVE_INFINITY,
};

function fractional(node: JsonNode, kind: string, rules: ConvertRules): number | undefined {
  const value =
    node.t === "number"
      ? (SPECIAL[node.text] ?? (node.isInteger ? Number(BigInt(node.text)) : Number(node.text)))
      : node.t === "string" && rules.allowNonNumericNumbers !== false
        ? SPECIAL[node.text]
        : undefined;
  return value === undefined || kind === "double" ? value : Math.fround(value);
}

function timestamp(node: JsonNode, kind: string, rules: ConvertRules): bigint | undefined {
  if (node.t === "number" && node.isInteger && kind === "timestamp") {
    const micros = BigInt(node.text) * 1_000_000n;
    return BigInt.asIntN(64, micros) === micros ? micros : undefined;
  }
  if (node.t !== "string") return undefined;
  const ntz = kind === "timestamp_ntz";
  const pattern = ntz ? rules.timestampNTZFormat : rules.timestampFormat;
  if (pattern !== undefined) {
    const micros = parseByPattern(node.text, pattern, ntz ? "UTC" : rules.zone);
    if (micros !== undefined || ntz || rules.dateTimeFallback !== true) return micros;
  }
  const today = Number(floorDiv(utcToLocal(rules.zone, rules.now), MICROS_PER_DAY));
  if (ntz && /(?:Z|[+-]\d{1,2}:?\d{2})$/.test(node.text.slice(10))) return undefined;
  return parseTimestamp(node.text, { zone: rules.zone, today, ntz });
}

function date(node: JsonNode, rules: ConvertRules): number | undefined {
  if (node.t !== "string") return undefined;
  if (rules.dateFormat !== undefined) {
    const micros = parseByPattern(node.text, rules.dateFormat, "UTC");
    if (micros !== undefined) return Number(floorDiv(micros, MICROS_PER_DAY));
    if (rules.dateTimeFallback !== true) return undefined;
  }
  return parseDate(node.text) ?? epochDay(node.text);
}

/** Days as a number in a text: what Spark's first releases wrote. */
function epochDay(text: string): number | undefined {
  const days = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return days >= -(2 ** 31) && days < 2 ** 31 ? days : undefined;
}

/** Base64 to the letter: whole groups, of which any may be padded; the host would take much more. */
function bytesOf(text: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)*$/.test(text)) return undefined;
  const groups = text.match(/.{4}/g) ?? [];
  return new Uint8Array(Buffer.concat(groups.map((group) => Buffer.from(group, "base64"))));
}
