/**
 * Random values by a seed and a row's number. A row's value follows from those of the rows before it; places on the way are kept, since the
 * kernel asks in pieces, not always in order.
 */
import { MersenneTwister } from "../../types/mersenne-twister.ts";
import { XorShiftRandom } from "../../types/xor-shift-random.ts";
import { host, type HostFunction, type HostValue } from "./host-function.ts";

interface Generator {
  copy(): this | Generator;
}

const STEP = 2048;
/** So many sequences are remembered. */
const MOST_SEQUENCES = 64;

class Sequence<G extends Generator, T> {
  readonly #draw: (generator: G) => T;
  /** The generator before every 2048th row. */
  readonly #marks: G[];
  #generator: G;
  #row = 0;

  constructor(generator: G, draw: (generator: G) => T) {
    this.#generator = generator;
    this.#marks = [generator.copy() as G];
    this.#draw = draw;
  }

  at(row: number): T {
    if (row < this.#row || row - this.#row > STEP) {
      const mark = Math.min(Math.floor(row / STEP), this.#marks.length - 1);
      if (row < this.#row || mark * STEP > this.#row) {
        this.#generator = this.#marks[mark]!.copy() as G;
        this.#row = mark * STEP;
      }
    }
    while (this.#row < row) this.#next();
    return this.#next();
  }

  #next(): T {
    const value = this.#draw(this.#generator);
    this.#row++;
    if (this.#row === this.#marks.length * STEP) this.#marks.push(this.#generator.copy() as G);
    return value;
  }
}

/** A function of the arguments that make a sequence and, last, of a row's number. */
function sequences<G extends Generator, T>(
  generator: (seed: bigint) => G,
  draw: (generator: G, size: number) => T,
): (seed: bigint, size: number, row: bigint) => T {
  const known = new Map<string, Sequence<G, T>>();
  return (seed, size, row) => {
    const key = `${seed}/${size}`;
    let sequence = known.get(key);
    if (sequence === undefined) {
      if (known.size >= MOST_SEQUENCES) known.delete(known.keys().next().value!);
      known.set(key, (sequence = new Sequence(generator(seed), (from) => draw(from, size))));
    }
    return sequence.at(Number(row));
  };
}

const xorShift = (seed: bigint): XorShiftRandom => new XorShiftRandom(seed);
const twister = (seed: bigint): MersenneTwister => new MersenneTwister(seed);

type Draw = (seed: bigint, size: number, row: bigint) => HostValue;
/** Seeds of neighbouring rows have little in common. */
const APART = 0x9e37_79b9_7f4a_7c15n;

const CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

const texts = sequences(xorShift, (random, length) =>
  Array.from({ length }, () => CHARACTERS[Math.abs(random.nextInt() % CHARACTERS.length)]!).join(""),
);

const uuids = sequences(twister, (random) => {
  const high = (random.nextLong() & 0xffff_ffff_ffff_0fffn) | 0x4000n;
  const low = (random.nextLong() | (1n << 63n)) & 0xbfff_ffff_ffff_ffffn;
  const hex = ((high << 64n) | low).toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
});

/**
 * The numbers from 1 on in another order. Spark draws on from one row to the next, as many numbers as a row's list is long: where the row stands
 * says nothing of that, so that each has a generator of its own. The first row's is Spark's.
 */
const permutation: Draw = (seed, length, row) => {
  const random = twister(BigInt.asIntN(64, seed + row * APART));
  const places: number[] = [];
  for (let i = 0; i < length; i++) {
    const other = random.nextBelow(i + 1);
    places[i] = places[other] ?? i + 1;
    places[other] = i + 1;
  }
  return `[${places.join(", ")}]`;
};

const drawing = (name: string, result: "DOUBLE" | "VARCHAR", draw: Draw): HostFunction =>
  host(name, ["BIGINT", "INTEGER", "BIGINT"], result, draw);

export const randomFunctions: readonly HostFunction[] = [
  drawing(
    "millrace_rand",
    "DOUBLE",
    sequences(xorShift, (random) => random.nextDouble()),
  ),
  drawing(
    "millrace_randn",
    "DOUBLE",
    sequences(xorShift, (random) => random.nextGaussian()),
  ),
  drawing("millrace_randstr", "VARCHAR", texts),
  drawing("millrace_uuid", "VARCHAR", uuids),
  drawing("millrace_permutation", "VARCHAR", permutation),
];
