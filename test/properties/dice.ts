import { seededRandom } from "../../src/runtime/simulated.ts";

/** Choices that follow from a seed. */
export interface Dice {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  oneOf<T>(choices: readonly T[]): T;
  /** Some of the choices, in their order; at least `least` of them where there are as many. */
  some<T>(choices: readonly T[], least: number, most: number): T[];
}

export function diceOf(seed: number): Dice {
  const { next } = seededRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    chance: (probability) => next() < probability,
    oneOf: <T>(choices: readonly T[]): T => choices[between(0, choices.length - 1)]!,
    some: <T>(choices: readonly T[], least: number, most: number): T[] => {
      const places = choices.map((_, i) => i);
      const taken = new Set<number>();
      for (let left = Math.min(between(least, most), choices.length); left > 0; left--)
        taken.add(places.splice(between(0, places.length - 1), 1)[0]!);
      return choices.filter((_, i) => taken.has(i));
    },
  };
}
