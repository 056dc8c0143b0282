/** Elements of lists, values of maps, fields of structs. */
import { millraceError } from "../errors.ts";
import { implicitCast } from "../functions/coercion.ts";
import type { Dialect } from "../functions/function.ts";
import { array, isIntegral, isString, LONG, NULL, STRING } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { didYouMean } from "../types/nearest-name.ts";
import { castable } from "./casts.ts";
import { constant, freshVariable } from "./constants.ts";
import type { Expr } from "./expression.ts";
import { sameName } from "./names.ts";

/** `child[extraction]`: a list's element, counted from 0, or a map's value. */
export function itemOf(dialect: Dialect, child: Expr, extraction: Expr, pretty: string): Expr {
  const type = child.dataType;
  if (type.kind === "map") {
    if (type.keyType.kind === "null" && isString(extraction.dataType))
      throw millraceError("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", {
        sqlExpr: `"${extraction.pretty}"`,
        srcType: `"${sqlTypeText(extraction.dataType)}"`,
        targetType: '"VOID"',
      });
    if (type.keyType.kind === "null" && extraction.dataType.kind !== "null")
      throw notAKey(child, extraction, "VOID", pretty);
    if (implicitCast(extraction.dataType, type.keyType, dialect.ansi) === undefined)
      throw notAKey(child, extraction, sqlTypeText(type.keyType), pretty);
    return {
      kind: "item",
      child,
      extraction: castable(extraction, type.keyType, dialect),
      dataType: type.valueType,
      nullable: true,
      pretty,
    };
  }
  if (type.kind === "array" && !isIntegral(extraction.dataType) && extraction.dataType.kind !== "null")
    throw notAKey(child, extraction, "INTEGRAL", pretty);
  if (type.kind === "array")
    return {
      kind: "item",
      child,
      extraction: castable(extraction, LONG, dialect),
      dataType: type.elementType,
      nullable: true,
      pretty,
    };
  // Of NULL everything is NULL.
  if (type.kind === "null") return { ...constant(NULL, null), pretty };
  throw millraceError("INVALID_EXTRACT_BASE_FIELD_TYPE", {
    base: `"${child.pretty}"`,
    other: `"${sqlTypeText(type)}"`,
  });
}

function notAKey(child: Expr, extraction: Expr, requiredType: string, pretty: string): Error {
  return millraceError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    sqlExpr: `"${pretty}"`,
    paramIndex: "second",
    requiredType: `"${requiredType}"`,
    inputSql: `"${extraction.pretty}"`,
    inputType: `"${sqlTypeText(extraction.dataType)}"`,
  });
}

/** `child.name`: of a struct, of every struct in an array, or a map's value. */
export function fieldOf(dialect: Dialect, child: Expr, name: string): Expr {
  const type = child.dataType;
  const pretty = `${child.pretty}.${name}`;
  if (type.kind === "map") return itemOf(dialect, child, constant(STRING, name), name);
  if (type.kind === "null") return { ...constant(NULL, null), pretty: `${child.pretty}[${name}]` };
  const structType = type.kind === "array" ? type.elementType : type;
  if (structType.kind !== "struct")
    throw millraceError("INVALID_EXTRACT_BASE_FIELD_TYPE", {
      base: `"${child.pretty}"`,
      other: `"${sqlTypeText(type)}"`,
    });
  const matches = structType.fields.flatMap((f, i) => (sameName(f.name, name) ? [i] : []));
  if (matches.length > 1)
    throw millraceError("AMBIGUOUS_REFERENCE_TO_FIELDS", { field: `\`${name}\``, count: String(matches.length) });
  const index = matches[0];
  if (index === undefined)
    throw millraceError("FIELD_NOT_FOUND", {
      fieldName: `\`${name}\``,
      struct: `"${child.pretty}"`,
      fields: structType.fields.map((f) => `\`${f.name}\``).join(", "),
      suggestion: didYouMean(
        name,
        structType.fields.map((f) => f.name),
        "`",
      ),
    });
  const f = structType.fields[index]!;
  if (type.kind === "array") {
    const shown = `${withFieldNames(child)}.${name}`;
    const variable = freshVariable(structType, type.containsNull, "x");
    const body: Expr = {
      kind: "field",
      child: variable,
      index,
      name: f.name,
      dataType: f.dataType,
      nullable: true,
      pretty,
    };
    return {
      kind: "higherOrder",
      name: "transform",
      args: [child],
      lambdas: [{ variables: [variable], body }],
      dataType: array(f.dataType),
      nullable: child.nullable,
      pretty: shown,
    };
  }
  return {
    kind: "field",
    child,
    index,
    name,
    dataType: f.dataType,
    nullable: child.nullable || f.nullable,
    pretty,
  };
}

/** As Spark prints what fields are taken from, item by item: structs with the names of their fields among the values. */
function withFieldNames(expr: Expr): string {
  if (expr.kind !== "call") return expr.pretty;
  const args = expr.args.map(withFieldNames);
  const type = expr.dataType.kind === "array" ? expr.dataType.elementType : expr.dataType;
  const names = type.kind === "struct" ? type.fields.map((f) => f.name) : [];
  if (expr.function.name === "struct") return `struct(${args.map((arg, i) => `${names[i]}, ${arg}`).join(", ")})`;
  if (expr.function.name === "arrays_zip") return `arrays_zip(${[...args, ...names].join(", ")})`;
  return expr.args.reduce((text, { pretty }, i) => text.replace(pretty, () => args[i]!), expr.pretty);
}
