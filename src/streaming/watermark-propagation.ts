/**
 * How far the watermark has come at each operator. One that reads event time keeps to the query's watermark; one that reads another
 * operator's results keeps to that operator's output watermark, which may lag behind its input's. Of several inputs the least counts.
 */
import type { OperatorPlan } from "../incremental/stream-plan.ts";
import type { StatefulOperator } from "./operators/operator.ts";

/** Every operator's input watermark when the query's stands at `watermarkMs`; all 0 as long as that is 0. */
export function inputWatermarks(
  plans: readonly OperatorPlan[],
  operators: readonly StatefulOperator[],
  watermarkMs: number,
): readonly number[] {
  const inputs: number[] = [];
  const outputs: number[] = [];
  for (const [i, plan] of plans.entries()) {
    const bounds = plan.bounds.map((bound) => (bound === "eventTime" ? watermarkMs : outputs[bound]!));
    const input = watermarkMs === 0 || bounds.length === 0 ? 0 : Math.min(...bounds);
    inputs.push(input);
    outputs.push(operators[i]!.outputWatermark?.(input) ?? input);
  }
  return inputs;
}
