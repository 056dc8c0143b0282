import { millraceError } from "../errors.ts";
import { canCast } from "../functions/cast.ts";
import type { Dialect } from "../functions/function.ts";
import type { EvalMode, LiteralValue } from "../plan/expression.ts";
import { isDatetime, isIntegral, isNumeric, sameType, type DataType } from "../types/data-type.ts";
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
  if (!isAllowed(expr.dataType, type, dialect, mode)) throw noCast(expr.dataType, type, pretty, dialect);
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

function isAllowed(from: DataType, to: DataType, dialect: Dialect, mode: EvalMode): boolean {
  // No key may be NULL.
  if (from.kind === "map" && to.kind === "map" && mode !== "ansi" && mayFail(from.keyType, to.keyType, mode))
    return false;
  if (!isLegacyOnly(from, to)) return canCast(from, to);
  return !dialect.ansi;
}

/** Casts that ANSI mode refuses. */
const isLegacyOnly = (from: DataType, to: DataType): boolean =>
  (isIntegral(from) && to.kind === "binary") ||
  (from.kind === "boolean" && to.kind === "timestamp") ||
  (from.kind === "timestamp" && to.kind === "boolean") ||
  (from.kind === "date" && (isNumeric(to) || to.kind === "boolean"));

/** Spark tells what else there is: a setting that allows the cast, or functions that do what it may have meant. */
function noCast(from: DataType, to: DataType, pretty: string, dialect: Dialect): Error {
  const types = { sqlExpr: `"${pretty}"`, srcType: `"${sqlTypeText(from)}"`, targetType: `"${sqlTypeText(to)}"` };
  const legacy =
    (from.kind === "boolean" && to.kind === "timestamp") ||
    ((from.kind === "timestamp" || from.kind === "date") && to.kind === "boolean") ||
    (isIntegral(from) && to.kind === "binary");
  if (dialect.ansi && legacy)
    return millraceError("DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION", {
      ...types,
      config: '"spark.sql.ansi.enabled"',
      configVal: "'false'",
    });
  if (dialect.ansi && ((from.kind === "date" && isNumeric(to)) || (isNumeric(from) && to.kind === "date")))
    return millraceError("DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION", {
      ...types,
      functionNames: from.kind === "date" ? "`UNIX_DATE`" : "`DATE_FROM_UNIX_DATE`",
    });
  return millraceError("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", types);
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
  if (from.kind === "date" || (from.kind === "timestamp" && isIntegral(to)))
    return !isDatetime(to) && to.kind !== "string";
  return from.kind === "string" && to.kind !== "string";
}
