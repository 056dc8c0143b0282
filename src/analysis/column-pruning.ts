/**
 * Scans read the columns a plan uses and no others, and lists compute what is shown of them. It saves work, and it shows: as in Spark, what
 * is wrong in a column that nobody reads makes no record corrupt.
 */
import type { Attribute } from "./expression.ts";
import { columnsReadBy } from "./outer-references.ts";
import { expressionsOf, inputsOf, withInputs, type Plan, type Scan } from "./plan.ts";

export function pruneColumns(plan: Plan): Plan {
  return pruned(plan, new Set(plan.output.map((a) => a.id)));
}

/** The plan giving at least the columns with these ids. */
function pruned(plan: Plan, needed: ReadonlySet<number>): Plan {
  switch (plan.kind) {
    case "scan":
      return prunedScan(plan, needed);
    case "project": {
      const list = plan.list.filter((named) => needed.has(named.attribute.id));
      const output = plan.output.filter((a) => needed.has(a.id));
      const input = pruned(plan.input, columnsReadBy(list.map((named) => named.expr)));
      return { ...plan, input, list, output };
    }
    case "aliased":
    case "filter":
    case "sort":
    case "limit":
    case "sample":
    case "watermark":
    case "timeWindows":
    case "sessionWindows":
    case "generate":
    case "observe":
      return passing(plan, needed);
    case "aggregate":
      return { ...plan, input: pruned(plan.input, own(plan)) };
    case "join": {
      const all = new Set([...needed, ...own(plan)]);
      const [left, right] = inputsOf(plan).map((input) => pruned(input, plan.isLateral ? everything(input) : all));
      const kept = new Set([...left!.output, ...right!.output].map((a) => a.id));
      return {
        ...plan,
        left: left!,
        right: right!,
        output: plan.output.filter((a) => kept.has(a.id) && needed.has(a.id)),
      };
    }
    default:
      // By position or as a whole: every column counts.
      return withInputs(
        plan,
        inputsOf(plan).map((input) => pruned(input, everything(input))),
      );
  }
}

/** A node that gives its input's columns, and perhaps some of its own. */
function passing(plan: Extract<Plan, { readonly input: Plan }>, needed: ReadonlySet<number>): Plan {
  const marks = plan.kind === "watermark" ? [plan.attribute.id] : [];
  const input = pruned(plan.input, new Set([...needed, ...marks, ...own(plan)]));
  const given = new Set(input.output.map((a) => a.id));
  const below = new Set(plan.input.output.map((a) => a.id));
  const output = plan.output.filter((a) => given.has(a.id) || !below.has(a.id));
  return { ...plan, input, output };
}

const everything = (plan: Plan): ReadonlySet<number> => new Set(plan.output.map((a) => a.id));
const own = (plan: Plan): ReadonlySet<number> => columnsReadBy(expressionsOf(plan));

function prunedScan(scan: Scan, needed: ReadonlySet<number>): Scan {
  const fields = fieldsOf(scan);
  const read: Attribute[] = scan.output.filter((a) => fields.has(a.id) && needed.has(a.id));
  const others = scan.output.filter((a) => !fields.has(a.id));
  return { ...scan, fields: read.map((a) => fields.get(a.id)!), output: [...read, ...others] };
}

/** Which field of the schema each column of a scan is. */
export function fieldsOf(scan: Scan): ReadonlyMap<number, number> {
  const extra = new Set(Object.values(scan.fileColumns ?? {}).map((a) => a.id));
  const columns = scan.output.filter((a) => !extra.has(a.id));
  return new Map(columns.map((a, i) => [a.id, scan.fields?.[i] ?? i]));
}
