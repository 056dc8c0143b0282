/** What the engine is known to do wrong, with the reason: counted by itself, and to be removed once it is mended. */
import type { Report } from "./worker.ts";

interface Known {
  readonly schedule: RegExp;
  /** All that does not hold. */
  readonly fault: RegExp;
  readonly reason: string;
}

const known: readonly Known[] = [];

export function isKnown({ schedule, faults }: Report): boolean {
  return known.some((each) => each.schedule.test(schedule) && faults.every((fault) => each.fault.test(fault)));
}
