/** Arrays, maps and structs. Higher-order functions receive a lambda as SQL text. */
import { millraceError } from "../errors.ts";
import {
  array,
  BOOLEAN,
  field,
  INT,
  isIntegral,
  map,
  STRING,
  struct,
  type ArrayType,
  type DataType,
  type MapType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { commonType, commonTypeOf } from "./coercion.ts";
import { sameTypes } from "./conditional.ts";
import { family, type ScalarRow } from "./family.ts";
import {
  anyType,
  constantText,
  oneOf,
  optional,
  raise,
  text,
  type Argument,
  type CallSite,
  type ScalarFunction,
  type Signature,
} from "./function.ts";
import { identifier, kernelFieldNames, kernelType } from "./kernel-type.ts";

const anArray = oneOf('"ARRAY"', (t) => t.kind === "array");
const aMap = oneOf('"MAP"', (t) => t.kind === "map");
const arrayOrMap = oneOf('("ARRAY" or "MAP")', (t) => t.kind === "array" || t.kind === "map");
const same: ScalarRow["result"] = ([type]) => type!;
const element: ScalarRow["result"] = ([type]) => (type as ArrayType).elementType;

function structOf(names: readonly string[], types: readonly DataType[], args: readonly Argument[]): DataType {
  return struct(names.map((name, i) => field(name, types[i]!, args[i]!.nullable)));
}

const packed = (values: readonly string[], type: DataType): string => {
  const names = type.kind === "struct" ? kernelFieldNames(type) : [];
  return `struct_pack(${values.map((value, i) => `${identifier(names[i]!)} := ${value}`).join(", ")})`;
};

/** `struct(...)`: field names come from the arguments' own names, which the caller puts into `sql`. */
const structFunction: ScalarFunction = {
  kind: "scalar",
  name: "struct",
  type: (args) => ({
    params: args.map(() => undefined),
    result: structOf(
      args.map((a) => a.sql),
      args.map((a) => a.dataType),
      args,
    ),
    nullable: false,
  }),
  duckdb: (args, site) => packed(args, site.result),
};

const namedStruct: ScalarFunction = {
  kind: "scalar",
  name: "named_struct",
  type: (args) => {
    const values = args.filter((_, i) => i % 2 === 1);
    const names = args.filter((_, i) => i % 2 === 0).map(constantText);
    return {
      params: args.map(() => undefined),
      result: structOf(
        names,
        values.map((a) => a.dataType),
        values,
      ),
      nullable: false,
    };
  },
  duckdb: (args, site) =>
    packed(
      args.filter((_, i) => i % 2 === 1),
      site.result,
    ),
};

const arrayFunction: ScalarFunction = {
  kind: "scalar",
  name: "array",
  type: (args) => {
    const type = sameTypes("array", args);
    return {
      params: args.map(() => type),
      result: array(
        type,
        args.some((a) => a.nullable),
      ),
      nullable: false,
    };
  },
  duckdb: (args, site) => (args.length === 0 ? `CAST([] AS ${kernelType(site.result)})` : `[${args.join(", ")}]`),
};

const mapFunction: ScalarFunction = {
  kind: "scalar",
  name: "map",
  type: (args) => {
    const [keys, values] = [args.filter((_, i) => i % 2 === 0), args.filter((_, i) => i % 2 === 1)];
    const [key, value] = [sameTypes("map", keys), sameTypes("map", values)];
    return {
      params: args.map((_, i) => (i % 2 === 0 ? key : value)),
      result: map(
        key,
        value,
        values.some((a) => a.nullable),
      ),
      nullable: false,
    };
  },
  duckdb: (args, site) => {
    const keys = args.filter((_, i) => i % 2 === 0);
    const values = args.filter((_, i) => i % 2 === 1);
    return keys.length === 0
      ? `CAST(MAP {} AS ${kernelType(site.result)})`
      : `map([${keys.join(", ")}], [${values.join(", ")}])`;
  },
};

/** The value and the array's elements in one type. */
function arrayAndElement(
  name: string,
  result: (arrayType: ArrayType) => DataType,
  nullable: (args: readonly Argument[]) => boolean = (args) => args.some((a) => a.nullable),
): ScalarFunction["type"] {
  return (args): Signature => {
    const [list, value] = args as [Argument, Argument];
    const type = list.dataType.kind === "array" ? commonType(list.dataType.elementType, value.dataType) : undefined;
    if (list.dataType.kind !== "array" || type === undefined) {
      throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
        sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
        paramIndex: "first",
        requiredType: '"ARRAY"',
        inputSql: `"${list.sql}"`,
        inputType: `"${sqlTypeText(list.dataType)}"`,
      });
    }
    const full = array(type, list.dataType.containsNull || value.nullable);
    return { params: [full, type], result: result(full), nullable: nullable(args) };
  };
}

/** `element_at` and `xs[i]` differ in where counting starts and in their errors. */
function elementAt(list: string, index: string, site: CallSite, condition: string | undefined): string {
  const type = site.args[0]!.dataType;
  if (type.kind === "map") return `${list}[${index}]`;
  const size = `len(${list})`;
  const failure =
    condition === undefined || !site.ansi
      ? "NULL"
      : raise(condition, { indexValue: index, arraySize: size, ansiConfig: text('"spark.sql.ansi.enabled"') });
  return `CASE WHEN ${list} IS NULL OR ${index} IS NULL THEN NULL WHEN ${index} = 0 THEN ${raise("INVALID_INDEX_OF_ZERO")} WHEN abs(${index}) > ${size} THEN ${failure} ELSE ${list}[${index}] END`;
}

const keyed: ScalarRow["args"] = [arrayOrMap, anyType];
const valueType: ScalarRow["result"] = ([type]) =>
  type!.kind === "map" ? type!.valueType : (type as ArrayType).elementType;

export const collectionFunctions: readonly ScalarFunction[] = [
  structFunction,
  namedStruct,
  arrayFunction,
  mapFunction,
  {
    kind: "scalar",
    name: "array_contains",
    type: arrayAndElement("array_contains", () => BOOLEAN),
    duckdb: ([xs, v]) =>
      `CASE WHEN ${xs} IS NULL OR ${v} IS NULL THEN NULL WHEN list_contains(${xs}, ${v}) THEN true WHEN list_count(${xs}) < len(${xs}) THEN NULL ELSE false END`,
  },
  {
    kind: "scalar",
    name: "array_position",
    type: arrayAndElement("array_position", () => ({ kind: "long" })),
    duckdb: ([xs, v]) =>
      `CASE WHEN ${xs} IS NULL OR ${v} IS NULL THEN NULL ELSE CAST(coalesce(list_position(${xs}, ${v}), 0) AS BIGINT) END`,
  },
  {
    kind: "scalar",
    name: "array_remove",
    type: arrayAndElement("array_remove", (type) => type),
    duckdb: ([xs, v]) => `list_filter(${xs}, lambda e: e IS NULL OR e <> ${v})`,
  },
  {
    kind: "scalar",
    name: "array_append",
    type: arrayAndElement(
      "array_append",
      (type) => type,
      (args) => args[0]!.nullable,
    ),
    duckdb: ([xs, v]) => `CASE WHEN ${xs} IS NULL THEN NULL ELSE list_append(${xs}, ${v}) END`,
  },
  ...family({
    size: {
      args: [arrayOrMap],
      result: INT,
      aliases: ["cardinality"],
      duckdb: ([a], site) => `CAST(${site.args[0]!.dataType.kind === "map" ? "cardinality" : "len"}(${a}) AS INTEGER)`,
    },
    array_size: { args: [anArray], result: INT, duckdb: ([a]) => `CAST(len(${a}) AS INTEGER)` },
    element_at: {
      args: keyed,
      result: valueType,
      nullable: "always",
      duckdb: ([xs, i], site) => elementAt(xs!, i!, site, "INVALID_ARRAY_INDEX_IN_ELEMENT_AT"),
    },
    try_element_at: {
      args: keyed,
      result: valueType,
      nullable: "always",
      duckdb: ([xs, i], site) => elementAt(xs!, i!, site, undefined),
    },
    get: {
      args: [anArray, INT],
      result: element,
      nullable: "always",
      duckdb: ([xs, i]) => `CASE WHEN ${i} >= 0 THEN ${xs}[${i} + 1] END`,
    },
    map_keys: {
      args: [aMap],
      result: ([type]) => array((type as MapType).keyType, false),
      duckdb: ([m]) => `map_keys(${m})`,
    },
    map_values: {
      args: [aMap],
      result: ([type]) => array((type as MapType).valueType, (type as MapType).valueContainsNull),
      duckdb: ([m]) => `map_values(${m})`,
    },
    map_contains_key: {
      args: [aMap, anyType],
      result: BOOLEAN,
      duckdb: ([m, k]) => `list_contains(map_keys(${m}), ${k})`,
    },
    sort_array: {
      args: [anArray, optional(BOOLEAN)],
      result: same,
      duckdb: ([xs, asc]) =>
        asc === undefined
          ? `list_sort(${xs}, 'ASC', 'NULLS FIRST')`
          : `CASE WHEN ${asc} THEN list_sort(${xs}, 'ASC', 'NULLS FIRST') ELSE list_sort(${xs}, 'DESC', 'NULLS LAST') END`,
      pretty: ([xs, asc]) => `sort_array(${xs}, ${asc ?? "true"})`,
    },
    array_sort: { args: [anArray], result: same, duckdb: ([xs]) => `list_sort(${xs}, 'ASC', 'NULLS LAST')` },
    array_distinct: {
      args: [anArray],
      result: same,
      duckdb: ([xs]) =>
        `list_filter(${xs}, lambda e, i: list_position(${xs}, e) = i OR (e IS NULL AND i = list_position(list_transform(${xs}, lambda f: f IS NULL), true)))`,
    },
    array_max: { args: [anArray], result: element, nullable: "always", duckdb: ([xs]) => `list_max(${xs})` },
    array_min: { args: [anArray], result: element, nullable: "always", duckdb: ([xs]) => `list_min(${xs})` },
    array_join: {
      args: [anArray, STRING, optional(STRING)],
      result: STRING,
      duckdb: ([xs, sep, nulls]) =>
        `array_to_string(${nulls === undefined ? `list_filter(${xs}, lambda e: e IS NOT NULL)` : `list_transform(${xs}, lambda e: coalesce(CAST(e AS VARCHAR), ${nulls}))`}, ${sep})`,
    },
    array_union: {
      args: [anArray, anArray],
      result: same,
      duckdb: ([a, b]) => `list_distinct(list_concat(${a}, ${b}))`,
    },
    array_intersect: { args: [anArray, anArray], result: same, duckdb: ([a, b]) => `list_intersect(${a}, ${b})` },
    array_except: {
      args: [anArray, anArray],
      result: same,
      duckdb: ([a, b]) => `list_filter(${a}, lambda e: NOT coalesce(list_contains(${b}, e), false))`,
    },
    array_repeat: {
      args: [anyType, INT],
      result: ([type]) => array(type!),
      duckdb: ([v, n]) => `list_transform(range(greatest(${n}, 0)), lambda i: ${v})`,
    },
    flatten: {
      args: [anArray],
      result: element,
      nullable: ([xs]) => xs!.nullable || (xs!.dataType as ArrayType).containsNull,
      duckdb: ([xs]) => `CASE WHEN list_count(${xs}) < len(${xs}) OR ${xs} IS NULL THEN NULL ELSE flatten(${xs}) END`,
    },
    slice: {
      args: [anArray, INT, INT],
      result: same,
      duckdb: ([xs, from, n]) =>
        `CASE WHEN ${from} = 0 THEN ${raise("INVALID_INDEX_OF_ZERO")} WHEN ${from} > 0 THEN list_slice(${xs}, ${from}, ${from} + ${n} - 1) ELSE list_slice(${xs}, len(${xs}) + ${from} + 1, len(${xs}) + ${from} + ${n}) END`,
    },
    sequence: {
      args: [
        oneOf('"INTEGRAL"', isIntegral),
        oneOf('"INTEGRAL"', isIntegral),
        optional(oneOf('"INTEGRAL"', isIntegral)),
      ],
      result: (types) => array(commonTypeOf(types)!, false),
      duckdb: ([a, b, step], site) =>
        `CAST(generate_series(CAST(${a} AS BIGINT), CAST(${b} AS BIGINT), CAST(${step ?? `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`} AS BIGINT)) AS ${kernelType(site.result)})`,
    },
    map_from_arrays: {
      args: [anArray, anArray],
      result: ([k, v]) => map((k as ArrayType).elementType, (v as ArrayType).elementType),
      duckdb: ([k, v]) => `map(${k}, ${v})`,
    },
    map_concat: { args: [aMap, aMap], result: same, duckdb: ([a, b]) => `map_concat(${a}, ${b})` },
  }),
];
