/** Maps. */
import { millraceError } from "../errors.ts";
import {
  array,
  BOOLEAN,
  field,
  INT,
  map,
  NULL,
  STRING,
  struct,
  type ArrayType,
  type DataType,
  type MapType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { commonTypeOf, commonTypeWithoutText } from "./coercion.ts";
import { family } from "./family.ts";
import {
  only,
  optional,
  unexpectedType,
  wrongArity,
  type Argument,
  type ArgumentRule,
  type Dialect,
  type ScalarFunction,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";

/** A map; a bare NULL counts as one of nothing. */
const aMap: ArgumentRule = {
  accept: ({ dataType }) =>
    dataType.kind === "map" ? dataType : dataType.kind === "null" ? map(NULL, NULL) : undefined,
  required: '"MAP"',
};
const anArray: ArgumentRule = {
  accept: ({ dataType }) => (dataType.kind === "array" ? dataType : dataType.kind === "null" ? array(NULL) : undefined),
  required: '"ARRAY"',
};
const callText = (name: string, args: readonly Argument[]): string => `"${name}(${args.map((a) => a.sql).join(", ")})"`;

function ofOneType(what: "KEY" | "VALUE", args: readonly Argument[], { ansi }: Dialect): DataType {
  const types = args.map((a) => a.dataType);
  const type = commonTypeOf(types, ansi);
  if (type !== undefined) return type;
  throw millraceError(`DATATYPE_MISMATCH.CREATE_MAP_${what}_DIFF_TYPES`, {
    sqlExpr: callText("map", args),
    functionName: "`map`",
    dataType: `[${types.map((each) => `"${sqlTypeText(each)}"`).join(", ")}]`,
  });
}

const mapFunction: ScalarFunction = {
  kind: "scalar",
  name: "map",
  type: (args, dialect) => {
    if (args.length % 2 !== 0) throw wrongArity("map", "2n (n > 0)", args.length);
    const [keys, values] = [args.filter((_, i) => i % 2 === 0), args.filter((_, i) => i % 2 === 1)];
    const [key, value] = [ofOneType("KEY", keys, dialect), ofOneType("VALUE", values, dialect)];
    if (key.kind === "map")
      throw millraceError("DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE", {
        sqlExpr: callText("map", args),
        keyType: `"${sqlTypeText(key)}"`,
      });
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

const mapContainsKey: ScalarFunction = {
  kind: "scalar",
  name: "map_contains_key",
  arity: [2, 2],
  type: (args) => {
    const [of, key] = args as [Argument, Argument];
    const type = of.dataType.kind === "map" ? commonTypeWithoutText(of.dataType.keyType, key.dataType) : undefined;
    if (key.dataType.kind === "null")
      throw millraceError("DATATYPE_MISMATCH.NULL_TYPE", {
        sqlExpr: callText("map_contains_key", args),
        functionName: "`map_contains_key`",
      });
    if (type === undefined)
      throw millraceError("DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES", {
        sqlExpr: callText("map_contains_key", args),
        functionName: "`map_contains_key`",
        dataType: '"MAP"',
        leftType: `"${sqlTypeText(of.dataType)}"`,
        rightType: `"${sqlTypeText(key.dataType)}"`,
      });
    return { params: [undefined, type], result: BOOLEAN, nullable: of.nullable || key.nullable };
  },
  duckdb: ([m, k]) => `CASE WHEN ${m} IS NULL THEN NULL ELSE list_contains(map_keys(${m}), ${k}) END`,
};

/** All maps in one; of equal keys there is an error, as elsewhere. */
const mapConcat: ScalarFunction = {
  kind: "scalar",
  name: "map_concat",
  type: (args) => {
    if (args.length === 0) return { params: [], result: map(STRING, STRING), nullable: false };
    const type = commonTypeOf(args.map((a) => a.dataType));
    if (type?.kind !== "map" || args.some((a) => a.dataType.kind === "null"))
      throw millraceError("DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES", {
        sqlExpr: callText("map_concat", args),
        functionName: "`map_concat`",
        dataType: `[${args.map((a) => `"${sqlTypeText(a.dataType)}"`).join(", ")}]`,
      });
    return { params: args.map(() => type), result: type, nullable: args.some((a) => a.nullable) };
  },
  duckdb: (args, site) => {
    if (args.length === 0) return `CAST(MAP {} AS ${kernelType(site.result)})`;
    const entries = args.map((m) => `map_entries(${m})`).reduce((a, b) => `list_concat(${a}, ${b})`);
    return `CASE WHEN ${args.map((m) => `${m} IS NULL`).join(" OR ")} THEN NULL ELSE map_from_entries(${entries}) END`;
  },
};

const mapFromEntries: ScalarFunction = {
  kind: "scalar",
  name: "map_from_entries",
  arity: [1, 1],
  type: (args) => {
    const type = args[0]?.dataType;
    const pair = type?.kind === "array" && type.elementType.kind === "struct" ? type.elementType : undefined;
    if (type?.kind !== "array" || pair?.fields.length !== 2)
      throw unexpectedType("map_from_entries", args, 0, '"ARRAY" of pair "STRUCT"');
    const [key, value] = pair.fields as [(typeof pair.fields)[0], (typeof pair.fields)[0]];
    return {
      params: [
        array(
          struct([field("key", key.dataType, key.nullable), field("value", value.dataType, value.nullable)]),
          type.containsNull,
        ),
      ],
      result: map(key.dataType, value.dataType, value.nullable),
      nullable: args[0]!.nullable || type.containsNull,
    };
  },
  duckdb: ([entries]) =>
    `CASE WHEN ${entries} IS NULL OR list_count(${entries}) < len(${entries}) THEN NULL ELSE map_from_entries(${entries}) END`,
};

export const mapFunctions: readonly ScalarFunction[] = [
  mapFunction,
  mapContainsKey,
  mapConcat,
  mapFromEntries,
  ...family({
    map_keys: {
      args: [aMap],
      result: ([type]) => array((type as MapType).keyType, false),
      duckdb: ([m]) => `CASE WHEN ${m} IS NOT NULL THEN map_keys(${m}) END`,
    },
    map_values: {
      args: [aMap],
      result: ([type]) => array((type as MapType).valueType, (type as MapType).valueContainsNull),
      duckdb: ([m]) => `CASE WHEN ${m} IS NOT NULL THEN map_values(${m}) END`,
    },
    map_entries: {
      args: [aMap],
      result: ([type]) => {
        const { keyType, valueType, valueContainsNull } = type as MapType;
        return array(struct([field("key", keyType, false), field("value", valueType, valueContainsNull)]), false);
      },
      duckdb: ([m]) => `CASE WHEN ${m} IS NOT NULL THEN map_entries(${m}) END`,
    },
    map_from_arrays: {
      args: [anArray, anArray],
      result: ([k, v]) =>
        map((k as ArrayType).elementType, (v as ArrayType).elementType, (v as ArrayType).containsNull),
      duckdb: ([k, v]) => `CASE WHEN ${k} IS NULL OR ${v} IS NULL THEN NULL ELSE map(${k}, ${v}) END`,
    },
    str_to_map: {
      args: [only(STRING), optional(only(STRING)), optional(only(STRING))],
      result: map(STRING, STRING),
      duckdb: ([a, pairs, keys]) =>
        `CAST(CAST(millrace_str_to_map(${a}, ${pairs ?? "','"}, ${keys ?? "':'"}) AS JSON) AS MAP(VARCHAR, VARCHAR))`,
      pretty: ([a, pairs, keys]) => `str_to_map(${a}, ${pairs ?? ","}, ${keys ?? ":"})`,
    },
    size: {
      args: [
        {
          accept: ({ dataType }: Argument): DataType | undefined =>
            dataType.kind === "array" || dataType.kind === "map"
              ? dataType
              : dataType.kind === "null"
                ? array(NULL)
                : undefined,
          required: '("ARRAY" or "MAP")',
        },
      ],
      result: INT,
      nullable: (args, dialect) => dialect.ansi && args[0]!.nullable,
      aliases: ["cardinality"],
      duckdb: ([a], site) => {
        const size = `CAST(${site.args[0]!.dataType.kind === "map" ? "cardinality" : "len"}(${a}) AS INTEGER)`;
        // Outside ANSI mode Spark keeps an old answer: NULL has the size -1.
        return site.ansi
          ? `CASE WHEN ${a} IS NOT NULL THEN ${size} END`
          : `CASE WHEN ${a} IS NULL THEN -1 ELSE ${size} END`;
      },
    },
  }),
];
