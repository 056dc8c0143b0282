/** Constants, variables of lambdas, and arguments as the typing rules see them. */
import type { Argument } from "../functions/function.ts";
import { literal } from "../plan/expression.ts";
import type { DataType } from "../types/data-type.ts";
import type { Constant, Expr, LambdaVariable } from "./expression.ts";
import { literalText } from "./literal-text.ts";

let nextVariable = 0;

export function constant(dataType: DataType, value: Constant["value"], zone?: string): Constant {
  return { kind: "literal", dataType, value, nullable: value === null, pretty: literalText(dataType, value, zone) };
}

export function argumentOf(expr: Expr): Argument {
  const base = { dataType: expr.dataType, nullable: expr.nullable, sql: expr.pretty };
  if (expr.kind === "literal") return { ...base, literal: expr.value };
  if (expr.kind === "call" && expr.function.name === "map" && expr.args.every((arg) => arg.kind === "literal"))
    return { ...base, literal: expr.args.map((arg) => literal(arg.dataType, arg.value)) };
  if (expr.kind === "call" && expr.function.name === "array" && expr.args.every(isConstant))
    return { ...base, literal: expr.args.map((arg) => literal(arg.dataType, valueOf(arg))) };
  if (expr.kind === "cast" && expr.child.kind === "literal") return { ...base, literal: expr.child.value };
  const folded = expr.kind === "call" ? expr.function.fold?.(expr.arguments) : undefined;
  if (folded !== undefined) return { ...base, literal: folded };
  return base;
}

/** A literal, as it was written or cast to what its neighbours are. */
const isConstant = (expr: Expr): boolean =>
  expr.kind === "literal" || (expr.kind === "cast" && expr.child.kind === "literal");

function valueOf(expr: Expr): Constant["value"] {
  if (expr.kind === "literal") return expr.value;
  return expr.kind === "cast" ? valueOf(expr.child) : null;
}

export const freshVariable = (
  dataType: DataType,
  nullable: boolean,
  pretty: string,
  isIndex = false,
): LambdaVariable => ({ kind: "variable", id: nextVariable++, isIndex, dataType, nullable, pretty });
