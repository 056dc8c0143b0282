/** What the properties leave out because the engine is known not to hold it. Empty is right. */
import type { Case } from "./case.ts";
import { everyNode, isStream, type Plan } from "./plan.ts";

export interface Known {
  /** What is wrong, and since when. */
  readonly reason: string;
  readonly is: (of: Case) => boolean;
}

export const known: readonly Known[] = [
  {
    reason: "a left semi join of aggregations gives nothing: their windows come closed, and such left rows are dropped",
    is: ({ plan }) =>
      everyNode(plan).some(
        (node) => node.kind === "join" && node.how === "left_semi" && isStream(node.right) && isStateful(node.left),
      ),
  },
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

const isStateful = (plan: Plan): boolean =>
  everyNode(plan).some((node) => node.kind === "aggregate" || node.kind === "join");
