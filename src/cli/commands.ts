/** The command `millrace`: finds the subcommand, and turns an error into one message and an exit code. */
import { fileURLToPath } from "node:url";
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

"millrace --version" tells the version.

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

const [name = "", ...rest] = process.argv.slice(2);
try {
  await dispatch(name, rest);
} catch (error) {
  process.exitCode = reportError(error, runtime.process, Object.hasOwn(commands, name) ? name : "");
}

async function dispatch(called: string, args: readonly string[]): Promise<void> {
  if (/^(--help|-h|help)$/.test(called)) return runtime.process.write(help);
  if (/^(--version|-v)$/.test(called)) return runtime.process.write(`${await version()}\n`);
  if (called === "") throw new UsageError("a command is missing");
  const command = Object.hasOwn(commands, called) ? commands[called] : undefined;
  if (command === undefined) throw new UsageError(`there is no command "${called}"`);
  const own = command.passesArguments ? args.slice(0, 1) : args;
  if (own.includes("--help") || own.includes("-h")) return runtime.process.write(command.help);
  await command.run(args, runtime);
}

/** The package's, which lies as far above the sources as above what is built of them. */
async function version(): Promise<string> {
  const { version: own } = JSON.parse(
    (await runtime.files.readText(fileURLToPath(new URL("../../package.json", import.meta.url))))!,
  ) as { readonly version: string };
  return own;
}
