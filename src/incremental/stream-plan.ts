/**
 * A resolved streaming plan cut at its stateful nodes: fragments without state, which the kernel runs as they are, and operators between them.
 * In a fragment, what an operator gives is a table of the kernel.
 */
import { columnName } from "../analysis/attributes.ts";
import { millraceError } from "../errors.ts";
import type { Attribute } from "../analysis/expression.ts";
import {
  everyNode,
  inputsOf,
  withInputs,
  type Aggregate,
  type Plan,
  type Scan,
  type TableScan,
  type Watermark,
} from "../analysis/plan.ts";
import type { OutputMode } from "./output-mode.ts";
import { pushFiltersBelowWatermarks } from "./pushdown.ts";

export interface OperatorPlan {
  /** The operator's number in the checkpoint: 0 is the one nearest to the sources. */
  readonly id: number;
  readonly kind: "aggregate";
  readonly node: Aggregate;
  /** The table its result is given under. */
  readonly output: TableScan;
}

export interface StreamPlan {
  /** The growing inputs, each once however often it is used. */
  readonly sources: readonly Scan[];
  /** Event-time columns, over the fragments that hold them. */
  readonly watermarks: readonly Watermark[];
  /** A watermark stands above another one, which is refused as soon as there is one to speak of. */
  readonly redefinesWatermark: boolean;
  /** In the order they must run: inputs before those that read them. */
  readonly operators: readonly OperatorPlan[];
  /** What goes to the sink. */
  readonly result: Plan;
}

export function planStream(resolved: Plan, tablePrefix: string, mode: OutputMode): StreamPlan {
  const plan = pushFiltersBelowWatermarks(resolved);
  const operators: OperatorPlan[] = [];
  const watermarks: Watermark[] = [];
  const cut = (node: Plan): Plan => {
    const over = withInputs(node, inputsOf(node).map(cut));
    if (over.kind === "watermark" && node.isStreaming) watermarks.push(over);
    if (!node.isStreaming) return over;
    if (over.kind === "aggregate") {
      const id = operators.length;
      const output: TableScan = {
        kind: "table",
        table: `${tablePrefix}_operator_${id}`,
        columns: over.output.map(columnName),
        output: over.output,
        isStreaming: true,
      };
      operators.push({ id, kind: "aggregate", node: over, output });
      return output;
    }
    // In complete mode every batch gives the whole result, so that its first rows need no memory of earlier ones.
    if (over.kind === "limit" && mode === "complete") return over;
    const unsupported = UNSUPPORTED[over.kind];
    if (unsupported !== undefined && (over.kind !== "join" || inputsOf(node).every((input) => input.isStreaming))) {
      throw millraceError("STREAMING_OPERATION_UNSUPPORTED", {
        msg: unsupported,
        remedy: "It is planned; use an aggregation meanwhile.",
      });
    }
    return over;
  };
  const result = cut(plan);
  const redefinesWatermark = everyNode(plan).some(
    (node) => node.kind === "watermark" && everyNode(node.input).some((below) => below.kind === "watermark"),
  );
  return { sources: distinctSources(plan), watermarks, redefinesWatermark, operators, result };
}

/** What needs state that there is no operator for yet. */
const UNSUPPORTED: Partial<Record<Plan["kind"], string>> = {
  deduplicate: "Deduplication",
  join: "A join of two streams",
  limit: "LIMIT",
  setOp: "INTERSECT and EXCEPT",
  sample: "Sampling",
};

/** Two scans of one frame are one source. */
export function sourceKey(scan: Scan): string {
  const { format, paths, options, schema } = scan.request;
  return JSON.stringify([format, paths, options, schema]);
}

function distinctSources(plan: Plan): readonly Scan[] {
  const scans = everyNode(plan).filter((node): node is Scan => node.kind === "scan" && node.isStreaming);
  return [...new Map(scans.map((scan) => [sourceKey(scan), scan])).values()];
}

/** The event-time column among an operator's keys: what lets the watermark close groups. */
export function eventTimeKey(node: Aggregate): Attribute | undefined {
  return node.keys.find((key) => key.attribute.delay !== undefined)?.attribute;
}
