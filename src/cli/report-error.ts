import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcessInfo } from "../runtime/runtime.ts";
import { UsageError } from "./command.ts";

/** Prints what went wrong and gives the exit code; `command` is the one that was called wrong, where it is known. Of an error without a condition, which is no user's mistake, the stack is wanted. */
export function reportError(error: unknown, process: Pick<ProcessInfo, "warn">, command = ""): number {
  if (error instanceof UsageError) {
    process.warn(
      `millrace: ${error.message}\nRun "millrace ${command}${command && " "}--help" for what ${command === "" ? "there is" : "it takes"}.`,
    );
    return 2;
  }
  if (!(error instanceof Error)) process.warn(`millrace: ${String(error)}`);
  else if (isCoded(error)) process.warn(`millrace: ${error.message}${ownLine(error)}${causes(error)}`);
  else process.warn(`${ownFrames(error)}${hint(error)}`);
  return 1;
}

/** By its form and not by its class: a program may have a copy of Millrace of its own. */
function isCoded(error: Error): error is Error & { readonly condition: string } {
  return error.name === "MillraceError" && "condition" in error;
}

/** What a function of the program threw is told with its stack: the line that threw is what they look for. */
function causes(error: Error & { readonly condition: string }): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return "";
  if (isCoded(cause)) return causes(cause);
  return USERS_OWN.test(error.condition) ? `\n${ownFrames(cause)}` : "";
}

const USERS_OWN = /^(FOREACH_USER|FOREACH_BATCH_USER|FAILED_EXECUTE_UDF)/;

/** Where in the program the call stands that failed, if its stack reaches there. */
function ownLine(error: Error): string {
  const [frame] = framesOf(error).filter(isOwn);
  const place = /(?:file:\/\/)?\/[^()\s]*:\d+:\d+/.exec(frame ?? "")?.[0];
  if (place === undefined) return "";
  const path = place.startsWith("file:")
    ? fileURLToPath(place.replace(/:\d+:\d+$/, ""))
    : place.replace(/:\d+:\d+$/, "");
  return `\n    at ${shownPath(path)}${/:\d+:\d+$/.exec(place)![0]}`;
}

/** From the working directory, where it lies there. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown.startsWith("..") ? path : shown;
}

/** The stack without the frames of Millrace and of Node. */
function ownFrames(error: Error): string {
  const [head] = (error.stack ?? error.message).split(/\n {4}at /);
  const own = framesOf(error).filter(isOwn);
  // Its head shows the line; nothing of the program has run.
  if (error instanceof SyntaxError && own.length === 0) return head!;
  return own.length === 0 ? (error.stack ?? error.message) : [head, ...own].join("\n");
}

const framesOf = (error: Error): readonly string[] =>
  (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));

const HOME = fileURLToPath(new URL("..", import.meta.url));
const isOwn = (frame: string): boolean =>
  !frame.includes(HOME) &&
  !frame.includes("node:") &&
  !frame.includes(`${sep}node_modules${sep}`) &&
  /[/\\]/.test(frame);

/** What is `undefined` or has no such method is often a promise. */
function hint(error: Error): string {
  const looksUnawaited =
    error instanceof TypeError && /is not (a function|iterable|async iterable)|of undefined/.test(error.message);
  return looksUnawaited
    ? "\nIs an await missing? connect(), start(), collect(), count(), schema() and memoryStream() give promises."
    : "";
}
