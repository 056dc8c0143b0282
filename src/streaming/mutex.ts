/** One at a time, in the order of asking. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();

  async run<T>(action: () => Promise<T>): Promise<T> {
    const before = this.#last;
    let done = (): void => undefined;
    this.#last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return await action();
    } finally {
      done();
    }
  }
}
