/** One at a time, in the order of asking. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();
  #asking = 0;

  /** Nobody is at work and nobody waits. */
  get isFree(): boolean {
    return this.#asking === 0;
  }

  async run<T>(action: () => Promise<T>): Promise<T> {
    const before = this.#last;
    this.#asking++;
    let done = (): void => undefined;
    this.#last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return await action();
    } finally {
      this.#asking--;
      done();
    }
  }
}
