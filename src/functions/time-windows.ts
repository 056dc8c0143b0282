/** `window`, `window_time` and what they are made of. */
import { isMillraceError, millraceError } from "../errors.ts";
import { field, isString, struct, TIMESTAMP, type DataType, type StructType } from "../types/data-type.ts";
import { intervalMicros, parseInterval, type IntervalParts } from "../types/interval-text.ts";
import { unexpectedType, wrongArity, type Argument, type ScalarFunction } from "./function.ts";

/** A row's windows: `[start, start + duration)` for every start that is a multiple of `slide` from `offset`; all in microseconds. */
export interface TimeWindow {
  readonly duration: bigint;
  readonly slide: bigint;
  readonly offset: bigint;
}

export const windowType = (timeType: DataType): StructType =>
  struct([field("start", timeType), field("end", timeType)]);

const ROLES = ["the duration of window()", "the slide of window()", "the start of window()"];

/** Reads the constant arguments of `window(time, duration[, slide[, start]])`. */
export function timeWindow(args: readonly Argument[]): TimeWindow {
  if (args.length < 2 || args.length > 4) throw wrongArity("window", "[2, 3, 4]", args.length);
  const [duration, slide, offset] = args.slice(1).map((argument, i) => windowInterval(args, argument, ROLES[i]!));
  return { duration: duration!, slide: slide ?? duration!, offset: offset ?? 0n };
}

/** Refuses the windows that Spark refuses. */
export function checkTimeWindow(time: Argument, window: TimeWindow): void {
  const name = `"window(${time.sql}, ${window.duration}, ${window.slide}, ${window.offset})"`;
  const size = (value: bigint): string => `${value}L`;
  const violation = (left: string, leftValue: string, constraint: string, right: string, rightValue: string): Error =>
    millraceError("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", {
      sqlExpr: name,
      leftExprName: left,
      leftExprValue: leftValue,
      constraint,
      rightExprName: right,
      rightExprValue: rightValue,
    });
  for (const [what, value] of [
    ["window_duration", window.duration],
    ["slide_duration", window.slide],
  ] as const) {
    if (value <= 0n)
      throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
        sqlExpr: name,
        exprName: `\`${what}\``,
        valueRange: "(0, 9223372036854775807]",
        currentValue: size(value),
      });
  }
  if (window.slide > window.duration)
    throw violation("`slide_duration`", size(window.slide), "<=", "`window_duration`", size(window.duration));
  const magnitude = window.offset < 0n ? -window.offset : window.offset;
  if (magnitude >= window.slide)
    throw violation("`abs(start_time)`", size(magnitude), "<", "`slide_duration`", size(window.slide));
}

/** A text, or a number of microseconds. */
function windowInterval(args: readonly Argument[], argument: Argument, role: string): bigint {
  const { literal, dataType } = argument;
  if ((dataType.kind === "integer" || dataType.kind === "long") && literal !== null && literal !== undefined)
    return BigInt(literal as number | bigint);
  if (!isString(dataType) || typeof literal !== "string" || argument.sql !== literal)
    throw millraceError("WINDOW_INTERVAL_NOT_A_LITERAL", {
      sqlExpr: `"window(${args.map((each) => each.sql).join(", ")})"`,
      inputExpr: `"${argument.sql}"`,
    });
  const parts = windowParts(literal, role);
  if (parts.months !== 0)
    throw millraceError("INVALID_INTERVAL_FORMAT", {
      input: literal,
      role: `, ${role},`,
      reason: "a window cannot be measured in months",
    });
  return intervalMicros(parts);
}

/** The interval that a text says; `role` is what for. */
export function windowParts(text: string, role: string): IntervalParts {
  try {
    return parseInterval(text);
  } catch (error) {
    if (isMillraceError(error)) throw millraceError("CANNOT_PARSE_INTERVAL", { intervalString: text, role });
    throw error;
  }
}

/** The last start at or before the time, also before 1970: the remainder is made non-negative first. */
export function lastStart(time: string, { slide, offset }: TimeWindow): string {
  const since = `(epoch_us(${time}) - ${offset})`;
  return `make_timestamp(CAST(epoch_us(${time}) - ((${since} % ${slide}) + ${slide}) % ${slide} AS BIGINT))`;
}

export function windowStruct(start: string, duration: bigint): string {
  return `struct_pack("start" := ${start}, "end" := ${start} + to_microseconds(CAST(${duration} AS BIGINT)))`;
}

/** The window's last instant, one microsecond before its end. */
export const windowTime: ScalarFunction = {
  kind: "scalar",
  name: "window_time",
  type: (args) => {
    if (args.length !== 1) throw wrongArity("window_time", "1", args.length);
    const type = args[0]!.dataType;
    if (type.kind !== "struct" || type.fields[0]?.name !== "start")
      throw unexpectedType("window_time", args, 0, '"STRUCT"');
    return { params: [undefined], result: type.fields[1]?.dataType ?? TIMESTAMP, nullable: args[0]!.nullable };
  },
  duckdb: ([window]) => `(struct_extract(${window}, 'end') - to_microseconds(1))`,
};
