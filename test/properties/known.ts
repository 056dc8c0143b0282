/** What the properties leave out because the engine is known not to hold it. Empty is right. */
import type { Case } from "./case.ts";

export interface Known {
  /** What is wrong, and since when. */
  readonly reason: string;
  readonly is: (of: Case) => boolean;
}

export const known: readonly Known[] = [];
