/** What the properties have found and the engine has since mended: as cases, since a seed means another one when the generator changes. */
import { NOON, type Arrival, type Case } from "./case.ts";
import type { Cells } from "./cells.ts";
import type { Aggregate, StreamName } from "./plan.ts";

export interface FoundCase {
  readonly what: string;
  readonly case: Case;
}

const NOTHING: Cells = { id: null, t: null, k: null, g: null, v: null, d: null, n: null, f: null };
/** A row so many seconds after noon. */
const row = (id: number, seconds: number, cells: Cells = {}): Cells => ({
  ...NOTHING,
  id,
  t: NOON + seconds * 1000,
  ...cells,
});

const fiveSeconds = (stream: StreamName, name: string): Aggregate => ({
  kind: "aggregate",
  input: { kind: "input", stream, delayMs: 1000 },
  keys: [],
  time: { kind: "window", name, window: { of: "t", sizeMs: 5000, slideMs: 5000, startMs: 0 } },
  calls: [{ name: "c", by: "max", of: "v" }],
});

const once = (rounds: Arrival["rounds"]): Arrival => ({ rounds, restarts: [], faults: [] });

export const foundCases: readonly FoundCase[] = [
  {
    what: "a left semi join of two aggregations lost its rows, whose windows come closed",
    case: {
      mode: "append",
      plan: {
        kind: "join",
        left: fiveSeconds("a", "w"),
        right: fiveSeconds("b", "w"),
        how: "left_semi",
        prefix: "r_",
        equal: [{ left: "w", right: "w", nullSafe: false }],
      },
      rows: { a: [row(1, 0.5, { v: 1 }), row(2, 20, { v: 2 }), row(3, 40, { v: 3 })], b: [row(1001, 2, { v: 4 })] },
      static: [],
      isLate: false,
      arrival: once([
        [
          { stream: "a", rows: [0, 1] },
          { stream: "a", rows: [2] },
          { stream: "b", rows: [0] },
        ],
      ]),
    },
  },
];
