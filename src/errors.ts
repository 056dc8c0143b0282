import { errorRow, type Condition } from "./error-table.ts";

/** Where in a text the fault lies; both are given or neither. */
export interface ErrorPlace {
  readonly position?: number;
  readonly text?: string;
  /** What the text is, where it is not SQL. */
  readonly title?: string;
  /** What to do instead of what the table says, where the failing call was made in another way: on the command line. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/**
 * Every failure that a user can meet. `condition` and `sqlState` are Spark's where Spark has them; the remedy is a sentence on
 * what to do. `sparkCondition` keeps Spark's unnamed class (`_LEGACY_ERROR_TEMP_3102`) beside the name Millrace gives it.
 */
export class MillraceError extends Error {
  override readonly name: string = "MillraceError";
  readonly condition: Condition;
  readonly sqlState: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly remedy: string;
  readonly sparkCondition: string | undefined;
  /** 1-based line and 0-based column of the fault in the user's text, where there is one. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(condition: Condition, parameters: Readonly<Record<string, string>>, place: ErrorPlace = {}) {
    const row = errorRow(condition);
    const at = locate(place);
    const text = fill(row.message, parameters);
    const remedy = place.remedy ?? fill(row.remedy, parameters);
    super(
      `[${condition}] ${text}${remedy ? ` ${remedy}` : ""} SQLSTATE: ${row.sqlState}${at ? `; line ${at.line} pos ${at.column}\n\n== ${place.title ?? "SQL"} ==\n${at.excerpt}` : ""}`,
      place.cause === undefined ? undefined : { cause: place.cause },
    );
    this.condition = condition;
    this.sqlState = row.sqlState;
    this.parameters = parameters;
    this.remedy = remedy;
    this.sparkCondition = row.spark;
    this.line = at?.line;
    this.column = at?.column;
  }
}

export type { Condition } from "./error-table.ts";

export function millraceError(
  condition: Condition,
  parameters: Readonly<Record<string, string>> = {},
  place: ErrorPlace = {},
): MillraceError {
  return new MillraceError(condition, parameters, place);
}

export function isMillraceError(error: unknown, condition?: Condition): error is MillraceError {
  return error instanceof MillraceError && (condition === undefined || error.condition === condition);
}

/** An error's message without its SQLSTATE and place, to stand inside another error's. */
export function reasonOf(error: unknown): string {
  return messageOf(error).replace(/ SQLSTATE: [0-9A-Z]{5}(?=;|$)[^]*$/, "");
}

const READING: readonly string[] = ["read", "list", "look at"];

/** What to do when the file system refuses an operation, by what it says. */
export function fileRemedy(reason: string, operation: string): string {
  if (/ENOSPC|EDQUOT|No space/i.test(reason))
    return "The disk is full: make room, or name another place. What was written before stands.";
  if (/ENOTDIR|Not a directory/i.test(reason)) return "A part of the path is a file: name a directory.";
  if (/EROFS|Read-only/i.test(reason))
    return "The place may not be written to: mount its file system for writing, or name another one.";
  if (/EACCES|EPERM|Permission denied/i.test(reason)) {
    if (READING.includes(operation)) return "It may not be read: give this user the right to, or name another one.";
    if (operation === "write or read") return "Give this user the right to, or name another place.";
    return "The place may not be written to: name another one.";
  }
  if (/EISDIR|Is a directory/i.test(reason)) return "It is a directory: name a file.";
  return "";
}

/** What the action refuses, with the place in the text where it stands, unless it knows a nearer one. */
export function placed<T>(place: ErrorPlace, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof MillraceError) || place.position === undefined || error.line !== undefined) throw error;
    throw millraceError(error.condition, error.parameters, { ...place, cause: error.cause });
  }
}

/** Runs what recurses over a user's text or plan; one nested deeper than the stack allows is refused with a condition. */
export function withinStack<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw tooComplex(error);
  }
}

/** What the host says of texts and plans beyond its means, as the condition for it; any other error as it is. */
export function tooComplex(error: unknown): unknown {
  const isLimit = error instanceof RangeError && /call stack|string length/.test(error.message);
  return isLimit ? millraceError("FAILED_TO_PARSE_TOO_COMPLEX", {}, { cause: error }) : error;
}

export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  try {
    return String(error);
  } catch {
    return "an object without a text";
  }
}

function fill(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/<(\w+)>/g, (whole, name: string) => parameters[name] ?? whole);
}

function locate(place: ErrorPlace): { line: number; column: number; excerpt: string } | undefined {
  if (place.text === undefined || place.position === undefined) return undefined;
  const before = place.text.slice(0, place.position).split("\n");
  const line = before.length;
  const column = before.at(-1)!.length;
  const lines = place.text.split("\n");
  const excerpt = [...lines.slice(0, line), `${"-".repeat(column)}^^^`, ...lines.slice(line)].join("\n");
  return { line, column, excerpt };
}
