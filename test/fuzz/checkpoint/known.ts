/** Changes that say something else, which nobody could tell from the truth: other rows come of them, by the laws. */
import type { Change } from "./mangle-files.ts";

interface Known {
  readonly cause: RegExp;
  readonly kind: RegExp;
  readonly how: RegExp;
  readonly reason: string;
}

const known: readonly Known[] = [];

export const isKnown = (cause: string, changes: readonly Change[]): boolean =>
  known.some(
    (entry) => entry.cause.test(cause) && changes.some(({ kind, how }) => entry.kind.test(kind) && entry.how.test(how)),
  );
