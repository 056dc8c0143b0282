/**
 * What a query of one stateful operator gives when rows come late, in plain TypeScript, batch by batch: late rows by the watermark of the batch
 * before, closed ones by that of the batch itself. Batches follow from the arrival, with one without data wherever the watermark has moved.
 */
import { closingRow, type Case } from "./case.ts";
import type { Cells } from "./cells.ts";
import { streamsOf } from "./generate-case.ts";
import { lateAggregate } from "./late-aggregate.ts";
import { lateDeduplicate } from "./late-deduplicate.ts";
import { lateJoin } from "./late-join.ts";
import { everyNode, type Input, type StreamName } from "./plan.ts";

/** A batch's rows of each stream; what comes out of it. Times in milliseconds. */
export type LateOperator = (
  rows: Readonly<Record<StreamName, readonly Cells[]>>,
  watermarks: Watermarks,
) => readonly Cells[];
export interface Watermarks {
  readonly late: number;
  readonly eviction: number;
}

export function definedLate(of: Case): readonly Cells[] {
  const operator = operatorOf(of);
  const inputs = everyNode(of.plan).filter((node): node is Input => node.kind === "input");
  const moves = movers(of);
  const reached = inputs.map(() => 0);
  const output: Cells[] = [];
  let [late, watermark] = [0, 0];
  const run = (rows: Record<StreamName, readonly Cells[]>): void => {
    output.push(...operator(rows, { late, eviction: watermark }));
    late = watermark;
    for (const [i, { stream, delayMs }] of inputs.entries()) {
      const times = rows[stream].filter(moves[stream]).map((row) => row["t"] as number);
      if (times.length > 0) reached[i] = Math.max(reached[i]!, Math.max(...times) - delayMs!);
    }
    watermark = Math.max(watermark, Math.min(...reached));
  };
  for (const round of roundsOf(of)) {
    for (const batch of round) run(batch);
    // One is enough: it brings no event times, so the watermark stays.
    if (watermark > late) run({ a: [], b: [] });
  }
  return output;
}

function operatorOf({ plan, mode }: Case): LateOperator {
  switch (plan.kind) {
    case "aggregate":
      return lateAggregate(plan, mode);
    case "deduplicate":
      return lateDeduplicate(plan);
    case "join":
      return lateJoin(plan);
    default:
      throw new RangeError(`no definition with late rows for ${plan.kind}`);
  }
}

/** Rows that satisfy no equality are filtered out below the watermark, unless their side is preserved. */
function movers({ plan }: Case): Record<StreamName, (row: Cells) => boolean> {
  const hasKey = (row: Cells): boolean => row["k"] !== null;
  const all = (): boolean => true;
  if (plan.kind !== "join") return { a: all, b: all };
  return {
    a: plan.how === "left" || plan.how === "full" ? all : hasKey,
    b: plan.how === "right" || plan.how === "full" ? all : hasKey,
  };
}

/** Every round's batches: each takes so many files of each stream. */
function roundsOf({ plan, rows, arrival }: Case): Record<StreamName, readonly Cells[]>[][] {
  const most = arrival.maxFilesPerTrigger ?? Number.MAX_SAFE_INTEGER;
  const rounds = arrival.rounds.map((files) => {
    const queues = (["a", "b"] as const).map((stream) => files.filter((file) => file.stream === stream));
    const count = Math.max(...queues.map((queue) => Math.ceil(queue.length / most)));
    return Array.from({ length: count }, (_, i) => {
      const [a, b] = queues.map((queue) =>
        queue.slice(i * most, (i + 1) * most).flatMap((file) => file.rows.map((place) => rows[file.stream][place]!)),
      );
      return { a: a!, b: b! };
    });
  });
  const used = streamsOf(plan);
  const closing = (stream: StreamName): readonly Cells[] => (used.includes(stream) ? [closingRow(stream)] : []);
  return [...rounds, [{ a: closing("a"), b: closing("b") }]];
}
