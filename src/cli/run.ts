/** `millrace run`: runs a TypeScript program. */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { millraceError } from "../errors.ts";
import { UsageError, type Command } from "./command.ts";
import { reportError } from "./report-error.ts";

const help = `Usage: millrace run <file.ts> [arguments...]

Runs a TypeScript or JavaScript program. "millrace" resolves in it also where it is not installed, and errors are told without stack
traces. What follows the file are the program's own arguments (process.argv).

Options:
  --help   this text

Examples:
  millrace run pipeline.ts
  millrace run pipeline.ts --input sensors

Exit codes: the program's own; 1 when it failed, 2 when the command line is wrong.
`;

export const run: Command = {
  summary: "run a TypeScript program",
  help,
  passesArguments: true,
  async run([file, ...args], runtime) {
    if (file === undefined) throw new UsageError("run needs the program to run");
    if (file.startsWith("-")) throw new UsageError(`there is no option "${file}"`);
    const path = runtime.files.resolve(file);
    const info = await runtime.files.stat(path);
    if (info === undefined) throw millraceError("PATH_NOT_FOUND", { path });
    if (info.isDirectory) throw millraceError("IS_A_DIRECTORY", { path });
    // Enough that an error names the program's own line below all of ours.
    Error.stackTraceLimit = 100;
    process.argv = [process.argv[0]!, path, ...args];
    process.on("uncaughtException", (error) => process.exit(reportError(error, runtime.process)));
    resolveMillrace();
    try {
      await import(pathToFileURL(path).href);
    } catch (error) {
      // At once, as Node does it: queries that still run would keep a failed program alive.
      process.exit(reportError(error, runtime.process));
    }
  },
};

/** The program gets the Millrace that runs it: two copies would not know each other's classes. */
function resolveMillrace(): void {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const own: Readonly<Record<string, string>> = {
    millrace: new URL(`../index.${extension}`, import.meta.url).href,
    "millrace/testing": new URL(`../testing/index.${extension}`, import.meta.url).href,
  };
  registerHooks({
    resolve: (specifier, context, next) => {
      const url = Object.hasOwn(own, specifier) ? own[specifier] : undefined;
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
}
