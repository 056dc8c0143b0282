/** What became of a read: rows, or the condition it was refused with. Anything else is a fault. */
import { isMillraceError, Timestamp, type DataFrame, type Row } from "../../../src/index.ts";

export type Outcome = { readonly rows: readonly string[] } | { readonly refused: string };

/** What a file must not cause. `cause` is the same for files that fail in the same way. */
export class Fault extends Error {
  override readonly cause: string;
  constructor(cause: string, detail: string = cause) {
    super(detail);
    this.cause = cause;
  }
}

/** Rows as texts, in the order in which they came. */
export function outcomeOf(frame: () => DataFrame): Promise<Outcome> {
  return refusedOr(async () => ({ rows: (await frame().collect()).map(rowText) }));
}

/** A stream's error is the one that its query failed with. */
export async function refusedOr<T>(action: () => Promise<T>): Promise<T | { readonly refused: string }> {
  try {
    return await action();
  } catch (error) {
    if (!isMillraceError(error)) throw strange(error);
    const inner = WRAPPERS.reduce((e: unknown, condition) => innerOf(e, condition), error);
    if (!isMillraceError(inner)) throw strange(inner);
    if (/KERNEL_ERROR|INTERNAL/.test(inner.condition)) throw strange(inner);
    return { refused: inner.condition };
  }
}

/** Errors that only say what was being done when another came up. */
const WRAPPERS = ["STREAM_FAILED", "FAILED_READ_FILE.NO_HINT"] as const;

function innerOf(error: unknown, condition: (typeof WRAPPERS)[number]): unknown {
  return isMillraceError(error, condition) && isMillraceError(error.cause) ? error.cause : error;
}

export function strange(error: unknown): Fault {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const place = /src\/([\w/-]+\.ts:\d+)/.exec(stack)?.[1] ?? "nowhere";
  return new Fault(`${general(String(error))} at ${place}`, stack.slice(0, 4000));
}

/** A message without what is particular to one file. */
function general(message: string): string {
  return message
    .split("\n")[0]!
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|file:\S+/g, "..")
    .replaceAll(/\d+/g, "0")
    .slice(0, 160);
}

/** An object of texts, since JSON would make one of values that are two. */
function rowText(row: Row): string {
  return JSON.stringify(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueText(value)])));
}

function valueText(value: unknown): unknown {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return `${typeof value} ${Object.is(value, -0) ? "-0" : value}`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return value.map(valueText);
  if (value instanceof Map) return [...value].map(valueText);
  if (value instanceof Timestamp) return `time ${value.epochMicros}`;
  return Object.entries(value as object).map(([name, part]) => [name, valueText(part)]);
}
