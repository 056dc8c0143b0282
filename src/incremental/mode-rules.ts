/** Which query may run in which output mode: what Spark refuses at start is refused here, with its condition. */
import { millraceError } from "../errors.ts";
import { eventTimeOf } from "../analysis/attributes.ts";
import { collect, type AggregateCall, type ScalarCall, type WindowCall } from "../analysis/expression.ts";
import {
  everyNode,
  expressionsOf,
  inputsOf,
  sessionKeyOf,
  type Aggregate,
  type Deduplicate,
  type Join,
  type Plan,
} from "../analysis/plan.ts";
import { windowParts } from "../functions/time-windows.ts";
import { BEYOND_SPARK, chainedAggregations, keepsItsGroups } from "./beyond-spark.ts";
import { closesUnmatched } from "./join-condition.ts";
import type { OutputMode } from "./output-mode.ts";

/** `goesBeyond`: what `beyondSpark` has not rewritten is allowed as well. */
export function checkStreamingPlan(plan: Plan, mode: OutputMode, goesBeyond = false): void {
  const nodes = everyNode(plan).filter((node) => node.isStreaming);
  const aggregates = nodes.filter(isAggregate);
  const [outermost] = aggregates;
  if (mode === "append" && outermost !== undefined && !isClosedByWatermark(outermost))
    throw unsupportedMode(
      mode,
      "streaming aggregations without watermark",
      "Use update or complete mode; or call withWatermark, and group by that time or by a window of it.",
    );
  if (mode === "update" && aggregates.some((aggregate) => sessionKeyOf(aggregate) !== undefined))
    throw unsupportedMode(mode, "session window streaming aggregations", "Use append or complete mode.");
  if (mode === "complete" && outermost === undefined)
    throw unsupportedMode(
      mode,
      "no streaming aggregations",
      "Use append mode: without an aggregation nothing changes later.",
    );
  if (mode !== "append") checkChain(plan, mode, goesBeyond);
  for (const node of nodes) {
    checkNode(node, mode);
    checkExpressions(node);
  }
}

/** What the first batch runs into, and not the start: an aggregation below another one that no watermark closes. */
export function unclosedAggregation(plan: Plan, mode: OutputMode): boolean {
  return (
    mode === "append" &&
    everyNode(plan)
      .filter((node) => node.isStreaming)
      .filter(isAggregate)
      .some((aggregate) => !isClosedByWatermark(aggregate))
  );
}

const isAggregate = (node: Plan): node is Aggregate => node.kind === "aggregate";
const isClosedByWatermark = (aggregate: Aggregate): boolean =>
  eventTimeOf(aggregate.keys.map((key) => key.attribute)) !== undefined;

/** Outside append mode an aggregation's results change later on, which nothing stateful above it could take back. */
function checkChain(plan: Plan, mode: OutputMode, goesBeyond: boolean): void {
  const chained = chainedAggregations(plan);
  if (chained.length === 0) return;
  if (!goesBeyond) throw overAggregation(`Use append mode, or one aggregation; ${orBeyond}.`);
  if (mode === "update" && !chained.every(keepsItsGroups))
    throw overAggregation(
      "Use complete mode: a group may vanish when a result below it changes, which an update cannot tell.",
    );
}
const overAggregation = (remedy: string): Error =>
  refused("A stateful operation over an aggregation in this output mode", remedy);
const orBeyond = `or set ${BEYOND_SPARK} to true, which goes beyond Spark`;

/** Whether the query can give its whole result after every batch. */
export function hasCompleteMode(plan: Plan): boolean {
  if (!hasStreamingAggregate(plan)) return false;
  try {
    checkStreamingPlan(plan, "complete");
    return true;
  } catch {
    return false;
  }
}

const hasStreamingAggregate = (plan: Plan): boolean => everyNode(plan).some((n) => isAggregate(n) && n.isStreaming);

function checkNode(node: Plan, mode: OutputMode): void {
  switch (node.kind) {
    case "aggregate":
      return checkAggregate(node);
    case "deduplicate":
      if (mode !== "append" && isTimed(node) && hasStreamingAggregate(node.input))
        throw overAggregation("Use append mode, or one aggregation.");
      return checkDeduplicate(node);
    case "join":
      return checkJoin(node, mode);
    case "sort":
      if (mode !== "complete" || !hasStreamingAggregate(node.input))
        throw refused("Sorting", "Sorting is allowed only after an aggregation, in complete mode.");
      return;
    case "limit":
      if (node.offset > 0) throw refused("Offset", "Leave it out.");
      if (mode === "update") throw refused("LIMIT in update mode", "Use append or complete mode.");
      return;
    case "sessionWindows":
      // As in Spark no row has a session whose gap is no interval: of a stream nobody would ever see one.
      if (node.gap.kind === "literal" && typeof node.gap.value === "string")
        windowParts(node.gap.value, "the gap of session_window");
      return;
    case "sample":
      throw refused("Sampling", "Sample with a condition, such as hash(key) % 10 = 0.");
    case "union":
      if (inputsOf(node).some((input) => !input.isStreaming))
        throw refused("Union between streaming and batch DataFrames/Datasets", "Read both as streams.");
      return;
    case "setOp":
      if (node.operation === "intersect")
        throw refused(
          "Intersect of streaming DataFrames/Datasets",
          `Use a join; with a static side and in append mode, ${orBeyond}.`,
        );
      if (node.right.isStreaming)
        throw refused("Except with a streaming DataFrame/Dataset on the right", "Use a join.");
      return;
    default:
  }
}

/** To Spark a deduplication keeps state only if event time is involved. */
const isTimed = (node: Deduplicate): boolean => node.withinWatermark || eventTimeOf(node.keys) !== undefined;

function checkAggregate(aggregate: Aggregate): void {
  const calls = aggregate.aggregates.flatMap((named) =>
    collect(named.expr, (e): e is AggregateCall => e.kind === "aggregate"),
  );
  if (calls.some((call) => call.isDistinct))
    throw refused(
      "Distinct aggregations",
      `Consider using approx_count_distinct() instead, ${orBeyond} and keeps every value of a count.`,
    );
}

function checkDeduplicate(node: Deduplicate): void {
  if (node.withinWatermark && eventTimeOf(node.input.output) === undefined)
    throw refused("dropDuplicatesWithinWatermark without watermark", "Call withWatermark() before it.");
}

/** The names Spark gives join types in messages. */
const JOIN_NAMES: Readonly<Record<Join["joinType"], string>> = {
  inner: "Inner",
  cross: "Inner",
  leftOuter: "LeftOuter",
  rightOuter: "RightOuter",
  fullOuter: "FullOuter",
  leftSemi: "LeftSemi",
  leftAnti: "LeftAnti",
};

function checkJoin(join: Join, mode: OutputMode): void {
  const { left, right, joinType } = join;
  const name = JOIN_NAMES[joinType];
  if (left.isStreaming && right.isStreaming) return checkStreamJoin(join, name, mode);
  const isRefused =
    joinType === "fullOuter" ||
    (right.isStreaming && ["leftOuter", "leftSemi", "leftAnti"].includes(joinType)) ||
    (left.isStreaming && joinType === "rightOuter");
  if (isRefused)
    throw refused(
      `${name} join of a streaming DataFrame/Dataset with a static one on the preserved side`,
      "Only the stream's own rows can be kept: put it on the side that is preserved.",
    );
}

function checkStreamJoin(join: Join, name: string, mode: OutputMode): void {
  const { joinType } = join;
  if (joinType === "leftAnti") throw refused("LeftAnti joins with a streaming DataFrame/Dataset on the right", "");
  const isInner = joinType === "inner" || joinType === "cross";
  // Their rows never change once they are out.
  const isFinal = isInner || joinType === "leftSemi";
  if (mode === "complete" || (mode === "update" && !isFinal))
    throw refused(`${name} join in ${mode} output mode`, `Use append${isFinal ? " or update" : ""} mode.`);
  if (mode !== "append" && (hasStreamingAggregate(join.left) || hasStreamingAggregate(join.right)))
    throw overAggregation("Use append mode, or one aggregation.");
  if (!isInner && !closesUnmatched(join))
    throw refused(
      `Stream-stream ${name} join without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition,`,
      "Give both sides a watermark, and bound the preserved side's time by the other's.",
    );
}

function checkExpressions(node: Plan): void {
  const expressions = expressionsOf(node);
  const [overRows] = expressions.flatMap((expr) => collect(expr, (e): e is WindowCall => e.kind === "windowCall"));
  if (overRows !== undefined)
    throw millraceError("NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING", {
      windowFunc: overRows.pretty.split(" OVER ")[0]!.toUpperCase(),
      columnName: "",
      windowSpec: overRows.pretty,
    });
  const calls = expressions.flatMap((expr) => collect(expr, (e): e is ScalarCall => e.kind === "call"));
  if (calls.some((call) => call.function.name === "monotonically_increasing_id"))
    throw refused("monotonically_increasing_id()", "Rows of a stream have no number of their own.");
}

function unsupportedMode(outputMode: OutputMode, operation: string, remedy: string): Error {
  return millraceError("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", { outputMode, operation, remedy });
}

function refused(msg: string, remedy: string): Error {
  return millraceError("STREAMING_OPERATION_UNSUPPORTED", { msg, remedy });
}
