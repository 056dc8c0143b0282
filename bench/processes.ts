import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Job, Measured } from "./measure.ts";

/** Runs one measurement in a process of its own. */
export async function measure(job: Job): Promise<Measured> {
  const { stdout } = await run(join(import.meta.dirname, "measure.ts"), JSON.stringify(job));
  return JSON.parse(stdout) as Measured;
}

export interface Ran {
  readonly stdout: string;
  /** From the spawn to the first output. */
  readonly firstOutputMs: number;
}

/** Runs a program by this Node; rejects when it fails. */
export async function run(program: string, ...args: string[]): Promise<Ran> {
  const began = performance.now();
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let [stdout, firstOutputMs] = ["", Number.NaN];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (stdout === "") firstOutputMs = performance.now() - began;
    stdout += text;
  });
  const exitCode = await new Promise((settle, fail) => child.on("error", fail).on("close", settle));
  if (exitCode !== 0) throw new Error(`${program} ${args.join(" ")} exited with ${String(exitCode)}`);
  return { stdout, firstOutputMs };
}
