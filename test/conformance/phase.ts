import type { Phase } from "./trace.ts";

/** A failure of the engine under test, with the phase of the scenario in which it came. */
export class PhaseFailure extends Error {
  readonly phase: Phase;

  constructor(phase: Phase, cause: unknown) {
    super(`failed in phase ${phase}`, { cause });
    this.phase = phase;
  }
}

/** Runs a part of a scenario; the innermost phase around a failure is the one it is reported under. */
export async function inPhase<T>(phase: Phase, part: () => T | Promise<T>): Promise<T> {
  try {
    return await part();
  } catch (error) {
    throw error instanceof PhaseFailure ? error : new PhaseFailure(phase, error);
  }
}
