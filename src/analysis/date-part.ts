/** `extract(field FROM source)` and its other names: the function that gives the field. */
import { millraceError } from "../errors.ts";
import { extractFunction } from "../functions/extract-fields.ts";
import { constantText, wrongArity } from "../functions/function.ts";
import { findFunction } from "../functions/registry.ts";
import type { UnresolvedFunction } from "../plan/expression.ts";
import { DOUBLE, isString } from "../types/data-type.ts";
import { resolveCall } from "./calls.ts";
import { argumentOf, constant } from "./constants.ts";
import type { Expr } from "./expression.ts";
import type { ExpressionResolver, Scope } from "./expression-resolver.ts";

export function datePart(expr: UnresolvedFunction, scope: Scope, resolver: ExpressionResolver): Expr {
  const [fieldArg, source] = expr.arguments;
  const fieldExpr = fieldArg && resolver.parsed(fieldArg);
  const written = expr.functionName.toLowerCase();
  if (fieldExpr === undefined || source === undefined || expr.arguments.length > 2)
    throw wrongArity(written, "2", expr.arguments.length);
  if (fieldExpr.kind !== "literal" || !(isString(fieldExpr.dataType) || fieldExpr.dataType.kind === "null"))
    throw millraceError("NON_FOLDABLE_ARGUMENT", {
      funcName: `\`${written}\``,
      paramName: "`field`",
      paramType: '"STRING"',
    });
  const fieldName = constantText(argumentOf(constant(fieldExpr.dataType, fieldExpr.value)));
  const resolved = resolver.resolve(source, scope);
  const shown = fieldExpr.value === null ? "NULL" : fieldName;
  const pretty =
    written === "date_part"
      ? `date_part(${shown}, ${resolved.pretty})`
      : `${written}(${shown} FROM ${resolved.pretty})`;
  if (fieldExpr.value === null) return { ...constant(DOUBLE, null), pretty };
  const name = extractFunction(fieldName, resolved.dataType);
  if (name === undefined)
    throw millraceError("INVALID_EXTRACT_FIELD", {
      field: `\`${fieldName}\``,
      expr: `"${resolved.pretty}"`,
    });
  const call = resolveCall(findFunction(name)!, [resolved], resolver.dialect);
  return { ...call, pretty };
}
