import { seededRandom } from "../../src/runtime/simulated.ts";

/** Chance, decided by a seed. */
export interface Dice {
  /** From 0 up to 1, without it. */
  next(): number;
  /** An integer from 0 up to `end`, without it. */
  below(end: number): number;
  oneOf<T>(choices: readonly T[]): T;
  /** Up to `most` of what `make` gives, at least one. */
  many<T>(most: number, make: () => T): T[];
}

export function diceOf(seed: number): Dice {
  const { next } = seededRandom(seed);
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    oneOf: (choices) => choices[below(choices.length)]!,
    many: (most, make) => Array.from({ length: 1 + below(most) }, make),
  };
}
