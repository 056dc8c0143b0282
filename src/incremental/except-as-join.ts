/** EXCEPT of a stream and a static side, as Spark plans it: the rows the static side does not have, each once. */
import { resolveCall } from "../analysis/calls.ts";
import { reference, type Expr } from "../analysis/expression.ts";
import { inputsOf, withInputs, type Plan, type SetOp } from "../analysis/plan.ts";
import { findFunction } from "../functions/registry.ts";

export function exceptAsJoin(plan: Plan): Plan {
  const over = withInputs(plan, inputsOf(plan).map(exceptAsJoin));
  return over.kind === "setOp" && over.isStreaming && over.operation === "except" && !over.isAll
    ? rewritten(over)
    : over;
}

function rewritten({ left, right, output }: SetOp): Plan {
  const missing = joinedByRow("leftAnti", left, right);
  const keys = output.map((attribute, i) => ({ expr: reference(left.output[i]!), attribute }));
  return { kind: "aggregate", input: missing, keys, aggregates: [], output, isStreaming: true };
}

/** The rows of `left` that `right` has, or has not: NULL equals NULL here. */
export function joinedByRow(joinType: "leftAnti" | "leftSemi", left: Plan, right: Plan): Plan {
  const call = (name: string, a: Expr, b: Expr): Expr =>
    resolveCall(findFunction(name)!, [a, b], { ansi: true, zone: "UTC" });
  const condition = left.output
    .map((a, i) => call("<=>", reference(a), reference(right.output[i]!)))
    .reduce((a, b) => call("and", a, b));
  return { kind: "join", left, right, joinType, condition, output: left.output, isStreaming: true };
}
