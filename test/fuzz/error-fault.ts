/** Whether an error is one that its user can do something about. */
import { isMillraceError } from "../../src/index.ts";
import { errorRow } from "../../src/error-table.ts";

export interface ErrorFault {
  /** The same for cases that fail in the same way. */
  readonly cause: string;
  readonly detail: string;
}

const INTERNAL = /KERNEL_ERROR|INTERNAL/;

/** What is wrong with an error: it has no condition, an inner one, or does not say what it should. */
export function errorFault(error: unknown): ErrorFault | undefined {
  if (!isMillraceError(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // One fault, wherever the stack or the text happened to end.
    if (error instanceof RangeError) return { cause: general(String(error)), detail: stack };
    const place = /src\/([\w/-]+\.ts:\d+)/.exec(stack)?.[1];
    return { cause: `${general(String(error))} at ${place ?? "nowhere"}`, detail: stack };
  }
  const detail = `${error.stack ?? error.message}\ncaused by ${String(error.cause)}`;
  if (INTERNAL.test(error.condition)) return { cause: general(error.message), detail };
  if (/\n {4}at .+:\d+:\d+/.test(error.message))
    return { cause: `${error.condition} has a stack in its message`, detail };
  const { message, remedy } = errorRow(error.condition);
  const unsaid = [...`${message} ${remedy}`.matchAll(/<(\w+)>/g)].find(([, name]) => {
    const value = error.parameters[name!] as unknown;
    return typeof value !== "string" || value === "undefined" || value === "[object Object]";
  });
  return unsaid && { cause: `${error.condition} does not say its ${unsaid[0]}`, detail };
}

/** What was thrown where nobody listens is a fault whatever it is. */
export function strayFault(error: unknown): ErrorFault {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { cause: `nobody caught ${general(String(error))}`, detail: stack };
}

/** A message without what is particular to one case. */
function general(message: string): string {
  // What follows a second colon tells of the case, but in the kernel's words, which stand behind ours.
  const parts = message.startsWith("[") ? 3 : 2;
  let line = message.split("\n")[0]!.split(" Report it as a defect")[0]!;
  for (let before = ""; before !== line;) {
    before = line;
    line = line.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|\([^()]*\)/g, "..");
  }
  return line.replaceAll(/\d+/g, "0").split(": ").slice(0, parts).join(": ").slice(0, 160);
}
