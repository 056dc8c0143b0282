/** `df.observe(name, ...)`: aggregates of the rows that pass, told beside a stream's progress. */
import { millraceError } from "../errors.ts";
import type * as unresolved from "../plan/relation.ts";
import { passed } from "./attributes.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import { everyNode, type Aggregate, type Observe, type Plan } from "./plan.ts";
import { select } from "./select-list.ts";

export function observe(relation: unresolved.CollectMetrics, input: Plan, expressions: ExpressionResolver): Plan {
  const { name } = relation;
  if (everyNode(input).some((node) => node.kind === "observe" && node.name === name))
    throw millraceError("DUPLICATED_METRICS_NAME", { metricName: name });
  const row = select(input, relation.metrics, expressions);
  const base = { kind: "observe", input, name, output: input.output, isStreaming: input.isStreaming } as const;
  if (isWhole(row, input))
    return { ...base, aggregates: row.aggregates, list: row.aggregates.map((n) => passed(n.attribute)) };
  if (row.kind === "project" && isWhole(row.input, input))
    return { ...base, aggregates: row.input.aggregates, list: row.list };
  throw millraceError("INVALID_OBSERVED_METRICS.NON_AGGREGATE", { metricName: name });
}

const isWhole = (node: Plan, input: Plan): node is Aggregate =>
  node.kind === "aggregate" && node.keys.length === 0 && node.input === input;

/** The one row of metrics, as a plan over the node's rows. */
export function metricsOf({ input, aggregates, list, isStreaming }: Observe): Plan {
  const whole: Plan = {
    kind: "aggregate",
    input,
    keys: [],
    aggregates,
    output: aggregates.map((n) => n.attribute),
    isStreaming,
  };
  return { kind: "project", input: whole, list, output: list.map((n) => n.attribute), isStreaming };
}
