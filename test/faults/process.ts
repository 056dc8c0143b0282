import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProgramTerms } from "./program.ts";

const MILLRACE = join(import.meta.dirname, "../../src/cli/main.ts");
const PROGRAM = join(import.meta.dirname, "program.ts");
/** A program that has not ended by then hangs. */
const PATIENCE_MS = 60_000;

interface RunOptions {
  /** After so many data files have been renamed into place the process kills itself. */
  readonly diesAt?: number | undefined;
  /** A file that says by how many milliseconds the process's clock is wrong. */
  readonly clockFile?: string;
  readonly temporary?: string;
}

interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly output: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** All it has printed so far. */
  readonly printed: () => string;
  readonly ended: Promise<Ended>;
  /** Resolves with the output once the text is in it; rejects when the program has ended without it. */
  readonly saying: (text: string | RegExp) => Promise<string>;
}

/** Runs a job as its user would, by `millrace run`. */
export function run(terms: ProgramTerms, { diesAt, clockFile, temporary }: RunOptions = {}): Running {
  const hooks = [...(diesAt === undefined ? [] : ["die.ts"]), ...(clockFile === undefined ? [] : ["clock-hook.ts"])];
  const imports = hooks.flatMap((hook) => ["--import", pathToFileURL(join(import.meta.dirname, hook)).href]);
  // What a killed process leaves among the temporary files goes with the run's directory.
  const tmp = temporary ?? join(terms.places.root, "tmp");
  mkdirSync(tmp, { recursive: true });
  const child = spawn(process.execPath, [...imports, MILLRACE, "run", PROGRAM, JSON.stringify(terms)], {
    env: {
      ...process.env,
      TMPDIR: tmp,
      NODE_OPTIONS: "",
      ...(diesAt === undefined ? {} : { MILLRACE_DIES_AT: String(diesAt) }),
      ...(clockFile === undefined ? {} : { MILLRACE_CLOCK: clockFile }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += String(chunk);
      for (const listener of listeners) listener();
    });
  const patience = setTimeout(() => {
    output += `\nIt hung for ${PATIENCE_MS} ms.`;
    child.kill("SIGKILL");
  }, PATIENCE_MS);
  const ended = new Promise<Ended>((settle) => {
    child.on("close", (code) => {
      clearTimeout(patience);
      settle({ code, output });
      for (const listener of listeners) listener();
    });
  });
  const saying = (text: string | RegExp): Promise<string> =>
    new Promise((settle, reject) => {
      const look = (): void => {
        if (typeof text === "string" ? output.includes(text) : text.test(output)) settle(output);
        else if (child.exitCode !== null || child.signalCode !== null)
          reject(new Error(`it ended without saying ${text}: ${output}`));
        else return;
        listeners.delete(look);
      };
      listeners.add(look);
      look();
    });
  return { child, printed: () => output, ended, saying };
}

/** What is wrong with how a program told its user of an error: `conditions` are those it may name, `path` what it must name. */
export function untold({ code, output }: Ended, conditions: readonly string[], path: string): readonly string[] {
  const line = output.split("\n").find((each) => each.startsWith("millrace: [")) ?? "";
  return [
    ...(code === 1 ? [] : [`it ended with ${code}: ${output}`]),
    ...(conditions.some((condition) => line.includes(`[${condition}]`))
      ? []
      : [`it does not name ${conditions.join(" or ")}: ${output}`]),
    ...(line.includes(path) ? [] : [`it does not name ${path}: ${line}`]),
    ...(/\n +at (?!.*program\.ts)/.test(output) ? [`it shows a stack trace: ${output}`] : []),
  ];
}
