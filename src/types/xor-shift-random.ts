/** The numbers that Spark's `rand` and its kin draw: `java.util.Random` over xorshift, whose seed is hashed first. */
const MASK = (1n << 64n) - 1n;
const ARRAY_SEED = 0x3c074a61;

export class XorShiftRandom {
  #seed: bigint;
  #spare: number | undefined;

  constructor(seed: bigint) {
    this.#seed = hashed(seed);
  }

  copy(): XorShiftRandom {
    const same = new XorShiftRandom(0n);
    same.#seed = this.#seed;
    same.#spare = this.#spare;
    return same;
  }

  nextInt(): number {
    return this.#next(32) | 0;
  }
  /** From 0 to 1, without 1. */
  nextDouble(): number {
    return (this.#next(26) * 2 ** 27 + this.#next(27)) / 2 ** 53;
  }
  /** Normally distributed around 0: by the polar method, which gives two at a time. */
  nextGaussian(): number {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined) return spare;
    for (;;) {
      const [a, b] = [2 * this.nextDouble() - 1, 2 * this.nextDouble() - 1];
      const s = a * a + b * b;
      if (s < 1 && s !== 0) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spare = b * factor;
        return a * factor;
      }
    }
  }

  #next(bits: number): number {
    let next = this.#seed ^ ((this.#seed << 21n) & MASK);
    next ^= next >> 35n;
    next ^= (next << 4n) & MASK;
    this.#seed = next;
    return Number(next & ((1n << BigInt(bits)) - 1n));
  }
}

/** A seed for a text, such as what is random about a query. */
export function seedOf(text: string): bigint {
  const bytes = Buffer.from(text, "utf8");
  const low = murmur(bytes, ARRAY_SEED);
  return BigInt.asIntN(64, (BigInt(murmur(bytes, low)) << 32n) | BigInt(low >>> 0));
}

function hashed(seed: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, seed));
  const low = murmur(bytes, ARRAY_SEED);
  return ((BigInt(murmur(bytes, low) >>> 0) << 32n) | BigInt(low >>> 0)) & MASK;
}

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** MurmurHash3 of 32 bits, as Scala has it. */
function murmur(bytes: Buffer, seed: number): number {
  const mixed = (k: number): number => Math.imul(rotated(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
  const whole = bytes.length - (bytes.length % 4);
  let h = seed;
  for (let i = 0; i < whole; i += 4) h = (Math.imul(rotated(h ^ mixed(bytes.readInt32LE(i)), 13), 5) + 0xe6546b64) | 0;
  if (whole < bytes.length) h ^= mixed(bytes.readUIntLE(whole, bytes.length - whole));
  h ^= bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
