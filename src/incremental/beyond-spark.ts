/**
 * What Spark refuses on a stream and `millrace.streaming.beyondSpark` allows, said in terms of what a stream can do anyway. The definition of each
 * is the batch query: the same rows, whenever they come.
 *
 *   count(DISTINCT x)              the size of collect_set(x): every value is kept
 *   EXCEPT, INTERSECT with a       in append mode an anti or semi join with it, each row once: every row that came out is kept
 *     static side
 *   aggregations over aggregations in complete and update mode: `chainedAggregations`; the stream plan keeps the state of the innermost alone
 */
import { resolveCall } from "../analysis/calls.ts";
import { newAttribute } from "../analysis/attributes.ts";
import { constant } from "../analysis/constants.ts";
import {
  attributesIn,
  reference,
  type AggregateCall,
  type Attribute,
  type Expr,
  type Named,
} from "../analysis/expression.ts";
import { everyNode, inputsOf, withInputs, type Aggregate, type Plan, type SetOp } from "../analysis/plan.ts";
import { millraceError } from "../errors.ts";
import { joinedByRow } from "./except-as-join.ts";
import type { OutputMode } from "./output-mode.ts";
import { findFunction } from "../functions/registry.ts";
import { LONG, NULL, STRING } from "../types/data-type.ts";

export const BEYOND_SPARK = "millrace.streaming.beyondSpark";

export function beyondSpark(plan: Plan, mode: OutputMode): Plan {
  const over = withInputs(
    plan,
    inputsOf(plan).map((input) => beyondSpark(input, mode)),
  );
  if (!over.isStreaming) return over;
  if (over.kind === "aggregate") return withDistinctCounts(over);
  // In the other modes a row that came out may have to be taken back, by an aggregation below; EXCEPT Spark has a way of its own for.
  return mode === "append" && over.kind === "setOp" && !over.isAll && over.left.isStreaming !== over.right.isStreaming
    ? asJoin(over)
    : over;
}

const DIALECT = { ansi: true, zone: "UTC" };
const call = (name: string, ...args: readonly Expr[]): Expr => resolveCall(findFunction(name)!, args, DIALECT);

/** The aggregation with sets in place of the counts, and their sizes above it. */
function withDistinctCounts(plan: Aggregate): Plan {
  const sizes = new Map<Attribute, Expr>();
  const aggregates = plan.aggregates.map((named): Named => {
    const expr = named.expr as AggregateCall;
    if (!expr.isDistinct || expr.function.name !== "count") return named;
    const filter = expr.filter === undefined ? {} : { filter: expr.filter };
    const set = resolveCall(findFunction("collect_set")!, [countedValue(expr.args)], DIALECT, filter);
    const attribute = newAttribute(named.attribute.name, set.dataType, false);
    sizes.set(named.attribute, asLong(call("size", reference(attribute))));
    return { expr: set, attribute };
  });
  if (sizes.size === 0) return plan;
  const output = [...plan.keys, ...aggregates].map((named) => named.attribute);
  const list = plan.output.map((attribute, i): Named => ({
    expr: sizes.get(attribute) ?? reference(output[i]!),
    attribute,
  }));
  return {
    kind: "project",
    input: { ...plan, aggregates, output },
    list,
    output: plan.output,
    isStreaming: true,
  };
}

/** Several columns count as one value, where none of them is NULL. */
function countedValue(args: readonly Expr[]): Expr {
  if (args.length === 1) return args[0]!;
  const complete = args.map((arg) => call("isnotnull", arg)).reduce((a, b) => call("and", a, b));
  return call(
    "if",
    complete,
    call("named_struct", ...args.flatMap((arg, i) => [constant(STRING, `c${i}`), arg])),
    constant(NULL, null),
  );
}

const asLong = (child: Expr): Expr => ({
  kind: "cast",
  child,
  mode: "ansi",
  dataType: LONG,
  nullable: false,
  pretty: child.pretty,
});

/** Of the streaming side the rows that the static one has, or has not, each once. */
function asJoin({ operation, left, right, output }: SetOp): Plan {
  if (operation === "except" && right.isStreaming)
    throw millraceError("STREAMING_OPERATION_UNSUPPORTED", {
      msg: "Except with a streaming DataFrame/Dataset on the right",
      remedy: "A row that came out would have to be taken back: use a join.",
    });
  const [own, other] = left.isStreaming ? [left, right] : [right, left];
  const joined = joinedByRow(operation === "except" ? "leftAnti" : "leftSemi", own, other);
  const list = output.map((attribute, i): Named => ({ expr: reference(own.output[i]!), attribute }));
  const named: Plan = { kind: "project", input: joined, list, output, isStreaming: true };
  return { kind: "deduplicate", input: named, keys: output, withinWatermark: false, output, isStreaming: true };
}

/** Aggregations that stand above another one, the outermost first. */
export function chainedAggregations(plan: Plan): readonly Aggregate[] {
  return everyNode(plan).filter(
    (node): node is Aggregate =>
      node.kind === "aggregate" && node.isStreaming && everyNode(node.input).some(isStreamingAggregate),
  );
}

/**
 * Whether a group, once there, stays: its keys come from those of the aggregation below, whose groups do, and nothing between them drops rows by a
 * result.
 */
export function keepsItsGroups(plan: Aggregate): boolean {
  return plan.keys.every(({ expr }) => comesFromKeys(expr, plan.input)) && keepsRows(plan.input);
}

function keepsRows(plan: Plan): boolean {
  if (isStreamingAggregate(plan)) return true;
  if (plan.kind === "filter") return comesFromKeys(plan.condition, plan.input) && keepsRows(plan.input);
  return ["project", "aliased", "timeWindows", "watermark"].includes(plan.kind) && inputsOf(plan).every(keepsRows);
}

function comesFromKeys(expr: Expr, input: Plan): boolean {
  return [...attributesIn(expr)].every((id) => {
    const node = everyNode(input).find(
      (each) => each.output.some((attribute) => attribute.id === id) && makes(each, id),
    );
    if (node === undefined) return false;
    if (node.kind === "aggregate") return node.keys.some(({ attribute }) => attribute.id === id);
    if (node.kind === "timeWindows") return comesFromKeys(node.time, node.input);
    if (node.kind !== "project") return false;
    return comesFromKeys(node.list.find(({ attribute }) => attribute.id === id)!.expr, node.input);
  });
}

/** Whether the column begins at this node, or is only passed through. */
const makes = (node: Plan, id: number): boolean =>
  !inputsOf(node).some((input) => input.output.some((attribute) => attribute.id === id)) || node.kind === "aggregate";

const isStreamingAggregate = (node: Plan): boolean => node.kind === "aggregate" && node.isStreaming;
