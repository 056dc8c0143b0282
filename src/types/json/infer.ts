/** The schema of JSON files: Spark's rules of inference. */
import { millraceError } from "../../errors.ts";
import { parseTimestamp } from "../datetime-text.ts";
import { parseByPattern } from "../datetime-pattern-parse.ts";
import {
  array,
  BOOLEAN,
  decimal,
  DOUBLE,
  field,
  LONG,
  NULL,
  STRING,
  struct,
  TIMESTAMP,
  type DataType,
  type StructField,
  type StructType,
} from "../data-type.ts";
import { jsonGrammar, JsonSyntaxError, parseJson, type JsonGrammar, type JsonNode } from "./parser.ts";
import { plainMerge, sampling, writtenDecimal } from "../inferred-type.ts";

/** The rules that a reader's options are, by Spark's names. */
export function jsonInference(
  options: Readonly<Record<string, string>>,
  zone: string,
  corruptColumn: string,
): JsonInference {
  const isTrue = (name: string): boolean => options[name]?.toLowerCase() === "true";
  const { timestampFormat } = options;
  return {
    grammar: jsonGrammar(options),
    mode: (options["mode"]?.toUpperCase() ?? "PERMISSIVE") as JsonInference["mode"],
    corruptColumn,
    samplingRatio: Number(options["samplingRatio"] ?? 1),
    primitivesAsString: isTrue("primitivesAsString"),
    prefersDecimal: isTrue("prefersDecimal"),
    dropFieldIfAllNull: isTrue("dropFieldIfAllNull"),
    inferTimestamp: isTrue("inferTimestamp"),
    zone,
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
  };
}

export interface JsonInference {
  readonly grammar: JsonGrammar;
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptColumn: string;
  readonly samplingRatio: number;
  readonly primitivesAsString: boolean;
  readonly prefersDecimal: boolean;
  readonly dropFieldIfAllNull: boolean;
  readonly inferTimestamp: boolean;
  readonly timestampFormat?: string;
  readonly zone: string;
}

/** Fields by name, in the order of their names; no field when there is no record. */
export class JsonSchemaInference {
  readonly #rules: JsonInference;
  readonly #takes: () => boolean;
  #found: DataType = struct([]);

  constructor(rules: JsonInference) {
    this.#rules = rules;
    this.#takes = sampling(rules.samplingRatio);
  }

  add(records: readonly string[]): void {
    for (const record of records) {
      if (record === "" || !this.#takes()) continue;
      const type = recordType(record, this.#rules);
      if (type !== undefined) this.#found = rootMerge(this.#found, type, this.#rules);
    }
  }

  get schema(): StructType {
    const finished = finish(this.#found, this.#rules);
    return finished?.kind === "struct" ? finished : struct([]);
  }
}

/** The type of one value; undefined for what is none. */
export function inferJsonType(text: string, rules: JsonInference): DataType | undefined {
  const node = parseJson(text, rules.grammar);
  return node && finish(typeOf(node, rules), rules);
}

/** What a record is; a malformed one is a record of the corrupt column alone, or none. */
function recordType(record: string, rules: JsonInference): DataType | undefined {
  try {
    const node = parseJson(record, rules.grammar);
    return node === undefined ? NULL : typeOf(node, rules);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    if (rules.mode === "FAILFAST") throw malformed(record);
    return rules.mode === "DROPMALFORMED" ? undefined : struct([field(rules.corruptColumn, STRING)]);
  }
}

const malformed = (badRecord: string): Error =>
  millraceError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", { badRecord, failFastMode: "FAILFAST" });

function typeOf(node: JsonNode, rules: JsonInference): DataType {
  switch (node.t) {
    case "null":
      return NULL;
    case "boolean":
      return rules.primitivesAsString ? STRING : BOOLEAN;
    case "number":
      return rules.primitivesAsString ? STRING : numberType(node, rules);
    case "string":
      return textType(node.text, rules);
    case "array":
      return array(node.items.map((item) => typeOf(item, rules)).reduce(merge, NULL));
    case "object":
      return struct(sorted(node.entries.map(([name, value]) => field(name, typeOf(value, rules)))));
  }
}

function numberType(node: JsonNode & { t: "number" }, rules: JsonInference): DataType {
  if (node.isInteger) {
    const value = BigInt(node.text);
    if (BigInt.asIntN(64, value) === value) return LONG;
  } else if (!rules.prefersDecimal) return DOUBLE;
  const written = writtenDecimal(node.text);
  if (written === undefined || Math.max(written.precision, written.scale) > 38) return DOUBLE;
  return decimal(Math.max(written.precision, written.scale), Math.max(written.scale, 0));
}

/** An empty text says nothing, as what writes JSON often means NULL by it. */
function textType(text: string, rules: JsonInference): DataType {
  if (text === "") return NULL;
  if (rules.prefersDecimal) {
    const written = writtenDecimal(text.replaceAll(",", ""));
    if (written !== undefined && written.precision <= 38)
      return decimal(Math.max(written.precision, written.scale), Math.max(written.scale, 0));
  }
  return rules.inferTimestamp && isTimestamp(text, rules) ? TIMESTAMP : STRING;
}

const isTimestamp = (text: string, { timestampFormat, zone }: JsonInference): boolean =>
  (timestampFormat === undefined
    ? parseTimestamp(text, { zone, today: 0, ntz: false })
    : parseByPattern(text, timestampFormat, zone)) !== undefined;

const sorted = (fields: readonly StructField[]): StructField[] =>
  fields.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/** Records in an array count each; one that is no object is corrupt. */
function rootMerge(a: DataType, b: DataType, rules: JsonInference): DataType {
  if (a.kind === "array") return rootMerge(a.elementType, b, rules);
  if (b.kind === "array") return rootMerge(a, b.elementType, rules);
  if (a.kind === "struct" && b.kind === "null") return a;
  if (a.kind === "struct" && b.kind !== "struct") {
    if (rules.mode === "FAILFAST") throw malformed(b.kind);
    const has = rules.mode === "DROPMALFORMED" || a.fields.some((f) => f.name === rules.corruptColumn);
    return has ? a : struct(sorted([...a.fields, field(rules.corruptColumn, STRING)]));
  }
  return merge(a, b);
}

function merge(a: DataType, b: DataType): DataType {
  if (a.kind === "struct" && b.kind === "struct") {
    const others = new Map(b.fields.map((f) => [f.name, f]));
    const mine = a.fields.map((f) => {
      const other = others.get(f.name);
      others.delete(f.name);
      return other === undefined ? f : field(f.name, merge(f.dataType, other.dataType));
    });
    return struct(sorted([...mine, ...others.values()]));
  }
  if (a.kind === "array" && b.kind === "array") return array(merge(a.elementType, b.elementType));
  return plainMerge(a, b);
}

/** Without fields that have no name and structs that have no field; what was NULL in every record is text, or left out. */
function finish(type: DataType, rules: JsonInference): DataType | undefined {
  switch (type.kind) {
    case "null":
      return rules.dropFieldIfAllNull ? undefined : STRING;
    case "array": {
      const element = finish(type.elementType, rules);
      return element && array(element);
    }
    case "struct": {
      const fields = type.fields.flatMap((f) => {
        const dataType = f.name === "" ? undefined : finish(f.dataType, rules);
        return dataType === undefined ? [] : [field(f.name, dataType)];
      });
      return fields.length === 0 ? undefined : struct(fields);
    }
    default:
      return type;
  }
}
