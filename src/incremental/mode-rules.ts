/** Which query may run in which output mode: what Spark refuses at start is refused here, with its condition. */
import { millraceError } from "../errors.ts";
import { collect, type AggregateCall, type WindowCall } from "../analysis/expression.ts";
import { everyNode, expressionsOf, inputsOf, type Aggregate, type Plan } from "../analysis/plan.ts";
import type { OutputMode } from "./output-mode.ts";
import { eventTimeOf } from "./stream-plan.ts";

export function checkStreamingPlan(plan: Plan, mode: OutputMode): void {
  const nodes = everyNode(plan).filter((node) => node.isStreaming);
  const aggregates = nodes.filter((node): node is Aggregate => node.kind === "aggregate");
  for (const aggregate of aggregates) checkAggregate(aggregate, mode);
  if (mode === "complete" && aggregates.length === 0) throw unsupportedMode(mode, "no streaming aggregations");
  if (mode !== "append" && aggregates.length > 1) {
    throw refused("Chained stateful operators in this output mode", "Use append mode, or one aggregation.");
  }
  for (const node of nodes) {
    checkNode(node, mode, aggregates.length > 0);
    const overRows = expressionsOf(node).flatMap((expr) =>
      collect(expr, (e): e is WindowCall => e.kind === "windowCall"),
    );
    if (overRows.length > 0)
      throw millraceError("NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING", {
        windowFunc: overRows[0]!.pretty.split(" OVER ")[0]!.toUpperCase(),
        columnName: "",
        windowSpec: overRows[0]!.pretty,
      });
  }
}

function checkAggregate(aggregate: Aggregate, mode: OutputMode): void {
  const calls = aggregate.aggregates.flatMap((named) =>
    collect(named.expr, (e): e is AggregateCall => e.kind === "aggregate"),
  );
  if (calls.some((call) => call.isDistinct))
    throw refused("Distinct aggregations", "Consider using approx_count_distinct() instead.");
  if (mode === "append" && eventTimeOf(aggregate.keys.map((key) => key.attribute)) === undefined)
    throw unsupportedMode(mode, "streaming aggregations without watermark");
}

function checkNode(node: Plan, mode: OutputMode, aggregated: boolean): void {
  switch (node.kind) {
    case "sort":
      if (!aggregated || mode !== "complete")
        throw refused("Sorting", "Sorting is allowed only after an aggregation, in complete mode.");
      return;
    case "limit":
      if (node.offset > 0) throw refused("OFFSET", "Leave it out.");
      if (mode === "update") throw refused("LIMIT in update mode", "Use append or complete mode.");
      return;
    case "union":
      if (inputsOf(node).some((input) => !input.isStreaming))
        throw refused("Union between streaming and batch DataFrames/Datasets", "Read both as streams.");
      return;
    case "setOp":
      if (node.operation === "intersect" || node.right.isStreaming)
        throw refused(
          node.operation === "intersect"
            ? "Intersect of streaming DataFrames"
            : "Except with a streaming DataFrame on the right",
          "Use a join.",
        );
      return;
    default:
  }
}

function unsupportedMode(outputMode: OutputMode, operation: string): Error {
  return millraceError("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", { outputMode, operation });
}

function refused(msg: string, remedy: string): Error {
  return millraceError("STREAMING_OPERATION_UNSUPPORTED", { msg, remedy });
}
