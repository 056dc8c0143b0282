/** What the kernel complains about, as errors a Spark user knows. */
import { fileRemedy, isMillraceError, messageOf, millraceError, type Condition } from "../errors.ts";

const INTEGRAL_NAMES: Record<string, string> = { INT64: "long overflow", INT32: "integer overflow" };
const TRY_FUNCTIONS: Record<string, string> = {
  addition: "try_add",
  subtraction: "try_subtract",
  multiplication: "try_multiply",
};
const SYMBOLS: Record<string, string> = { addition: "+", subtraction: "-", multiplication: "*" };

export function kernelError(error: unknown): Error {
  if (isMillraceError(error)) return error;
  const message = messageOf(error);
  const coded = /millrace:(\{.*\})/s.exec(message);
  if (coded !== null) return fromMarker(coded[1]!, error);
  if (/^INTERRUPT|Interrupted!/.test(message)) return millraceError("OPERATION_CANCELED", {}, { cause: error });
  const overflow = /Overflow in (\w+) of (\w+) \((-?[\d.]+) .? ?(-?[\d.]+)\)/.exec(message);
  if (overflow !== null) return arithmeticOverflow(overflow, error);
  if (/Map keys must be unique/.test(message))
    return millraceError(
      "DUPLICATED_MAP_KEY",
      { key: "", mapKeyDedupPolicy: '"spark.sql.mapKeyDedupPolicy"' },
      { cause: error },
    );
  if (/Map keys can not be NULL/.test(message)) return millraceError("NULL_MAP_KEY", {}, { cause: error });
  if (/More than one row returned by a subquery/.test(message))
    return millraceError("SCALAR_SUBQUERY_TOO_MANY_ROWS", {}, { cause: error });
  if (/must not end with escape character/.test(message))
    return millraceError("INVALID_FORMAT.ESC_AT_THE_END", { format: "" }, { cause: error });
  if (/Max expression depth|nesting depth|memory exhausted at or near/i.test(message))
    return millraceError("FAILED_TO_PARSE_TOO_COMPLEX", {}, { cause: error });
  // A query under LATERAL that reads columns from further out than the kernel looks.
  if (/correlated columns? not supported|Referenced column .* not found in FROM clause/i.test(message))
    return millraceError(
      "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE",
      { sqlExprs: message.split("\n")[0]!.replace(/^.*?: /, "") },
      { cause: error },
    );
  if (/Invalid RANGE \w+ value/.test(message))
    return millraceError(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON",
      { sqlExpr: '"RANGE"' },
      { cause: error },
    );
  const tooWide = /Could not (?:convert string|cast value) "?(-?[\d.]+)"? to DECIMAL\((\d+),(\d+)\)/.exec(message);
  if (tooWide !== null)
    return millraceError(
      "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
      { value: tooWide[1]!, precision: tooWide[2]!, scale: tooWide[3]! },
      { cause: error },
    );
  if (/not in timestamp range|out of timestamp range/i.test(message))
    return millraceError("DATETIME_OVERFLOW", { operation: "a time beyond what a timestamp holds" }, { cause: error });
  if (/out of range|out of (big)?int\w* range|Overflow (in|on)/.test(message))
    return millraceError(
      "ARITHMETIC_OVERFLOW",
      { message: "overflow", alternative: "", config: '"spark.sql.ansi.enabled"' },
      { cause: error },
    );
  if (/^Out of Memory Error|failed to (pin|allocate)|could not allocate/i.test(message))
    return millraceError("MEMORY_LIMIT_EXCEEDED", { reason: message.split("\n")[0]! }, { cause: error });
  const file = /^IO Error: (?:Cannot open file|Could not write[^"]*|Failed to \w+)[^"]*"([^"]+)"[^:]*: (.*)/.exec(
    message,
  );
  if (file !== null)
    return millraceError(
      "FILE_OPERATION_FAILED",
      {
        operation: "write or read",
        path: file[1]!,
        reason: file[2]!,
        remedy: fileRemedy(file[2]!, "write or read"),
      },
      { cause: error },
    );
  if (/No space left on device/.test(message))
    return millraceError(
      "FILE_OPERATION_FAILED",
      {
        operation: "write",
        path: "a file",
        reason: "No space left on device",
        remedy: fileRemedy("No space", "write"),
      },
      { cause: error },
    );
  return millraceError("KERNEL_ERROR", { reason: message.split("\n")[0]! }, { cause: error });
}

function arithmeticOverflow([, operation, type, left, right]: RegExpExecArray, cause: unknown): Error {
  const name = INTEGRAL_NAMES[type!];
  const tryName = TRY_FUNCTIONS[operation!] ?? "try_add";
  if (name !== undefined) {
    return millraceError(
      "ARITHMETIC_OVERFLOW",
      {
        message: name,
        alternative: ` Use '${tryName}' to tolerate overflow and return NULL instead.`,
        config: '"spark.sql.ansi.enabled"',
      },
      { cause },
    );
  }
  if (type === "INT8" || type === "INT16") {
    const suffix = type === "INT8" ? "Y" : "S";
    return millraceError(
      "BINARY_ARITHMETIC_OVERFLOW",
      {
        value1: `${left}${suffix}`,
        symbol: SYMBOLS[operation!] ?? "+",
        value2: `${right}${suffix}`,
        functionName: tryName,
      },
      { cause },
    );
  }
  return millraceError(
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    { value: left!, precision: "38", scale: "0", config: '"spark.sql.ansi.enabled"' },
    { cause },
  );
}

/** Generated SQL raises `millrace:{json}`; the kernel may have escaped or wrapped it. */
function fromMarker(json: string, cause: unknown): Error {
  const thrown = thrownBy.get(json);
  if (thrown !== undefined) return thrown;
  try {
    const { condition, ...parameters } = JSON.parse(json) as { condition: Condition } & Record<string, string>;
    return millraceError(condition, parameters, { cause });
  } catch {
    return millraceError("KERNEL_ERROR", { reason: json }, { cause });
  }
}

/** What host functions threw of late, by its marker: the error itself has the line of the user's function that threw. */
const thrownBy = new Map<string, Error>();
const MOST_THROWN = 100;

/** The marker by which a host function's own coded error travels through the kernel. */
export function markerOf(error: unknown): string {
  if (!isMillraceError(error)) return messageOf(error);
  const json = JSON.stringify({ condition: error.condition, ...error.parameters });
  if (thrownBy.size >= MOST_THROWN) thrownBy.clear();
  thrownBy.set(json, error);
  return `millrace:${json}`;
}
