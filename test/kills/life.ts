import { spawn } from "node:child_process";
import { mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Kill } from "./scenario.ts";

const JOB = fileURLToPath(new URL("job.ts", import.meta.url));
/** A life that has not ended by then hangs. */
const PATIENCE_MS = 60_000;

export type End = "finished" | "killed" | { readonly failure: string };

/** Starts the job and waits for its end, which `kill` may bring about. */
export async function live(seed: number, root: string, kill: Kill | undefined): Promise<End> {
  const temporary = join(root, "tmp");
  mkdirSync(temporary, { recursive: true });
  const child = spawn(process.execPath, [JOB, String(seed), root], {
    // What a killed process leaves among the temporary files goes with the run's directory.
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let killed = false;
  let output = "";
  const strike = (): void => {
    killed = child.kill("SIGKILL") || killed;
  };
  const disarm = arm(kill, root, strike, (onStarted) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (String(chunk).includes("started")) onStarted();
    });
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += String(chunk);
  });
  let hangs = false;
  const patience = setTimeout(() => {
    hangs = true;
    child.kill("SIGKILL");
  }, PATIENCE_MS);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(patience);
  disarm();
  if (hangs) return { failure: `the job hung for ${PATIENCE_MS} ms\n${output}` };
  if (code === 0) return "finished";
  return killed ? "killed" : { failure: `the job ended with code ${code}\n${output}` };
}

/** Waits for the moment; gives what calls the waiting off. */
function arm(
  kill: Kill | undefined,
  root: string,
  strike: () => void,
  whenStarted: (action: () => void) => void,
): () => void {
  if (kill === undefined) return () => undefined;
  if ("afterMs" in kill) {
    let timer: NodeJS.Timeout | undefined;
    whenStarted(() => {
      timer ??= setTimeout(strike, kill.afterMs);
    });
    return () => clearTimeout(timer);
  }
  // The directories the job would make itself, so that they can be watched from the beginning.
  for (const name of ["checkpoints", "devices", "counts"]) mkdirSync(join(root, name), { recursive: true });
  let left = kill.atFileEvent;
  const watchers = ["checkpoints", "devices", "counts"].map((name) =>
    watch(join(root, name), { recursive: true }, () => {
      if (--left === 0) strike();
    }),
  );
  return () => watchers.forEach((watcher) => watcher.close());
}
