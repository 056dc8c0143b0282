/** JSON text in the host: typed reading and writing, and paths. */
import { isUtf8 } from "node:buffer";
import { millraceError } from "../../errors.ts";
import { struct, type DataType, type StructType } from "../../types/data-type.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";
import { formatDate, formatLocal } from "../../types/datetime-text.ts";
import { convertRow, convertValue, jsonRules, type ConvertedRow, type ConvertRules } from "../../types/json/convert.ts";
import { inferJsonType, jsonInference } from "../../types/json/infer.ts";
import { jsonGrammar, JsonSyntaxError, jsonText, parseJson, type JsonNode } from "../../types/json/parser.ts";
import { typeFromJson } from "../../types/json-form.ts";
import type { RawValue } from "../../types/raw-value.ts";
import { kernelFieldNames } from "../kernel-type.ts";
import { host, type HostFunction } from "./host-function.ts";
import { followed, pathSteps } from "./json-path.ts";

/** What paths are looked for in: there NaN is no number. */
const GRAMMAR = jsonGrammar({ allowNonNumericNumbers: "false" });

const types = new Map<string, DataType>();

function typeOf(json: string): DataType {
  let type = types.get(json);
  if (type === undefined) types.set(json, (type = typeFromJson(JSON.parse(json))));
  return type;
}

/** The first value of a text, or undefined when it is none. */
function parsed(text: string, grammar = GRAMMAR): JsonNode | undefined {
  try {
    return parseJson(text, grammar);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

/**
 * JSON that the kernel casts to the type. A struct of NULLs for a text that is no object, as in Spark's permissive mode; its column for
 * corrupt records takes the text.
 */
function fromJson(text: string, typeJson: string, optionsJson: string, zone: string, now: bigint): string | null {
  const type = typeOf(typeJson);
  const options = JSON.parse(optionsJson) as Record<string, string>;
  const rules: ConvertRules = { ...jsonRules(options, zone, now), normalNumbers: true };
  if (text.trim() === "") return null;
  // A byte order mark is no blank here.
  const node = text.startsWith("\ufeff") ? undefined : parsed(text, jsonGrammar(options));
  const failFast = options["mode"]?.toUpperCase() === "FAILFAST";
  if (type.kind === "struct") return kernelJson(type, rowOf(text, node, type, rules, options, failFast));
  // An object stands for an array of it alone.
  const isOne = type.kind === "array" && type.elementType.kind === "struct" && node?.t === "object";
  const value = node && convertValue(isOne ? { t: "array", items: [node], text: "" } : node, type, rules);
  if (value === undefined && failFast) throw malformed([]);
  return value === undefined ? null : kernelJson(type, value);
}

function rowOf(
  text: string,
  node: JsonNode | undefined,
  type: StructType,
  rules: ConvertRules,
  options: Readonly<Record<string, string>>,
  failFast: boolean,
): readonly RawValue[] {
  const row: ConvertedRow =
    node?.t === "object" ? convertRow(node, type, rules) : { values: type.fields.map(() => null), bad: true };
  if (row.bad && failFast) {
    if (node?.t === "array")
      throw millraceError("MALFORMED_RECORD_IN_PARSING.CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS", {
        badRecord: text,
        failFastMode: "FAILFAST",
      });
    throw malformed(row.values);
  }
  const corrupt = options["columnNameOfCorruptRecord"] ?? "_corrupt_record";
  const place = type.fields.findIndex((f) => f.name === corrupt && f.dataType.kind === "string");
  return place < 0 || !row.bad ? row.values : row.values.with(place, text);
}

/** The type of a JSON text as DDL. */
export function schemaOfJson(text: string, optionsJson: string, zone: string): string {
  if (text.trim() === "") return "STRING";
  const rules = jsonInference(JSON.parse(optionsJson) as Record<string, string>, zone, "_corrupt_record");
  try {
    return sqlTypeText(inferJsonType(text, rules) ?? struct([]));
  } catch (error) {
    if (error instanceof JsonSyntaxError)
      throw millraceError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", {
        badRecord: text,
        failFastMode: "FAILFAST",
      });
    throw error;
  }
}

export function malformed(values: readonly RawValue[]): Error {
  const badRecord = `[${values.map((value) => (value === null ? "null" : valueText(value))).join(",")}]`;
  return millraceError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", { badRecord, failFastMode: "FAILFAST" });
}

const valueText = (value: RawValue): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** The kernel has no signs before years: one before 1 is told by an era. */
function inKernelYears(text: string): string {
  const [, year, rest, clock] = /^-(\d+)(-\d\d-\d\d)(.*)$/.exec(text) ?? [];
  return year === undefined
    ? text.replace(/^\+/, "")
    : `${String(Number(year) + 1).padStart(4, "0")}${rest} (BC)${clock}`;
}

/** A value as JSON in the kernel's own forms of times. */
export function kernelJson(type: DataType, value: RawValue): string {
  if (value === null) return "null";
  switch (type.kind) {
    case "timestamp":
    case "timestamp_ntz":
      return `"${inKernelYears(formatLocal(value as bigint, " "))}"`;
    case "date":
      return `"${inKernelYears(formatDate(value as number))}"`;
    case "double":
    case "float":
      if (Object.is(value, -0)) return "-0.0";
      return Number.isFinite(value) ? String(value) : `"${String(value)}"`;
    case "struct":
      return `{${type.fields.map((f, i) => `${JSON.stringify(namesIn(type)[i])}:${kernelJson(f.dataType, (value as readonly RawValue[])[i] ?? null)}`).join(",")}}`;
    case "array":
      return `[${(value as readonly RawValue[]).map((item) => kernelJson(type.elementType, item)).join(",")}]`;
    case "map":
      return `{${(value as readonly (readonly RawValue[])[]).map(([k, v]) => `${JSON.stringify(k)}:${kernelJson(type.valueType, v!)}`).join(",")}}`;
    case "string":
      return JSON.stringify(value);
    case "binary":
      return JSON.stringify(bytesText(value as Uint8Array));
    default:
      return valueText(value);
  }
}

/** What the kernel calls the fields: two that it would take for the same are told apart. */
function namesIn(type: StructType): readonly string[] {
  let names = kernelNames.get(type);
  if (names === undefined) kernelNames.set(type, (names = kernelFieldNames(type)));
  return names;
}
const kernelNames = new WeakMap<StructType, readonly string[]>();

/** Bytes as the text the kernel makes them of: JSON has none for others. */
function bytesText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString("utf8");
  throw millraceError("UNSUPPORTED_EXPRESSION", {
    expression: "a BINARY field that is no UTF-8 text",
    reason: "it does not come through JSON; read it as STRING and use unbase64",
  });
}

/** What a path leads to: `$.a.b[0]['c'][*]`. A text comes without quotes, a wildcard's several finds as an array, its only one alone. */
function jsonPath(text: string, path: string): string | null {
  const steps = pathSteps(path);
  const node = steps === undefined ? undefined : parsed(text);
  return node === undefined ? null : followed(node, steps!);
}

function plain(node: JsonNode): string | null {
  if (node.t === "null") return null;
  return node.t === "string" ? node.text : jsonText(node);
}

function jsonField(text: string, name: string): string | null {
  const node = parsed(text);
  const entry = node?.t === "object" ? node.entries.find(([key]) => key === name) : undefined;
  return entry === undefined ? null : plain(entry[1]);
}

export const jsonHostFunctions: readonly HostFunction[] = [
  host("millrace_from_json", ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT"], "VARCHAR", fromJson),
  host("millrace_schema_of_json", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", schemaOfJson),
  host("millrace_json_path", ["VARCHAR", "VARCHAR"], "VARCHAR", jsonPath),
  host("millrace_json_field", ["VARCHAR", "VARCHAR"], "VARCHAR", jsonField),
  host("millrace_json_array_length", ["VARCHAR"], "INTEGER", (text: string) => {
    const node = parsed(text);
    return node?.t === "array" ? node.items.length : null;
  }),
  host("millrace_json_object_keys", ["VARCHAR"], "VARCHAR", (text: string) => {
    const node = parsed(text);
    return node?.t === "object" ? JSON.stringify(node.entries.map(([name]) => name)) : null;
  }),
];
