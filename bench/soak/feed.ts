import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Message, Written } from "./generator.ts";
import { ROWS_PER_FILE } from "./readings.ts";

/** The generator as the engine's process sees it: what has been written, and when. */
export class Feed {
  readonly #child: ChildProcess;
  /** By file, in milliseconds since 1970. */
  readonly #completedAt: number[] = [];
  readonly #written: Promise<Written>;

  constructor(directory: string, seed: number) {
    this.#child = fork(join(import.meta.dirname, "generator.ts"), [directory, String(seed)]);
    this.#written = new Promise((resolve, reject) => {
      this.#child.on("message", (message: Message) => {
        if (message.kind === "file") this.#completedAt.push(message.completedAt);
        else resolve(message.written);
      });
      this.#child.once("error", reject);
      this.#child.once("exit", (code, signal) =>
        reject(new Error(`the generator ended early: ${String(code ?? signal)}`)),
      );
    });
    this.#written.catch(() => undefined);
  }

  /** Of whole files; the closing one is not counted. */
  get rows(): number {
    return this.#completedAt.length * ROWS_PER_FILE;
  }

  /** When the file that holds the last of the first `rows` rows was there; undefined as long as the generator has not told. */
  completedAt(rows: number): number | undefined {
    return this.#completedAt[Math.ceil(rows / ROWS_PER_FILE) - 1];
  }

  /** Has the closing file written. */
  async finish(): Promise<Written> {
    // Without a child to hear it the message fails; what is waited for says why.
    if (this.#child.connected) this.#child.send("finish", () => undefined);
    return this.#written;
  }

  /** Rejects when the generator breaks; never resolves before it ends. */
  get broken(): Promise<unknown> {
    return this.#written;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}
