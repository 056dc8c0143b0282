/** Maps. */
import { millraceError } from "../errors.ts";
import {
  array,
  BOOLEAN,
  field,
  isFractional,
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
import { callText } from "./argument-text.ts";
import {
  only,
  optional,
  raise,
  signature,
  unexpectedType,
  wrongArity,
  type Argument,
  type ArgumentRule,
  type CallSite,
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

/** Of equal keys the last one's value, at the place of the first. */
function lastOfEach(entries: string): string {
  const e = `entry${nextEntry++}`;
  const keys = `list_transform(${entries}, lambda ${e}: ${e}.key)`;
  const firsts = `list_filter(${entries}, lambda ${e}, place: ${e}.key IS NULL OR list_position(${keys}, ${e}.key) = place)`;
  const last = `len(${keys}) + 1 - list_position(list_reverse(${keys}), ${e}.key)`;
  return `list_transform(${firsts}, lambda ${e}: {'key': ${e}.key, 'value': CASE WHEN ${e}.key IS NULL THEN ${e}.value ELSE (${entries})[${last}].value END})`;
}
let nextEntry = 0;

/** A function that makes a map of entries, with what it is where the last of equal keys wins. */
const ofEntries = (
  definition: Omit<ScalarFunction, "duckdb">,
  sql: (args: readonly string[], made: (entries: string) => string, site: CallSite) => string,
): ScalarFunction => ({
  ...definition,
  duckdb: (args, site) => sql(args, (entries) => `map_from_entries(${entries})`, site),
  withLastKey: {
    ...definition,
    duckdb: (args, site) => sql(args, (entries) => `map_from_entries(${lastOfEach(entries)})`, site),
  },
});

const mapFunction = ofEntries(
  {
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
  },
  (args, made, site) => {
    if (args.length === 0) return `CAST(MAP {} AS ${kernelType(site.result)})`;
    // As a key, zero has one sign.
    const { keyType } = site.result as MapType;
    const asKey = (key: string): string => (isFractional(keyType) ? `(${key} + 0)` : key);
    const entries = args.flatMap((key, i) => (i % 2 === 0 ? [`{'key': ${asKey(key)}, 'value': ${args[i + 1]}}`] : []));
    return made(`[${entries.join(", ")}]`);
  },
);

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
  duckdb: ([m, k], site) => {
    const { dataType } = site.args[0]!;
    const isKeyless = dataType.kind === "map" && dataType.keyType.kind === "null";
    return `CASE WHEN ${m} IS NULL THEN NULL ELSE ${isKeyless ? "false" : `list_contains(map_keys(${m}), ${k})`} END`;
  },
};

/** Maps of other types are one thing, and what is no map another. */
const diffTypes = (args: readonly Argument[]) =>
  args.every((a) => a.dataType.kind === "map")
    ? ("DATATYPE_MISMATCH.DATA_DIFF_TYPES" as const)
    : ("DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES" as const);

/** All maps in one; of equal keys there is an error, as elsewhere. */
const mapConcat = ofEntries(
  {
    kind: "scalar",
    name: "map_concat",
    type: (args) => {
      if (args.length === 0) return { params: [], result: map(STRING, STRING), nullable: false };
      const type = commonTypeOf(args.map((a) => a.dataType));
      if (type?.kind !== "map" || args.some((a) => a.dataType.kind === "null"))
        throw millraceError(diffTypes(args), {
          sqlExpr: callText("map_concat", args),
          functionName: "`map_concat`",
          dataType: `[${args.map((a) => `"${sqlTypeText(a.dataType)}"`).join(", ")}]`,
        });
      return { params: args.map(() => type), result: type, nullable: args.some((a) => a.nullable) };
    },
  },
  (args, made, site) => {
    if (args.length === 0) return `CAST(MAP {} AS ${kernelType(site.result)})`;
    const entries = args.map((m) => `map_entries(${m})`).reduce((a, b) => `list_concat(${a}, ${b})`);
    return `CASE WHEN ${args.map((m) => `${m} IS NULL`).join(" OR ")} THEN NULL ELSE ${made(entries)} END`;
  },
);

const mapFromEntries = ofEntries(
  {
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
  },
  ([entries], made) =>
    `CASE WHEN ${entries} IS NULL OR list_count(${entries}) < len(${entries}) THEN NULL ELSE ${made(entries!)} END`,
);

const mapFromArrays: ScalarFunction = {
  kind: "scalar",
  name: "map_from_arrays",
  type: signature("map_from_arrays", [anArray, anArray], ([k, v]) =>
    map((k as ArrayType).elementType, (v as ArrayType).elementType, (v as ArrayType).containsNull),
  ),
  duckdb: ([k, v]) =>
    `CASE WHEN ${k} IS NULL OR ${v} IS NULL THEN NULL WHEN len(${k}) <> len(${v}) THEN ${raise("MAP_KEYS_AND_VALUES_DIFFER", { keys: `len(${k})`, values: `len(${v})` })} ELSE map(${k}, ${v}) END`,
};

const strToMap = ofEntries(
  {
    kind: "scalar",
    name: "str_to_map",
    type: signature("str_to_map", [only(STRING), optional(only(STRING)), optional(only(STRING))], map(STRING, STRING)),
    pretty: ([a, pairs, keys]) => `str_to_map(${a}, ${pairs ?? ","}, ${keys ?? ":"})`,
  },
  ([a, pairs, keys], made) => {
    const entries = `CAST(CAST(millrace_str_to_map(${a}, ${pairs ?? "','"}, ${keys ?? "':'"}) AS JSON) AS STRUCT(key VARCHAR, value VARCHAR)[])`;
    return `CASE WHEN ${entries} IS NOT NULL THEN ${made(entries)} END`;
  },
);

export const mapFunctions: readonly ScalarFunction[] = [
  mapFunction,
  mapContainsKey,
  mapConcat,
  mapFromEntries,
  {
    ...mapFromArrays,
    withLastKey: {
      ...mapFromArrays,
      duckdb: ([k, v]) => {
        const paired = `list_transform(range(1, len(${k}) + 1), lambda i: {'key': ${k}[i], 'value': ${v}[i]})`;
        // Lists of unlike lengths are the kernel's to refuse.
        return `CASE WHEN ${k} IS NULL OR ${v} IS NULL THEN NULL WHEN len(${k}) <> len(${v}) THEN map(${k}, ${v}) ELSE map_from_entries(${lastOfEach(paired)}) END`;
      },
    },
  },
  strToMap,
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
