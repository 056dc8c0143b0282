/** What the engine is known to do wrong, with the reason: counted by itself, and to be removed once it is mended. */
import type { Report } from "./worker.ts";

interface Known {
  readonly program: RegExp;
  /** One of what was hit: program, stroke and role. */
  readonly effect: RegExp;
  readonly fault: RegExp;
  readonly reason: string;
}

const known: readonly Known[] = [];

export function isKnown({ schedule, hit, faults }: Report): boolean {
  return known.some(
    (each) =>
      each.program.test(schedule) &&
      hit.some((effect) => each.effect.test(effect)) &&
      faults.every((fault) => each.fault.test(fault)),
  );
}
