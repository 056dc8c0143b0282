#!/usr/bin/env node
/** The command `millrace`: finds the subcommand, and turns an error into one message and an exit code. */
import { isMillraceError } from "../errors.ts";
import { realRuntime as runtime } from "../runtime/real.ts";
import { UsageError, type Command } from "./command.ts";
import { generate } from "./generate.ts";

const commands: Readonly<Record<string, Command>> = { generate };

const help = `Usage: millrace <command> [arguments]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}

Run "millrace <command> --help" for what a command takes.
`;

try {
  await dispatch(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}

async function dispatch([name, ...args]: readonly string[]): Promise<void> {
  if (name === "--help" || name === "-h" || name === "help") return runtime.process.write(help);
  if (name === undefined) throw new UsageError("a command is missing");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command "${name}"`);
  if (args.includes("--help") || args.includes("-h")) return runtime.process.write(command.help);
  await command.run(args, runtime);
}

/** Prints what went wrong and gives the exit code. An error without a condition is a fault of Millrace: its stack is wanted. */
function report(error: unknown): number {
  if (error instanceof UsageError) {
    runtime.process.warn(`millrace: ${error.message}\nRun "millrace --help" for what there is.`);
    return 2;
  }
  if (isMillraceError(error)) runtime.process.warn(`millrace: ${error.message}`);
  else runtime.process.warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
