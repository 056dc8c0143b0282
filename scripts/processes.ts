import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export const root: string = dirname(import.meta.dirname);

export interface Finished {
  readonly exitCode: number;
  /** stdout and stderr, interleaved as they came. */
  readonly output: string;
}

/** Runs `command` (a program, or "node" for this very Node) to its end; never rejects for a failing exit. */
export function run(command: string, args: readonly string[], directory: string = root): Promise<Finished> {
  const [program, programArgs] = resolve(command, args);
  // The project's own node and tools first, however this script was started.
  const path = [join(root, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  const child = spawn(program, programArgs, {
    cwd: directory,
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((settle) => {
    child.on("error", (error) => settle({ exitCode: 127, output: `${command}: ${error.message}` }));
    child.on("close", (code, signal) => {
      const killed = signal === null ? "" : `\n${command} was ended by ${signal}`;
      settle({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString("utf8") + killed });
    });
  });
}

/** "publint" -> this Node running the file that the installed package names as its program of that name. */
function resolve(command: string, args: readonly string[]): [string, string[]] {
  if (command === "node") return [process.execPath, [...args]];
  const home = toolPackages[command];
  if (home === undefined) return [command, [...args]];
  const folder = join(root, "node_modules", home);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === "string" ? bin : (bin[command] ?? "");
  return [process.execPath, [join(folder, file), ...args]];
}

const toolPackages: Readonly<Record<string, string>> = {
  attw: "@arethetypeswrong/cli",
  knip: "knip",
  oxfmt: "oxfmt",
  oxlint: "oxlint",
  publint: "publint",
  tsc: "typescript",
  vitest: "vitest",
};
