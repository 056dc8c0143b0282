/** Texts, bytes and arrays in one piece. */
import { millraceError } from "../errors.ts";
import { BINARY, isNested, STRING, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { castSql } from "./cast.ts";
import { commonTypeOf } from "./coercion.ts";
import { family } from "./family.ts";
import { oneOf, signature, variadic, type CallSite, type ScalarFunction } from "./function.ts";
import { textOrArray } from "./strings.ts";

const textOrTexts = oneOf(
  '("ARRAY<STRING>" or "STRING")',
  (t) => !isNested(t) || (t.kind === "array" && !isNested(t.elementType)),
);

const concatParts = signature("concat", [variadic(textOrArray)], STRING);

/** Arrays among arrays, in one type; or texts, or bytes among bytes alone. */
const concat: ScalarFunction = {
  kind: "scalar",
  name: "concat",
  type: (args, dialect) => {
    const { params, nullable } = concatParts(args, dialect);
    const types = params as readonly DataType[];
    if (!types.some((type) => type.kind === "array"))
      return {
        params,
        nullable,
        result: types.length > 0 && types.every((type) => type.kind === "binary") ? BINARY : STRING,
      };
    const result = commonTypeOf(types);
    if (result === undefined || types.some((type) => type.kind !== "array"))
      throw millraceError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
        sqlExpr: `"concat(${args.map((arg) => arg.sql).join(", ")})"`,
        functionName: "`concat`",
        dataType: `(${types.map((type) => `"${sqlTypeText(type)}"`).join(" or ")})`,
      });
    return { params: types.map(() => result), nullable, result };
  },
  duckdb: (args, site) =>
    args.length === 0
      ? "''"
      : site.result.kind === "array"
        ? `CASE WHEN ${args.map((a) => `${a} IS NULL`).join(" OR ")} THEN NULL ELSE ${args.reduce((a, b) => `list_concat(${a}, ${b})`)} END`
        : `(${args.map((arg, i) => textAmongTexts(arg, site.args[i]!.dataType, site)).join(" || ")})`,
};

/** Bytes become text where the others are. */
const textAmongTexts = (sql: string, type: DataType, site: CallSite): string =>
  type.kind === "binary" && site.result.kind === "string"
    ? castSql(sql, type, STRING, { mode: "ansi", zone: site.zone, now: site.now })
    : sql;

function concatWithSeparator(args: readonly string[], site: CallSite): string {
  const [separator, ...values] = args;
  const lists = values.map((value, i) => {
    const type: DataType = site.args[i + 1]!.dataType;
    const asText = (sql: string, from: DataType): string =>
      isNested(from) ? sql : castSql(sql, from, STRING, { mode: "ansi", zone: site.zone, now: site.now });
    if (type.kind !== "array") return `list_filter([${asText(value, type)}], lambda e: e IS NOT NULL)`;
    const there = `list_filter(coalesce(${value}, []), lambda e: e IS NOT NULL)`;
    return `list_transform(${there}, lambda e: ${asText("e", type.elementType)})`;
  });
  if (lists.length === 0) return `CASE WHEN ${separator} IS NULL THEN NULL ELSE '' END`;
  const all = lists.reduce((a, b) => `list_concat(${a}, ${b})`);
  // The kernel joins by a constant alone.
  const joined =
    site.args[0]!.literal === undefined
      ? `CASE WHEN len(${all}) > 0 THEN list_reduce(${all}, lambda x, y: x || ${separator} || y) END`
      : `array_to_string(${all}, ${separator})`;
  return `CASE WHEN ${separator} IS NOT NULL THEN coalesce(${joined}, '') END`;
}

export const concatFunctions: readonly ScalarFunction[] = [
  concat,
  ...family({
    concat_ws: {
      args: [STRING, variadic(textOrTexts)],
      result: STRING,
      nullable: (args) => args[0]!.nullable,
      duckdb: concatWithSeparator,
    },
  }),
];
