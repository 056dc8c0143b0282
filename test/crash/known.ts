/** What the engine is known to do wrong, with the reason: counted by itself, and to be removed once it is mended. */
import type { Report } from "./worker.ts";

interface Known {
  readonly schedule: RegExp;
  /** All that does not hold. */
  readonly fault: RegExp;
  readonly reason: string;
}

const known: readonly Known[] = [
  {
    schedule: /^etl-table\//,
    fault: /LOCATION_ALREADY_EXISTS/,
    reason:
      "a table whose description was being written has a directory with an unfinished file, and is taken for somebody else's",
  },
];

export function isKnown({ schedule, faults }: Report): boolean {
  return known.some((each) => each.schedule.test(schedule) && faults.every((fault) => each.fault.test(fault)));
}
