interface Waiter {
  readonly resolve: () => void;
  /** The first look at the sources that counts: one that had begun before may have missed what was there. */
  readonly look: number;
}

/** Who waits until a query has worked through all its input: a look at the sources that finds nothing lets them go. */
export class IdleWaiters {
  #waiters: readonly Waiter[] = [];
  #look = 0;

  /** A look at the sources begins; its number is for `foundNothing`. */
  beginLook(): number {
    return ++this.#look;
  }

  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters = [...this.#waiters, { resolve, look: this.#look + 1 }];
    });
  }

  foundNothing(look: number): void {
    this.#release((waiter) => waiter.look <= look);
  }

  /** There will be no more looks. */
  releaseAll(): void {
    this.#release(() => true);
  }

  #release(isDue: (waiter: Waiter) => boolean): void {
    const due = this.#waiters.filter(isDue);
    this.#waiters = this.#waiters.filter((waiter) => !isDue(waiter));
    for (const waiter of due) waiter.resolve();
  }
}
