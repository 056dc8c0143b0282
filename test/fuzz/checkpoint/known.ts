/** Changes that say something else, which nobody could tell from the truth: other rows come of them, by the laws. */
import type { Change } from "./mangle-files.ts";

interface Known {
  readonly cause: RegExp;
  readonly kind: RegExp;
  readonly how: RegExp;
  readonly reason: string;
}

const OTHER_ROWS = /^other rows/;

const known: readonly Known[] = [
  {
    cause: OTHER_ROWS,
    kind: /^(offsets|commits)\//,
    how: /^(value|another of its kind|under another name|otherBytes|flippedBits|hole|doubledPart|keyTwice)/,
    reason:
      "Another offset or a larger watermark, sound in itself: what was planned otherwise. Spark's logs carry nothing by which to tell.",
  },
  {
    cause: OTHER_ROWS,
    kind: /_spark_metadata/,
    how: /^(value|another of its kind|under another name|lineGone|hole|cutEnd|cutStart|otherBytes|flippedBits|doubledPart|keyTwice)/,
    reason: "A list of fewer files: Spark's log does not say how many a batch or a compaction has.",
  },
  {
    cause: OTHER_ROWS,
    kind: /^sources\//,
    how: /^(value|another of its kind|otherBytes|flippedBits|hole|doubledPart|keyTwice)/,
    reason:
      "Another file under the entry, which is as it says: its rows come twice, and those of the one that was there too.",
  },
  {
    cause: OTHER_ROWS,
    kind: /^state\/.*parquet$/,
    how: /^(columnOfTypeWithValues|columnOfType|otherMark|another of its kind|under another name)/,
    reason:
      "A file that was written anew, which has no sum, as those of an earlier version have none, or another sound one.",
  },
];

/** One change that could have been noticed is not excused by another beside it. */
export const isKnown = (cause: string, changes: readonly Change[]): boolean =>
  changes.every(({ kind, how }) =>
    known.some((entry) => entry.cause.test(cause) && entry.kind.test(kind) && entry.how.test(how)),
  );
