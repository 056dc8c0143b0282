/** JSON inside values: `from_json`, `to_json` and paths. Reading is the host's, by Spark's rules; writing is kernel SQL. */
import { schemaOfJson } from "./host/json.ts";
import { millraceError } from "../errors.ts";
import { array, INT, isNested, isString, STRING } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { typeToJson } from "../types/json-form.ts";
import { family } from "./family.ts";
import { text, wrongArity, type GeneratorFunction, type ScalarFunction, only, anyType } from "./function.ts";
import {
  checkOptionMap,
  optionMap,
  optionsOf,
  refuseDropping,
  requireText,
  schema,
  schemaOf,
  written,
} from "./text-options.ts";
import { valueSql } from "./json-text.ts";
import { kernelType } from "./kernel-type.ts";

export const jsonFunctions: readonly ScalarFunction[] = family({
  from_json: {
    args: [written, schema, optionMap],
    result: (_, args) => {
      const type = schemaOf("from_json", args[1]);
      checkOptionMap(args[2]);
      requireText("from_json", args);
      refuseDropping("from_json", args[2]);
      const sqlExpr = `"from_json(${args[0]!.sql})"`;
      if (type.kind === "map" && type.keyType.kind !== "string")
        throw millraceError("DATATYPE_MISMATCH.INVALID_JSON_MAP_KEY_TYPE", {
          schema: `"${sqlTypeText(type)}"`,
          sqlExpr,
        });
      if (!isNested(type))
        throw millraceError("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", { schema: `"${sqlTypeText(type)}"`, sqlExpr });
      return type;
    },
    nullable: "always",
    duckdb: ([value], site) => {
      const host = `millrace_from_json(${value}, ${text(JSON.stringify(typeToJson(site.result)))}, ${text(optionsOf(site.args[2]))}, ${text(site.zone)}, CAST(${site.now} AS BIGINT))`;
      return `CAST(CAST(${host} AS JSON) AS ${kernelType(site.result)})`;
    },
    // Spark calls what comes out of a map by another name.
    pretty: ([value, type]) => (/^\s*map\s*</i.test(type!) ? "entries" : `from_json(${value})`),
  },
  schema_of_json: {
    args: [anyType, optionMap],
    result: (_, args) => {
      const [argument, given] = args;
      checkOptionMap(given);
      if (argument!.literal === undefined)
        throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
          sqlExpr: `"schema_of_json(${argument!.sql})"`,
          inputName: "`json`",
          inputType: '"STRING"',
          inputExpr: `"${argument!.sql}"`,
        });
      if (argument!.literal === null)
        throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", {
          sqlExpr: `"schema_of_json(${argument!.sql})"`,
          exprName: "json",
        });
      requireText("schema_of_json", args);
      return STRING;
    },
    nullable: "never",
    duckdb: ([value], site) =>
      `millrace_schema_of_json(${value}, ${text(optionsOf(site.args[1]))}, ${text(site.zone)})`,
    fold: ([value, options]) =>
      typeof value!.literal === "string" ? schemaOfJson(value!.literal, optionsOf(options), "UTC") : undefined,
    pretty: ([value]) => `schema_of_json(${value})`,
  },
  to_json: {
    args: [anyType, optionMap],
    result: ([type], args) => {
      checkOptionMap(args[1]);
      if (isNested(type!) || type!.kind === "null") return STRING;
      throw millraceError("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", {
        schema: `"${sqlTypeText(type!)}"`,
        sqlExpr: `"to_json(${args[0]!.sql})"`,
      });
    },
    nullable: "always",
    duckdb: ([value], site) => {
      const options = JSON.parse(optionsOf(site.args[1])) as Record<string, string>;
      const ignored = options["ignoreNullFields"]?.toLowerCase();
      return valueSql(value!, site.args[0]!.dataType, {
        zone: options["timeZone"] ?? site.zone,
        ignoreNullFields: ignored === undefined ? site.ignoreNullFields : ignored === "true",
        options,
      });
    },
    pretty: ([value]) => `to_json(${value})`,
  },
  get_json_object: {
    args: [only(STRING), only(STRING)],
    result: STRING,
    nullable: "always",
    duckdb: (args) => `millrace_json_path(${args.join(", ")})`,
  },
  json_array_length: {
    args: [only(STRING)],
    result: INT,
    nullable: "always",
    duckdb: ([a]) => `millrace_json_array_length(${a})`,
  },
  json_object_keys: {
    args: [only(STRING)],
    result: array(STRING),
    nullable: "always",
    duckdb: ([a]) => `CAST(CAST(millrace_json_object_keys(${a}) AS JSON) AS VARCHAR[])`,
  },
});

/** Top-level fields of an object as columns `c0`, `c1` ...: exactly one row for each that goes in. */
export const jsonTuple: GeneratorFunction = {
  kind: "generator",
  name: "json_tuple",
  outer: false,
  columns: (args) => {
    if (args.length < 2) throw wrongArity("json_tuple", "> 1", args.length);
    if (args.some((a) => !isString(a.dataType)))
      throw millraceError("DATATYPE_MISMATCH.NON_STRING_TYPE", {
        funcName: "`json_tuple`",
        sqlExpr: `"json_tuple(${args.map((a) => a.sql).join(", ")})"`,
      });
    return {
      params: args.map(() => STRING),
      fields: args.slice(1).map((_, i) => ({ name: `c${i}`, dataType: STRING, nullable: true })),
    };
  },
  duckdb: ([value, ...names]) =>
    `[struct_pack(${names.map((name, i) => `f${i} := millrace_json_field(${value}, ${name})`).join(", ")})]`,
};
