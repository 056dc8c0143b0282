import { execFile } from "node:child_process";
import { join } from "node:path";

export const program: string = join(import.meta.dirname, "../../src/cli/main.ts");

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a directory of its own. */
export function millraceIn(directory: string): (...args: string[]) => Promise<Run> {
  return (...args) =>
    new Promise((settle) => {
      const child = execFile(process.execPath, [program, ...args], { cwd: directory }, (_, stdout, stderr) => {
        settle({ exitCode: child.exitCode ?? -1, stdout, stderr });
      });
    });
}
