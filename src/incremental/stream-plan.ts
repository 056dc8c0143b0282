/**
 * A resolved streaming plan cut at its stateful nodes: fragments without state, which the kernel runs as they are, and operators between them.
 * In a fragment, what an operator gives is a table of the kernel.
 */
import { columnName, eventTimesOf, passed } from "../analysis/attributes.ts";
import type { Attribute } from "../analysis/expression.ts";
import { pruneColumns } from "../analysis/column-pruning.ts";
import { millraceError } from "../errors.ts";
import {
  everyNode,
  inputsOf,
  sessionKeyOf,
  withInputs,
  type Aggregate,
  type Deduplicate,
  type Join,
  type Limit,
  type Observe,
  type Plan,
  type Project,
  type Scan,
  type TableScan,
  type Watermark,
} from "../analysis/plan.ts";
import { chainedAggregations } from "./beyond-spark.ts";
import { exceptAsJoin } from "./except-as-join.ts";
import { hasEqualKeys } from "./join-condition.ts";
import { filterBelowJoins } from "./join-filters.ts";
import { unclosedAggregation } from "./mode-rules.ts";
import type { OutputMode } from "./output-mode.ts";
import { pushFiltersDown } from "./pushdown.ts";

interface OperatorBase {
  /** The operator's number in the checkpoint: 0 is the one nearest to the sources. */
  readonly id: number;
  /** The table its result is given under. */
  readonly output: TableScan;
  /** Whose watermarks bound its input: an operator's by its number, or that of the query's event times. */
  readonly bounds: readonly (number | "eventTime")[];
  /** The mode it works in, where that is not the query's. */
  readonly mode?: OutputMode;
}
export interface AggregatePlan extends OperatorBase {
  readonly kind: "aggregate";
  readonly node: Aggregate;
}
export interface SessionPlan extends OperatorBase {
  readonly kind: "session";
  readonly node: Aggregate;
  /** The place of the session among the keys. */
  readonly session: number;
}
export interface DeduplicatePlan extends OperatorBase {
  readonly kind: "deduplicate";
  readonly node: Deduplicate;
}
export interface LimitPlan extends OperatorBase {
  readonly kind: "limit";
  readonly node: Limit;
}
export interface JoinPlan extends OperatorBase {
  readonly kind: "join";
  readonly node: Join;
}
/** Over the outermost of several aggregations in update mode, which every batch gives whole: what of it has changed. */
export interface ChangesPlan extends OperatorBase {
  readonly kind: "changes";
  readonly node: Project;
  /** As many of its columns, the first ones, are the groups' keys. */
  readonly keys: number;
}
/** A node that remembers between batches; the fragments it reads are its node's inputs. */
export type OperatorPlan = AggregatePlan | SessionPlan | DeduplicatePlan | LimitPlan | JoinPlan | ChangesPlan;

export interface StreamPlan {
  /** The growing inputs, each once however often it is used. */
  readonly sources: readonly Scan[];
  /** Event times, each with every fragment that holds its column: a frame used twice has one watermark. */
  readonly watermarks: readonly (readonly Watermark[])[];
  /** A watermark stands above another one, which is refused as soon as there is one to speak of. */
  readonly redefinesWatermark: boolean;
  /** What Spark refuses when the first batch runs, and not at start. */
  readonly fault?: Error;
  /** In the order they must run: inputs before those that read them. */
  readonly operators: readonly OperatorPlan[];
  /** Their numbers in the order Spark reports them: from the result down, left before right. */
  readonly reported: readonly number[];
  /** Whose rows are told of beside the progress. */
  readonly observed: readonly Observe[];
  /** What goes to the sink. */
  readonly result: Plan;
}

export function planStream(resolved: Plan, tablePrefix: string, mode: OutputMode): StreamPlan {
  const plan = pruneColumns(pushFiltersDown(filterBelowJoins(pushFiltersDown(exceptAsJoin(resolved)))));
  const operators: OperatorPlan[] = [];
  const watermarks: Watermark[] = [];
  const idOf = new Map<Plan, number>();
  // Of several aggregations the innermost gives its whole result, from which every batch makes the others anew.
  const chained = mode === "append" ? [] : chainedAggregations(plan);
  const whole = chained.length > 0 ? { mode: "complete" as const } : {};
  const cut = (node: Plan): Plan => {
    const over = withInputs(node, inputsOf(node).map(cut));
    if (over.kind === "watermark" && node.isStreaming) watermarks.push(over);
    const isChained = chained.some((each) => each === node);
    if (!node.isStreaming || (!isChained && !keepsState(node, mode))) return over;
    if (isChained && (mode === "complete" || node !== chained[0])) return over;
    const id = operators.length;
    const output: TableScan = {
      kind: "table",
      table: `${tablePrefix}_operator_${id}`,
      columns: over.output.map(columnName),
      output: over.output,
      isStreaming: true,
    };
    idOf.set(node, id);
    const base = { id, output, bounds: boundsOf(over, operators), ...whole };
    operators.push(isChained ? changesPlan(over as Aggregate, base) : operatorPlan(over, base));
    return output;
  };
  const result = cut(plan);
  const redefinesWatermark = everyNode(plan).some(
    (node) => node.kind === "watermark" && everyNode(node.input).some((below) => below.kind === "watermark"),
  );
  const reported = everyNode(plan).flatMap((node) => idOf.get(node) ?? []);
  const fault = faultOf(plan, operators, mode);
  return {
    sources: distinctSources(plan),
    watermarks: [...Map.groupBy(watermarks, (watermark) => watermark.nodeId).values()],
    redefinesWatermark,
    ...(fault === undefined ? {} : { fault }),
    operators,
    reported,
    observed: [result, ...operators.flatMap((operator) => inputsOf(operator.node))]
      .flatMap(everyNode)
      .filter((node): node is Observe => node.kind === "observe"),
    result,
  };
}

function faultOf(plan: Plan, operators: readonly OperatorPlan[], mode: OutputMode): Error | undefined {
  if (operators.some((operator) => operator.kind === "session" && operator.node.keys.length === 1))
    return millraceError("GLOBAL_SESSION_AGGREGATION_UNSUPPORTED");
  if (operators.some((operator) => operator.kind === "join" && !hasEqualKeys(operator.node)))
    return millraceError("STREAM_JOIN_WITHOUT_EQUALITY");
  const times = operators.flatMap(boundedColumns).map(eventTimesOf);
  const several = times.find((each) => each.length > 1);
  if (several !== undefined)
    return millraceError("MULTIPLE_EVENT_TIME_COLUMNS", {
      eventTimeCols: `(${several.map(({ name, delay }) => `${name}-T${delay! / 1000n}ms`).join(",")})`,
    });
  if (unclosedAggregation(plan, mode))
    return millraceError("UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK", {
      outputMode: `${mode[0]!.toUpperCase()}${mode.slice(1)}`,
      statefulOperator: "aggregations",
    });
  return undefined;
}

/** Columns of which one at most may be event time, by which the operator tells late rows: of a join, each side's. */
function boundedColumns({ kind, node }: OperatorPlan): readonly (readonly Attribute[])[] {
  switch (kind) {
    case "aggregate":
    case "session":
      return [node.keys.map((key) => key.attribute)];
    case "deduplicate":
      return [node.input.output];
    case "join":
      return [node.left.output, node.right.output];
    default:
      return [];
  }
}

/** Nodes whose result for new rows depends on earlier ones. */
function keepsState(node: Plan, mode: OutputMode): boolean {
  switch (node.kind) {
    case "aggregate":
    case "deduplicate":
      return true;
    case "join":
      return node.left.isStreaming && node.right.isStreaming;
    case "limit":
      // Over an aggregation in complete mode every batch gives the whole result, so that its first rows need no memory of earlier ones.
      if (node.limit === 0) return false;
      return (
        mode === "append" || !everyNode(node.input).some((below) => below.kind === "aggregate" && below.isStreaming)
      );
    default:
      return false;
  }
}

function operatorPlan(node: Plan, base: OperatorBase): OperatorPlan {
  switch (node.kind) {
    case "aggregate": {
      const session = sessionKeyOf(node);
      if (session === undefined) return { kind: "aggregate", node, ...base };
      return { kind: "session", node, session, ...base };
    }
    case "deduplicate":
      return { kind: "deduplicate", node, ...base };
    case "limit":
      return { kind: "limit", node, ...base };
    case "join":
      return { kind: "join", node, ...base };
    default:
      throw new TypeError(`${node.kind} keeps no state`);
  }
}

function changesPlan(node: Aggregate, base: OperatorBase): ChangesPlan {
  const { output, isStreaming } = node;
  const given: Project = { kind: "project", input: node, list: output.map(passed), output, isStreaming };
  return { kind: "changes", node: given, keys: node.keys.length, ...base };
}

/** What bounds the event times that a node's inputs can still bring. */
function boundsOf(node: Plan, operators: readonly OperatorPlan[]): OperatorBase["bounds"] {
  return inputsOf(node).flatMap((input): OperatorBase["bounds"] => {
    if (input.kind === "watermark" && input.isStreaming) return ["eventTime"];
    const operator = operators.find((each) => each.output === input);
    return operator === undefined ? boundsOf(input, operators) : [operator.id];
  });
}

/** Two scans of one frame are one source. */
export function sourceKey(scan: Scan): string {
  const { format, paths, options, schema } = scan.request;
  return JSON.stringify([format, paths, options, schema]);
}

function distinctSources(plan: Plan): readonly Scan[] {
  const scans = everyNode(plan).filter((node): node is Scan => node.kind === "scan" && node.isStreaming);
  return [...new Map(scans.map((scan) => [sourceKey(scan), scan])).values()];
}
