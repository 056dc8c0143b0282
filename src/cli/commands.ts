/** The command `millrace`: finds the subcommand, and turns an error into one message and an exit code. */
import { realRuntime as runtime } from "../runtime/real.ts";
import { checkpoint } from "./checkpoint.ts";
import { UsageError, type Command } from "./command.ts";
import { fs } from "./fs.ts";
import { generate } from "./generate.ts";
import { reportError } from "./report-error.ts";
import { run } from "./run.ts";
import { sql } from "./sql.ts";

const commands: Readonly<Record<string, Command>> = { run, sql, fs, checkpoint, generate };

const help = `Usage: millrace <command> [arguments]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}`)
  .join("\n")}

Run "millrace <command> --help" for what a command takes, with examples.

Exit codes: 0 done, 1 the command failed, 2 the command line is wrong.

Examples:
  millrace generate sensors --files 20
  millrace sql "SELECT deviceType, count(*) FROM r GROUP BY deviceType" --view r=sensors:json
  millrace run pipeline.ts
`;

// Who reads the output may have had enough of it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

try {
  await dispatch(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error, runtime.process);
}

async function dispatch([name, ...args]: readonly string[]): Promise<void> {
  if (name === "--help" || name === "-h" || name === "help") return runtime.process.write(help);
  if (name === undefined) throw new UsageError("a command is missing");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command "${name}"`);
  const own = command.passesArguments ? args.slice(0, 1) : args;
  if (own.includes("--help") || own.includes("-h")) return runtime.process.write(command.help);
  await command.run(args, runtime);
}
