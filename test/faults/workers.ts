import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Answer, Task } from "./worker.ts";

/** A life that has not ended by then hangs. */
const PATIENCE_MS = 30_000;

/** A worker that is replaced when it dies or hangs; both are answers. */
export class Worker {
  #child: ChildProcess | undefined;

  async live(task: Task): Promise<Answer | { readonly died: string }> {
    const child = (this.#child ??= await this.#start());
    const answer = new Promise<Answer | { readonly died: string }>((settle) => {
      const finish = (result: Answer | { readonly died: string }): void => {
        clearTimeout(patience);
        child.off("message", onMessage);
        child.off("exit", onExit);
        settle(result);
      };
      const onMessage = (message: Answer): void => finish(message);
      const onExit = (code: number | null, signal: string | null): void => {
        this.#child = undefined;
        finish({ died: `the process died (${signal ?? code})` });
      };
      const patience = setTimeout(() => {
        this.#child = undefined;
        child.kill("SIGKILL");
        finish({ died: `no answer within ${PATIENCE_MS / 1000} s` });
      }, PATIENCE_MS);
      child.on("message", onMessage);
      child.on("exit", onExit);
    });
    child.send(task);
    return answer;
  }

  /** What is wrong when the task is lived to its end. */
  async faultsOf(task: Task): Promise<readonly string[]> {
    const answer = await this.live(task);
    if ("died" in answer) return [answer.died];
    const { end, readerEnd, faults } = answer;
    return end === "done" && readerEnd === "done"
      ? faults
      : [end, readerEnd].flatMap((each) => (each === "done" ? [] : [each.message]));
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, "worker.ts"));
    await once(child, "message");
    return child;
  }
}
