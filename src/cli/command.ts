import type { Runtime } from "../runtime/runtime.ts";

/** A subcommand of `millrace`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole text of `millrace <command> --help`, with examples. */
  readonly help: string;
  /** What follows the first argument belongs to somebody else: a `--help` there is not ours. */
  readonly passesArguments?: true;
  readonly run: (args: readonly string[], runtime: Runtime) => Promise<void>;
}

/** The command line itself is wrong: exit code 2, where a command that failed gives 1. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}
