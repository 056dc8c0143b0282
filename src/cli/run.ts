/** `millrace run`: runs a TypeScript program. */
import { pathToFileURL } from "node:url";
import { millraceError } from "../errors.ts";
import { UsageError, type Command } from "./command.ts";
import { ProgramImports } from "./program-imports.ts";
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
    if (info.isDirectory) throw millraceError("IS_A_DIRECTORY", { path }, { remedy: "Name the program in it." });
    // Enough that an error names the program's own line below all of ours.
    Error.stackTraceLimit = 100;
    process.argv = [process.argv[0]!, path, ...args];
    const imports = new ProgramImports(import.meta.url, runtime.files);
    // At once, as Node does it: queries that still run would keep a failed program alive.
    const fail = (error: unknown): never => process.exit(reportError(error, runtime.process));
    process.on("uncaughtException", (error) => void (imports.explained(error)?.then(fail) ?? fail(error)));
    try {
      await import(pathToFileURL(path).href);
    } catch (error) {
      fail((await imports.explained(error)) ?? error);
    }
  },
};
