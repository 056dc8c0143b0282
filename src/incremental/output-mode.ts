import { millraceError } from "../errors.ts";

/** append: rows that will not change any more; update: rows that changed; complete: all of them. */
export type OutputMode = "append" | "update" | "complete";

export function parseOutputMode(text: string): OutputMode {
  const mode = text.toLowerCase();
  if (mode === "append" || mode === "update" || mode === "complete") return mode;
  throw millraceError("STREAMING_OUTPUT_MODE.INVALID", { outputMode: text });
}
