/** What an operator says of two operands that do not go together. */
import { millraceError } from "../errors.ts";
import { isString, sameType, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { commonType } from "./coercion.ts";
import type { Argument } from "./function.ts";

/** `types`: what the operands have become before they met, where that is not what they are. */
export function binaryMismatch(
  symbol: string,
  [a, b]: readonly Argument[],
  types: readonly DataType[] = [a!.dataType, b!.dataType],
): Error {
  return millraceError("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", {
    sqlExpr: `"(${a!.sql} ${symbol} ${b!.sql})"`,
    left: `"${sqlTypeText(types[0]!)}"`,
    right: `"${sqlTypeText(types[1]!)}"`,
  });
}

export function binaryWrongType(symbol: string, args: readonly Argument[], inputType: string, actual: DataType): Error {
  return millraceError("DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", {
    sqlExpr: `"(${args.map((a) => a.sql).join(` ${symbol} `)})"`,
    inputType,
    actualDataType: `"${sqlTypeText(actual)}"`,
  });
}

/** The one type of both operands, which the operator must take: two that differ meet first, and then it is a matter of both. */
export function operandType(
  symbol: string,
  args: readonly Argument[],
  inputType: string,
  accepts: (type: DataType) => boolean,
): DataType {
  const [a, b] = args.map((arg) => arg.dataType) as [DataType, DataType];
  const type = commonType(a, b);
  const isTaken = type !== undefined && (accepts(type) || type.kind === "null");
  if (isTaken) return type;
  // A text has become what stands beside it; beside a bare NULL it has become nothing else.
  if (type !== undefined && (isString(a) || isString(b))) throw binaryWrongType(symbol, args, inputType, type);
  throw sameType(a, b) ? binaryWrongType(symbol, args, inputType, a) : binaryMismatch(symbol, args);
}

export function unordered(symbol: string, args: readonly Argument[], type: DataType): Error {
  return millraceError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
    sqlExpr: `"(${args.map((a) => a.sql).join(` ${symbol} `)})"`,
    functionName: `\`${symbol}\``,
    dataType: `"${sqlTypeText(type)}"`,
  });
}
