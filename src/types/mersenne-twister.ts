const SIZE = 624;
const MIDDLE = 397;

/** MT19937, from which Spark's `uuid` and `shuffle` draw. */
export class MersenneTwister {
  readonly #state: Int32Array;
  #at: number;

  constructor(seed: bigint);
  constructor(state: Int32Array, at: number);
  constructor(from: bigint | Int32Array, at = SIZE) {
    this.#state = typeof from === "bigint" ? seeded(from) : from;
    this.#at = at;
  }

  copy(): MersenneTwister {
    return new MersenneTwister(this.#state.slice(), this.#at);
  }

  /** Below `limit`, every number as likely. */
  nextBelow(limit: number): number {
    if ((limit & -limit) === limit) return Number((BigInt(limit) * BigInt(this.#next(31))) >> 31n);
    for (;;) {
      const bits = this.#next(31);
      const value = bits % limit;
      if (bits - value + (limit - 1) <= 0x7fffffff) return value;
    }
  }
  nextLong(): bigint {
    const high = BigInt(this.#next(32));
    return BigInt.asUintN(64, (high << 32n) | BigInt(this.#next(32)));
  }

  #next(bits: number): number {
    if (this.#at >= SIZE) this.#refill();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return (y >>> 0) >>> (32 - bits);
  }

  #refill(): void {
    const mt = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const y = (mt[i]! & 0x80000000) | (mt[(i + 1) % SIZE]! & 0x7fffffff);
      mt[i] = mt[(i + MIDDLE) % SIZE]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.#at = 0;
  }
}

/** The state by a seed of two halves. */
function seeded(seed: bigint): Int32Array {
  const key = [Number(BigInt.asIntN(32, seed >> 32n)), Number(BigInt.asIntN(32, seed))];
  const mt = new Int32Array(SIZE);
  mt[0] = 19_650_218;
  for (let i = 1; i < SIZE; i++) mt[i] = Math.imul(1_812_433_253, mt[i - 1]! ^ (mt[i - 1]! >>> 30)) + i;
  let [i, j] = [1, 0];
  const step = (factor: number, add: number): void => {
    mt[i] = (mt[i]! ^ Math.imul(mt[i - 1]! ^ (mt[i - 1]! >>> 30), factor)) + add;
    if (++i >= SIZE) {
      mt[0] = mt[SIZE - 1]!;
      i = 1;
    }
  };
  for (let k = 0; k < SIZE; k++) {
    step(1_664_525, key[j]! + j);
    j = (j + 1) % key.length;
  }
  for (let k = 0; k < SIZE - 1; k++) step(1_566_083_941, -i);
  mt[0] = 0x80000000 | 0;
  return mt;
}
