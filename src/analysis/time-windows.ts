/** `window(...)` and `session_window(...)`: calls that put each row into windows of time. */
import { millraceError } from "../errors.ts";
import { wrongArity } from "../functions/function.ts";
import { findFunction } from "../functions/registry.ts";
import { checkTimeWindow, timeWindow, windowType } from "../functions/time-windows.ts";
import type { UnresolvedFunction } from "../plan/expression.ts";
import { isString, isTimestamp, TIMESTAMP } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { resolveCall } from "./calls.ts";
import { castable } from "./casts.ts";
import { argumentOf } from "./constants.ts";
import type { ExpressionResolver, Scope } from "./expression-resolver.ts";
import type { Expr } from "./expression.ts";

/** The call, if it is one of these. */
export function resolveTimeWindow(
  name: string,
  expr: UnresolvedFunction,
  scope: Scope,
  resolver: ExpressionResolver,
): Expr | undefined {
  if (name !== "window" && name !== "session_window") return undefined;
  const args = expr.arguments.map((a) => resolver.resolve(a, scope));
  if (args.length === 0) throw wrongArity(name, name === "window" ? "[2, 3, 4]" : "2", 0);
  const window = name === "window" ? timeWindow(args.map(argumentOf)) : undefined;
  const time = timeOf(name, args, resolver);
  const base = { time, dataType: windowType(time.dataType), nullable: false, pretty: name };
  if (window !== undefined) {
    checkTimeWindow(argumentOf(args[0]!), window);
    return { kind: "timeWindow", ...base, window };
  }
  const [, gap] = args;
  if (gap === undefined || args.length !== 2) throw wrongArity(name, "2", args.length);
  const { kind } = gap.dataType;
  if (kind !== "string" && kind !== "calendar_interval" && kind !== "day_time_interval")
    throw notOfType(name, args, 1, '("STRING" or "INTERVAL")');
  return { kind: "sessionWindow", ...base, gap };
}

/** The time the windows lie over; that of a window is its last instant. */
function timeOf(name: string, args: readonly Expr[], { dialect }: ExpressionResolver): Expr {
  const first = args[0]!;
  const isWindow = first.dataType.kind === "struct" && first.dataType.fields[0]?.name === "start";
  const base = isWindow ? resolveCall(findFunction("window_time")!, [first], dialect) : first;
  if (isTimestamp(base.dataType)) return base;
  if (!isString(base.dataType) && base.dataType.kind !== "date" && base.dataType.kind !== "null")
    throw notOfType(name, args, 0, '("TIMESTAMP" or "TIMESTAMP WITHOUT TIME ZONE")');
  return castable(base, TIMESTAMP, dialect);
}

function notOfType(name: string, args: readonly Expr[], at: number, requiredType: string): Error {
  return millraceError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    sqlExpr: `"${name}(${args.map((a) => a.pretty).join(", ")})"`,
    paramIndex: at === 0 ? "first" : "second",
    requiredType,
    inputSql: `"${args[at]!.pretty}"`,
    inputType: `"${sqlTypeText(args[at]!.dataType)}"`,
  });
}
