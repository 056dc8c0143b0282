import { messageOf } from "../errors.ts";
import type { ProcessInfo } from "../runtime/runtime.ts";

/**
 * Commands run in call order and need not be awaited. What a command nobody listened to failed with is what the next execution rejects
 * with; if none follows, it is told once when the process ends, which then ends with code 1. Never an unhandled rejection.
 */
export class CommandQueue {
  readonly #process: ProcessInfo;
  #last: Promise<void> = Promise.resolve();
  #unheard: unknown;

  constructor(process: ProcessInfo) {
    this.#process = process;
  }

  run(action: () => Promise<void>): Promise<void> {
    const run = this.#last.then(action);
    const { told, heard } = this.#followed(run);
    this.#last = heard;
    return told;
  }

  /** What nothing has to wait for, and need not be awaited either: its error is kept as a command's is. */
  follow<T>(run: Promise<T>): Promise<T> {
    return this.#followed(run).told;
  }

  #followed<T>(run: Promise<T>): { readonly told: Promise<T>; readonly heard: Promise<void> } {
    let isHeard = false;
    const told = listenedTo(run, () => {
      isHeard = true;
    });
    const heard = run.then(
      () => undefined,
      (error: unknown) => {
        if (!isHeard) this.#remember(error);
      },
    );
    return { told, heard };
  }

  /** Waits for everything called before, and rejects with an error nobody has heard of yet. */
  async settled(): Promise<void> {
    await this.#last;
    if (this.#unheard === undefined) return;
    const error = this.#unheard;
    this.#unheard = undefined;
    throw error;
  }

  #remember(error: unknown): void {
    if (this.#unheard === undefined) this.#process.beforeExit(() => this.#tell());
    this.#unheard ??= error;
  }

  #tell(): void {
    if (this.#unheard === undefined) return;
    this.#process.warn(`millrace: an error nobody awaited: ${messageOf(this.#unheard)}`);
    this.#process.fail();
    this.#unheard = undefined;
  }
}

/** The promise, with `onListen` called as soon as somebody asks for its outcome. */
function listenedTo<T>(run: Promise<T>, onListen: () => void): Promise<T> {
  return new Proxy(run, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function") return value;
      if (property === "then" || property === "catch" || property === "finally") onListen();
      return value.bind(target) as unknown;
    },
  });
}
