/** What the properties leave out because the engine is known not to hold it. Empty is right. */
import type { Case } from "./case.ts";
import { everyNode } from "./plan.ts";

export interface Known {
  /** What is wrong, and since when. */
  readonly reason: string;
  readonly is: (of: Case) => boolean;
}

export const known: readonly Known[] = [
  {
    reason: "grouping again by the sessions of an aggregation merges them in a batch run, and not on a stream",
    is: ({ plan }) =>
      everyNode(plan).some(
        (node) =>
          node.kind === "aggregate" &&
          everyNode(node.input).some(
            (below) =>
              below.kind === "aggregate" && below.time?.kind === "session" && node.keys.includes(below.time.name),
          ),
      ),
  },
];
