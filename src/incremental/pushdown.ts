/** A filter that does not look at the event time works below its watermark, as in Spark: rows it drops do not move the watermark. */
import { attributesIn } from "../analysis/expression.ts";
import { inputsOf, withInputs, type Filter, type Plan } from "../analysis/plan.ts";

export function pushFiltersBelowWatermarks(plan: Plan): Plan {
  const over = withInputs(plan, inputsOf(plan).map(pushFiltersBelowWatermarks));
  return over.kind === "filter" ? pushed(over) : over;
}

function pushed(filter: Filter): Plan {
  const { input, condition } = filter;
  const used = attributesIn(condition);
  switch (input.kind) {
    case "watermark":
      if (used.has(input.attribute.id)) return filter;
      return { ...input, input: pushed({ ...filter, input: input.input, output: input.input.output }) };
    case "aliased":
      return reachesWatermark(input)
        ? { ...input, input: pushed({ ...filter, input: input.input, output: input.input.output }) }
        : filter;
    case "project": {
      const passesAll = [...used].every((id) =>
        input.list.some(
          (named) => named.attribute.id === id && named.expr.kind === "attribute" && named.expr.attribute.id === id,
        ),
      );
      return passesAll && reachesWatermark(input)
        ? { ...input, input: pushed({ ...filter, input: input.input, output: input.input.output }) }
        : filter;
    }
    default:
      return filter;
  }
}

/** Whether a watermark lies right below, with nothing but projections between. */
function reachesWatermark(plan: Plan): boolean {
  if (plan.kind === "watermark") return true;
  return (plan.kind === "project" || plan.kind === "aliased" || plan.kind === "filter") && reachesWatermark(plan.input);
}
