const MASK = (1n << 48n) - 1n;
const MULTIPLIER = 0x5deece66dn;

/** The numbers of `java.util.Random`, for what Spark draws by it. */
export class JavaRandom {
  #seed: bigint;

  constructor(seed: bigint) {
    this.#seed = (seed ^ MULTIPLIER) & MASK;
  }

  /** From 0 to 1, without 1. */
  nextDouble(): number {
    return (this.#next(26) * 2 ** 27 + this.#next(27)) / 2 ** 53;
  }

  #next(bits: number): number {
    this.#seed = (this.#seed * MULTIPLIER + 0xbn) & MASK;
    return Number(this.#seed >> BigInt(48 - bits));
  }
}
