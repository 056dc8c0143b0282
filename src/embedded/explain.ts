import { inputsOf, type Plan } from "../analysis/plan.ts";
import { simpleString } from "../types/ddl-text.ts";

/** A resolved plan as an indented tree, the result on top. */
export function explainPlan(plan: Plan, depth = 0): string {
  const output = plan.output.map((a) => `${a.name}#${a.id}: ${simpleString(a.dataType)}`).join(", ");
  const line = `${"  ".repeat(depth)}${plan.kind}${plan.isStreaming ? " (streaming)" : ""} [${output}]${detail(plan)}`;
  return [line, ...inputsOf(plan).map((input) => explainPlan(input, depth + 1))].join("\n");
}

function detail(plan: Plan): string {
  switch (plan.kind) {
    case "scan":
      return ` ${plan.request.format} ${plan.request.paths.join(", ")}`;
    case "filter":
      return ` ${plan.condition.pretty}`;
    case "watermark":
      return ` ${plan.attribute.name} delay ${plan.delay} us`;
    case "aggregate":
      return ` by ${plan.keys.map((k) => k.expr.pretty).join(", ") || "nothing"}`;
    case "join":
      return ` ${plan.joinType}${plan.condition ? ` on ${plan.condition.pretty}` : ""}`;
    default:
      return "";
  }
}
