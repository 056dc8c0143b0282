import { millraceError } from "../errors.ts";
import { canCast } from "../functions/cast.ts";
import type { Dialect } from "../functions/function.ts";
import type { EvalMode, LiteralValue } from "../plan/expression.ts";
import { isIntegral, sameType, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import type { Expr } from "./expression.ts";

/** `expr` as `type`. Without a text of its own the cast is an implicit one, which Spark does not print. */
export function castable(
  expr: Expr,
  type: DataType,
  dialect: Dialect,
  mode: EvalMode = dialect.ansi ? "ansi" : "legacy",
  pretty: string = expr.pretty,
): Expr {
  if (sameType(expr.dataType, type)) return expr;
  if (!canCast(expr.dataType, type)) {
    throw millraceError("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", {
      sqlExpr: `"${pretty}"`,
      srcType: `"${sqlTypeText(expr.dataType)}"`,
      targetType: `"${sqlTypeText(type)}"`,
    });
  }
  if (expr.kind === "literal" && pretty === expr.pretty) {
    const value = widened(expr.value, expr.dataType, type);
    if (value !== undefined) return { ...expr, dataType: type, value };
  }
  return {
    kind: "cast",
    child: expr,
    dataType: type,
    mode,
    nullable: expr.nullable || mode === "try" || mayFail(expr.dataType, type, mode),
    pretty,
  };
}

/** A constant keeps being one when an integer only grows wider. */
function widened(value: LiteralValue, from: DataType, to: DataType): LiteralValue | undefined {
  if (value === null) return null;
  if (!isIntegral(from) || typeof value === "string") return undefined;
  if (to.kind === "long") return BigInt(value as number | bigint);
  if (to.kind === "double" || to.kind === "float") return Number(value);
  if (isIntegral(to) && from.kind !== "long") return Number(value);
  return undefined;
}

/** In legacy mode a value that does not fit becomes NULL. */
function mayFail(from: DataType, to: DataType, mode: EvalMode): boolean {
  if (mode === "ansi") return false;
  return from.kind === "string" && to.kind !== "string";
}
