import { fork, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScenarioFile } from "./corpus.ts";
import type { Trace } from "./trace.ts";

export interface Assignment {
  readonly id: number;
  readonly path: string;
  readonly directory: string;
  readonly sql: boolean;
  readonly restarts: boolean;
}

export type WorkerMessage = { readonly ready: true } | ({ readonly id: number } & Answer);

/** The engine's trace, or why there is none. */
export type Answer = { readonly trace: Trace } | { readonly failure: string };

export interface PoolOptions {
  readonly workers: number;
  /** Milliseconds for one scenario, and for the engine to load. */
  readonly limit: number;
  /** The module each process runs. */
  readonly module: URL;
  /** Pipelines go in as SQL text. */
  readonly sql: boolean;
  readonly restarts: boolean;
}

/** Asks the engine each scenario, some at a time, each in a directory of its own. Never rejects because of the engine. */
export async function askAll(files: readonly ScenarioFile[], options: PoolOptions): Promise<Answer[]> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "millrace-conformance-")));
  const answers: Answer[] = [];
  let next = 0;
  const drain = async (): Promise<void> => {
    const worker = new Worker(options);
    while (next < files.length) {
      const id = next++;
      const directory = join(scratch, `s${String(id).padStart(4, "0")}`);
      await mkdir(directory);
      answers[id] = await worker.ask({
        id,
        path: files[id]!.path,
        directory,
        sql: options.sql,
        restarts: options.restarts,
      });
      await rm(directory, { recursive: true, force: true });
    }
    worker.end();
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.workers, files.length) }, drain));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return answers;
}

/** One process, replaced when it is gone or had to be killed. */
class Worker {
  readonly #options: PoolOptions;
  #process: ChildProcess | undefined;
  #complaint = "";

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async ask(assignment: Assignment): Promise<Answer> {
    const loaded = await this.#load();
    if ("failure" in loaded) return loaded;
    const { child } = loaded;
    const answer = this.#next(child, (message) =>
      "id" in message && message.id === assignment.id ? message : undefined,
    );
    child.send(assignment);
    return answer;
  }

  end(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  async #load(): Promise<{ readonly child: ChildProcess } | { readonly failure: string }> {
    if (this.#process?.connected) return { child: this.#process };
    const child = fork(this.#options.module, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.#process = child;
    this.#complaint = "";
    child
      .stderr!.setEncoding("utf8")
      .on("data", (text: string) => (this.#complaint = (this.#complaint + text).slice(-4000)));
    const ready = await this.#next(child, (message) => ("ready" in message ? message : undefined));
    return "failure" in ready ? { failure: `the engine did not load: ${ready.failure}` } : { child };
  }

  /** The next message that `choose` takes, or the process's end, whichever comes first; at the time limit the process is killed. */
  #next<T>(
    child: ChildProcess,
    choose: (message: WorkerMessage) => T | undefined,
  ): Promise<T | { readonly failure: string }> {
    return new Promise((resolve) => {
      const settle = (result: T | { readonly failure: string }): void => {
        clearTimeout(timer);
        child.off("message", listen).off("exit", exited).off("error", failed);
        resolve(result);
      };
      const listen = (message: unknown): void => {
        const chosen = choose(message as WorkerMessage);
        if (chosen !== undefined) settle(chosen);
      };
      const gone = (failure: string): void => {
        this.end();
        settle({ failure });
      };
      const exited = (code: number | null, signal: string | null): void =>
        gone(`the process ended with ${signal ?? `code ${code}`}${this.#lastWords()}`);
      const failed = (error: Error): void => gone(error.message);
      const timer = setTimeout(() => gone(`no answer within ${this.#options.limit / 1000} s`), this.#options.limit);
      child.on("message", listen).on("exit", exited).on("error", failed);
    });
  }

  #lastWords(): string {
    const lines = this.#complaint.split("\n").filter((line) => line.trim() !== "");
    const line = lines.find((one) => /\w*Error\b/.test(one)) ?? lines.at(-1);
    return line === undefined ? "" : `: ${line.trim()}`;
  }
}
