/** CSV inside values: `from_csv`, `to_csv`, `schema_of_csv`. Reading is the host's, by the rules of the reader; writing is kernel SQL. */
import { schemaOfCsv } from "./host/csv.ts";
import { millraceError } from "../errors.ts";
import { isNested, STRING, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { typeToJson } from "../types/json-form.ts";
import { csvLineSql } from "./csv-text.ts";
import { family } from "./family.ts";
import { anyType, text, type ScalarFunction } from "./function.ts";
import { kernelFieldNames, kernelType } from "./kernel-type.ts";
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

export const csvFunctions: readonly ScalarFunction[] = family({
  from_csv: {
    args: [written, schema, optionMap],
    result: (_, args) => {
      const type = schemaOf("from_csv", args[1]);
      checkOptionMap(args[2]);
      requireText("from_csv", args);
      refuseDropping("from_csv", args[2]);
      const nested = type.kind === "struct" ? type.fields.find((f) => isNested(f.dataType))?.dataType : type;
      if (nested !== undefined)
        throw millraceError("UNSUPPORTED_DATATYPE", {
          typeName: `"${sqlTypeText(nested)}"`,
          suggestion: "A field of CSV is one value: give it the type STRING.",
        });
      return type;
    },
    nullable: "always",
    duckdb: ([value], site) => {
      const host = `millrace_from_csv(${value}, ${text(JSON.stringify(typeToJson(site.result)))}, ${text(optionsOf(site.args[2]))}, ${text(site.zone)}, CAST(${site.now} AS BIGINT))`;
      return `CAST(CAST(${host} AS JSON) AS ${kernelType(site.result)})`;
    },
    pretty: ([value]) => `from_csv(${value})`,
  },
  to_csv: {
    args: [anyType, optionMap],
    result: (types, args) => {
      checkOptionMap(args[1]);
      const type = types[0] as DataType;
      if (type.kind === "null") return STRING;
      if (type.kind !== "struct" || type.fields.some((f) => f.dataType.kind === "calendar_interval"))
        throw millraceError("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE", {
          sqlExpr: `"to_csv(${args[0]!.sql})"`,
          functionName: "`to_csv`",
          dataType: `"${sqlTypeText(type)}"`,
        });
      return STRING;
    },
    nullable: "always",
    duckdb: ([value], site) => {
      const type = site.args[0]!.dataType;
      if (type.kind !== "struct") return "CAST(NULL AS VARCHAR)";
      const names = kernelFieldNames(type);
      const cells = type.fields.map((f, i) => ({
        sql: `struct_extract(${value}, ${text(names[i]!)})`,
        type: f.dataType,
      }));
      const options = JSON.parse(optionsOf(site.args[1])) as Record<string, string>;
      return `CASE WHEN ${value} IS NOT NULL THEN nullif(${csvLineSql(cells, options, site.zone)}, '') END`;
    },
    pretty: ([value]) => `to_csv(${value})`,
  },
  schema_of_csv: {
    args: [anyType, optionMap],
    result: (_, args) => {
      const [argument, given] = args;
      checkOptionMap(given);
      const sqlExpr = `"schema_of_csv(${argument!.sql})"`;
      if (argument!.literal === undefined)
        throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
          sqlExpr,
          inputName: "`csv`",
          inputType: '"STRING"',
          inputExpr: `"${argument!.sql}"`,
        });
      if (argument!.literal === null)
        throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr, exprName: "csv" });
      requireText("schema_of_csv", args);
      return STRING;
    },
    nullable: "never",
    duckdb: ([value], site) => `millrace_schema_of_csv(${value}, ${text(optionsOf(site.args[1]))}, ${text(site.zone)})`,
    fold: ([value, options]) =>
      typeof value!.literal === "string" ? schemaOfCsv(value!.literal, optionsOf(options), "UTC") : undefined,
    pretty: ([value]) => `schema_of_csv(${value})`,
  },
});
