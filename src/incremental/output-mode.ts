import { millraceError } from "../errors.ts";
import { didYouMean } from "../types/nearest-name.ts";

/** append: rows that will not change any more; update: rows that changed; complete: all of them. */
export type OutputMode = (typeof MODES)[number];
const MODES = ["append", "update", "complete"] as const;

export function parseOutputMode(text: string): OutputMode {
  const mode = MODES.find((each) => each === text.toLowerCase());
  if (mode !== undefined) return mode;
  throw millraceError("STREAMING_OUTPUT_MODE.INVALID", { outputMode: text, suggestion: didYouMean(text, MODES) });
}
