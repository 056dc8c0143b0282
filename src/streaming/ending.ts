import type { Clock } from "../runtime/runtime.ts";

/** Something that comes once, and that many wait for, each as long as it likes: who gives up leaves nothing behind. */
export class Ending {
  readonly #waiters = new Set<() => void>();
  #isReached = false;

  get isReached(): boolean {
    return this.#isReached;
  }

  reach(): void {
    this.#isReached = true;
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }

  /** False when `timeoutMs` went by first; without it there is no limit. */
  async wait(clock: Clock, timeoutMs?: number): Promise<boolean> {
    if (this.#isReached) return true;
    const over = new AbortController();
    let wake!: () => void;
    const reached = new Promise<boolean>((resolve) => (wake = () => resolve(true)));
    this.#waiters.add(wake);
    try {
      if (timeoutMs === undefined) return await reached;
      return await Promise.race([reached, clock.sleep(timeoutMs, over.signal).then(() => false)]);
    } finally {
      over.abort();
      this.#waiters.delete(wake);
    }
  }
}
