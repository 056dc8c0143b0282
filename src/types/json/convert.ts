/** JSON values to values of a Spark type: the conversions of Spark's JSON reader, none more. */
import type { DataType, DecimalType, StructType } from "../data-type.ts";
import { parseByPattern } from "../datetime-pattern-parse.ts";
import { MICROS_PER_DAY, parseDate, parseTimestamp } from "../datetime-text.ts";
import { roundDecimal } from "../number-text.ts";
import type { RawValue } from "../raw-value.ts";
import { floorDiv, utcToLocal } from "../time-zone.ts";
import { jsonText, type JsonNode } from "./parser.ts";

export interface ConvertRules {
  readonly zone: string;
  readonly now: bigint;
  readonly timestampFormat?: string;
  readonly timestampNTZFormat?: string;
  readonly dateFormat?: string;
  /** What is no string but read as one is printed anew, as `from_json` does; the reader of files keeps it as written. */
  readonly normalNumbers?: boolean;
}

/** A value that does not fit; where a row can live without it, NULL stands in its place and the record counts as corrupt. */
class ConversionError extends Error {}

export interface ConvertedRow {
  readonly values: RawValue[];
  readonly bad: boolean;
}

/** The object's fields by name, exactly as written; of two with one name the last counts. A nested field that does not fit costs itself, no more. */
export function convertRow(node: JsonNode & { t: "object" }, schema: StructType, rules: ConvertRules): ConvertedRow {
  const byName = new Map(node.entries);
  let bad = false;
  const values = schema.fields.map((f) => {
    const value = byName.get(f.name);
    if (value === undefined) return null;
    if (f.dataType.kind === "struct" && value.t === "object") {
      const nested = convertRow(value, f.dataType, rules);
      bad ||= nested.bad;
      return nested.values;
    }
    const converted = convertValue(value, f.dataType, rules);
    bad ||= converted === undefined;
    return converted ?? null;
  });
  return { values, bad };
}

/** One value, or undefined when it does not fit. */
export function convertValue(node: JsonNode, type: DataType, rules: ConvertRules): RawValue | undefined {
  try {
    return convert(node, type, rules);
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

function convert(node: JsonNode, type: DataType, rules: ConvertRules): RawValue {
  if (node.t === "null") return null;
  const refuse = (): never => {
    throw new ConversionError(`${node.t} is no ${type.kind}`);
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
      return fractional(node, type.kind) ?? refuse();
    case "decimal":
      return node.t === "number" || node.t === "string" ? (decimal(node.text, type) ?? refuse()) : refuse();
    case "string":
    case "char":
    case "varchar":
      if (node.t === "string") return node.text;
      return rules.normalNumbers === true || node.t === "boolean" ? jsonText(node) : node.text;
    case "timestamp":
    case "timestamp_ntz":
      return timestamp(node, type.kind, rules) ?? refuse();
    case "date":
      return date(node, rules) ?? refuse();
    case "binary":
      return node.t === "string" ? new Uint8Array(Buffer.from(node.text, "base64")) : refuse();
    case "array":
      return node.t === "array" ? node.items.map((item) => convert(item, type.elementType, rules)) : refuse();
    case "map":
      return node.t === "object"
        ? [...new Map(node.entries)].map(([name, value]) => [
            key(name, type.keyType),
            convert(value, type.valueType, rules),
          ])
        : refuse();
    case "struct":
      return node.t === "object" ? nestedRow(node, type, rules) : refuse();
    default:
      return refuse();
  }
}

function nestedRow(node: JsonNode & { t: "object" }, type: StructType, rules: ConvertRules): RawValue {
  const { values, bad } = convertRow(node, type, rules);
  if (bad) throw new ConversionError("a field of a nested object does not fit");
  return values;
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
  INF: Number.POSITIVE_INFINITY,
  "+INF": Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-INF": Number.NEGATIVE_INFINITY,
};

function fractional(node: JsonNode, kind: string): number | undefined {
  const value =
    node.t === "number"
      ? (SPECIAL[node.text] ?? (node.isInteger ? Number(BigInt(node.text)) : Number(node.text)))
      : node.t === "string"
        ? SPECIAL[node.text]
        : undefined;
  return value === undefined || kind === "double" ? value : Math.fround(value);
}

function decimal(text: string, type: DecimalType): string | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim())) return undefined;
  const padded = roundDecimal(
    `${text.trim().replace(/^\+/, "")}${/[.eE]/.test(text) ? "" : "."}${"0".repeat(/[eE]/.test(text) ? 0 : type.scale)}`,
    type.scale,
    "up",
  );
  const [whole = "", fraction = ""] = padded.split(".");
  if (whole.replace(/^-?0*/, "").length > type.precision - type.scale) return undefined;
  return type.scale === 0 ? whole : `${whole || "0"}.${fraction.padEnd(type.scale, "0")}`;
}

function timestamp(node: JsonNode, kind: string, rules: ConvertRules): bigint | undefined {
  if (node.t === "number" && node.isInteger && kind === "timestamp") return BigInt(node.text) * 1_000_000n;
  if (node.t !== "string") return undefined;
  const pattern = kind === "timestamp" ? rules.timestampFormat : rules.timestampNTZFormat;
  const ntz = kind === "timestamp_ntz";
  if (pattern !== undefined) return parseByPattern(node.text, pattern, ntz ? "UTC" : rules.zone);
  const today = Number(floorDiv(utcToLocal(rules.zone, rules.now), MICROS_PER_DAY));
  if (ntz && /(?:Z|[+-]\d{1,2}:?\d{2})$/.test(node.text.slice(10))) return undefined;
  return parseTimestamp(node.text, { zone: rules.zone, today, ntz });
}

function date(node: JsonNode, rules: ConvertRules): number | undefined {
  if (node.t !== "string") return undefined;
  if (rules.dateFormat === undefined) return parseDate(node.text);
  const micros = parseByPattern(node.text, rules.dateFormat, "UTC");
  return micros === undefined ? undefined : Number(floorDiv(micros, MICROS_PER_DAY));
}
