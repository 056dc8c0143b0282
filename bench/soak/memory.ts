/** The memory of this process over a run. */
interface Sample {
  readonly atMs: number;
  readonly rssMb: number;
}

export class Memory {
  readonly #began = performance.now();
  readonly #samples: Sample[] = [];

  sample(): void {
    this.#samples.push({ atMs: performance.now() - this.#began, rssMb: process.memoryUsage.rss() / 1024 ** 2 });
  }

  /** The mean between two points of a run of `totalMs`, given as fractions of it. */
  meanRssMb(totalMs: number, from: number, to: number): number {
    const within = this.#samples.filter(({ atMs }) => atMs >= from * totalMs && atMs <= to * totalMs);
    return within.reduce((sum, { rssMb }) => sum + rssMb, 0) / within.length;
  }
}
