/** In which type two values are compared. */
import { field, isNested, isNumeric, struct, BOOLEAN, type DataType } from "../types/data-type.ts";
import { binaryMismatch, unordered } from "./binary-operands.ts";
import { commonType, tightestType } from "./coercion.ts";
import { wrongArity, type Argument, type Dialect, type Signature } from "./function.ts";

export function comparisonType(symbol: string) {
  return (args: readonly Argument[], { ansi }: Dialect): Signature => {
    if (args.length !== 2) throw wrongArity(symbol, "2", args.length);
    const [left, right] = args.map((a) => a.dataType) as [DataType, DataType];
    const nullable = symbol !== "<=>" && args.some((a) => a.nullable);
    // Outside ANSI mode true is 1.
    if (!ansi && /^(=|<=>)$/.test(symbol) && [left, right].some(isNumeric) && [left, right].some(isBoolean)) {
      const number = isNumeric(left) ? left : right;
      return { params: [number, number], result: BOOLEAN, nullable };
    }
    const type = isNested(left) && isNested(right) ? comparedNested(left, right) : commonType(left, right, ansi);
    if (type === undefined) throw binaryMismatch(symbol, args);
    if (type.kind === "map" || type.kind === "calendar_interval") throw unordered(symbol, args, type);
    return { params: [type, type], result: BOOLEAN, nullable };
  };
}

const isBoolean = (type: DataType): boolean => type.kind === "boolean";

/** Structs are alike field by field, whatever the names; the first ones stand for both. */
function comparedNested(left: DataType, right: DataType): DataType | undefined {
  if (left.kind === "struct" && right.kind === "struct" && left.fields.length === right.fields.length) {
    const renamed = struct(right.fields.map((f, i) => field(left.fields[i]!.name, f.dataType, f.nullable)));
    return tightestType(left, renamed);
  }
  return tightestType(left, right);
}
