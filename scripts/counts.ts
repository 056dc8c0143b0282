export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function closingLine(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/** Reads the last `N passed, N failed` line of `output`; known differences count as skipped: neither right nor a surprise. */
export function countsInClosingLine(output: string): Counts | undefined {
  const closing = /^(\d+) passed, (\d+) failed(?:, (\d+) (?:skipped|known differences?))?\s*$/gm;
  const [, passed, failed, skipped] = [...output.matchAll(closing)].at(-1) ?? [];
  if (passed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

/** Reads the line `N schedules, N distinct effects, N violations`. */
export function countsOfSchedules(output: string): Counts | undefined {
  const [, schedules, violations] = /^(\d+) schedules, \d+ distinct effects, (\d+) violations$/m.exec(output) ?? [];
  if (schedules === undefined) return undefined;
  return { passed: Number(schedules) - Number(violations), failed: Number(violations), skipped: 0 };
}

/** Reads the last `N runs, seeds a..b, N failed` line of `output`, and how many of the runs were left out. */
export function countsInRunsLine(output: string): Counts | undefined {
  const last = (pattern: RegExp): readonly string[] => [...output.matchAll(pattern)].at(-1) ?? [];
  const [, runs, failed] = last(/^(\d+) runs, seeds -?\d+\.\.-?\d+, (\d+) failed\s*$/gm);
  if (runs === undefined) return undefined;
  const skipped = Number(last(/^(\d+) left out\b/gm)[1] ?? 0);
  return { passed: Number(runs) - Number(failed) - skipped, failed: Number(failed), skipped };
}
