import type { ProcessInfo } from "../runtime/runtime.ts";
import { UsageError } from "./command.ts";

/** Prints what went wrong and gives the exit code. Of an error without a condition, which is no user's mistake, the stack is wanted. */
export function reportError(error: unknown, process: Pick<ProcessInfo, "warn">): number {
  if (error instanceof UsageError) {
    process.warn(`millrace: ${error.message}\nRun "millrace --help" for what there is.`);
    return 2;
  }
  if (!(error instanceof Error)) process.warn(`millrace: ${String(error)}`);
  else if (isCoded(error)) process.warn(`millrace: ${error.message}${causes(error)}`);
  else process.warn(error.stack ?? error.message);
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
  return USERS_OWN.test(error.condition) ? `\n${cause.stack ?? cause.message}` : "";
}

const USERS_OWN = /^(FOREACH_USER|FOREACH_BATCH_USER|FAILED_EXECUTE_UDF)/;
