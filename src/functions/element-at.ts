/** The element of an array at a place, or of a map under a key. */
import { millraceError } from "../errors.ts";
import { LONG, NULL } from "../types/data-type.ts";
import { callText, typeText } from "./argument-text.ts";
import { commonTypeWithoutText } from "./coercion.ts";
import { raise, text, unexpectedType, type Argument, type CallSite, type ScalarFunction } from "./function.ts";

/** `element_at` and `xs[i]` differ in where counting starts and in their errors. */
function elementAt(list: string, index: string, site: CallSite, condition: string | undefined): string {
  const type = site.args[0]!.dataType;
  if (type.kind === "map")
    return type.keyType.kind === "null" ? `CASE WHEN ${list} IS NULL THEN NULL END` : `${list}[${index}]`;
  const size = `len(${list})`;
  const failure =
    condition === undefined || !site.ansi
      ? "NULL"
      : raise(condition, { indexValue: index, arraySize: size, ansiConfig: text('"spark.sql.ansi.enabled"') });
  return `CASE WHEN ${list} IS NULL OR ${index} IS NULL THEN NULL WHEN ${index} = 0 THEN ${raise("INVALID_INDEX_OF_ZERO")} WHEN abs(${index}) > ${size} THEN ${failure} ELSE ${list}[${index}] END`;
}

export function elementAtFunction(name: string, condition: string | undefined): ScalarFunction {
  return {
    kind: "scalar",
    name,
    arity: [2, 2],
    type: (args) => {
      const [list, key] = args as [Argument, Argument];
      if (list.dataType.kind === "array") {
        if (!["byte", "short", "integer"].includes(key.dataType.kind)) throw unexpectedType(name, args, 1, '"INT"');
        return { params: [undefined, LONG], result: list.dataType.elementType, nullable: true };
      }
      if (list.dataType.kind !== "map") throw unexpectedType(name, args, 0, '("ARRAY" or "MAP")');
      const type = commonTypeWithoutText(list.dataType.keyType, key.dataType);
      if (type === undefined)
        throw millraceError("DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES", {
          sqlExpr: callText(name, args),
          functionName: `\`${name}\``,
          dataType: '"MAP"',
          leftType: typeText(list),
          rightType: typeText(key),
        });
      // In a map without a type of keys there is none.
      if (list.dataType.keyType.kind === "null")
        return { params: [undefined, undefined], result: NULL, nullable: true };
      return { params: [undefined, list.dataType.keyType], result: list.dataType.valueType, nullable: true };
    },
    duckdb: ([xs, i], site) => elementAt(xs!, i!, site, condition),
  };
}
