/** Runs a mistake as its maker would, and tells what they see. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mountDisk, unmountDisk } from "../small-disk.ts";
import { programText, type Mistake } from "./mistake.ts";

const root = join(import.meta.dirname, "../..");
const millrace = join(root, "src/cli/main.ts");
const patienceMs = 90_000;

/** What the mistake prints, with all masked that differs from run to run; undefined where this machine cannot make it. */
export async function runMistake(mistake: Mistake): Promise<string | undefined> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "millrace-mistake-")));
  const disk = mistake.smallDisk === undefined ? undefined : join(directory, mistake.smallDisk);
  try {
    if (disk !== undefined && !mountDisk(disk)) return undefined;
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    };
    write("package.json", '{ "type": "module" }');
    for (const [path, text] of Object.entries(mistake.files ?? {})) write(path, text);
    if (mistake.before !== undefined) {
      write("main.ts", programText(mistake.before));
      const { told, stderr } = await run(directory, ["run", "main.ts"]);
      if (told !== "exit code 0") throw new Error(`The program before the mistake: ${told}\n${stderr}`);
      mistake.between?.(directory);
    }
    if (mistake.program !== undefined) write("main.ts", programText(mistake.program));
    const { told, stdout, stderr } = await run(directory, mistake.args ?? ["run", "main.ts"]);
    const parts = [told, ...part("stdout", stdout), ...part("stderr", stderr)];
    return masked(`${parts.join("\n")}\n`, directory);
  } finally {
    if (disk !== undefined) unmountDisk(disk);
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Ended {
  readonly told: string;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, args: readonly string[]): Promise<Ended> {
  // Deprecations and colours are the machine's and not ours to tell of.
  const env = { ...process.env, MILLRACE: millrace, NO_COLOR: "1", NODE_OPTIONS: "", VITEST: undefined };
  const limits = { cwd, env, timeout: patienceMs, killSignal: "SIGKILL" } as const;
  return new Promise((settle) => {
    const child = execFile(process.execPath, [millrace, ...args], limits, (error, stdout, stderr) => {
      const told = child.exitCode === null ? `does not end (${error?.signal})` : `exit code ${child.exitCode}`;
      settle({ told, stdout, stderr });
    });
  });
}

function part(name: string, text: string): string[] {
  return text === "" ? [] : [`--- ${name}`, text.trimEnd()];
}

function masked(text: string, directory: string): string {
  return text
    .replaceAll(directory, "<dir>")
    .replaceAll(root, "<millrace>")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replaceAll(/\bprocess \d+/g, "process <pid>")
    .replaceAll(/^Node\.js v.*$/gm, "Node.js <version>")
    .replaceAll(/(?:^ +at .*(?:<millrace>|node:|<anonymous>).*\n)+/gm, "    at <internals>\n");
}
