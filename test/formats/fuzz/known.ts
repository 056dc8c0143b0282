/**
 * What the readers are known to do wrong: a fault with this cause is passed over in a file with this form. An entry goes when the reader
 * is right.
 */
import type { FuzzCase } from "./cases.ts";

interface Known {
  readonly cause: RegExp;
  readonly isIn: (fuzzCase: Pick<FuzzCase, "kind" | "files">) => boolean;
  readonly reason: string;
}

type Files = Pick<FuzzCase, "files">;

const holds =
  (pattern: RegExp) =>
  ({ files }: Files): boolean =>
    files.some(({ plain }) => plain !== undefined && pattern.test(plain.toString("latin1")));

export const PATHS_DIFFER = "the paths of the JSON reader give different rows";

const known: readonly Known[] = [
  {
    cause:
      /beside the malformed record|^FAILFAST reads|^DROPMALFORMED leaves|^a stream gives other rows|JSON reader give/,
    isIn: holds(/(?:[[{][^[\]{}]{0,5}){1000}/),
    reason:
      "A record nested deeper than 1000 levels is malformed; the fast path does not count levels in fields that are not read.",
  },
];

export const isKnown = (cause: string, fuzzCase: Parameters<Known["isIn"]>[0]): boolean =>
  known.some((entry) => entry.cause.test(cause) && entry.isIn(fuzzCase));
