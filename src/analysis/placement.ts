/** Calls that stand where nothing computes them: generators no node spreads, aggregates outside groups, windows and queries inside lambdas. */
import { millraceError } from "../errors.ts";
import { attributesIn, collect, someExpr, type AggregateCall, type Expr } from "./expression.ts";
import { hasGenerator } from "./generators.ts";
import { everyNode, expressionsOf, inputsOf, type Aggregate, type Observe, type Plan } from "./plan.ts";

export function refuseMisplacedCalls(plan: Plan): void {
  for (const node of everyNode(plan)) {
    if (node.kind === "values") refuseInInlineTable(node.rows.flat());
    refuseGenerators(node);
    if (node.kind === "aggregate" || node.kind === "observe") refuseInGroups(node);
    else refuseAnywhere(node);
  }
}

/** Plans deeper or wider than the kernel can answer in a reasonable time; the sum of what stands in each other, by cost. */
export function refuseTooDeep(plan: Plan): void {
  const open: { readonly node: Plan; readonly cost: number }[] = [{ node: plan, cost: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const cost = next.cost + (node.kind === "setOp" ? 3 : 1);
    if (cost > MAX_COST || inputsOf(node).length > MAX_UNION) throw millraceError("FAILED_TO_PARSE_TOO_COMPLEX");
    for (const input of inputsOf(node)) open.push({ node: input, cost });
  }
}
const MAX_COST = 600;
const MAX_UNION = 2000;

/** Generators inside other expressions, or outside a select list. */
function refuseGenerators(node: Plan): void {
  const inside = node.kind === "generate" ? node.generator.args : expressionsOf(node);
  const stray = inside.find(hasGenerator);
  if (stray === undefined) return;
  if (node.kind !== "project" && node.kind !== "aggregate" && node.kind !== "generate")
    throw millraceError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT");
  throw millraceError("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", {
    expression: `"${node.kind === "generate" ? node.generator.pretty : stray.pretty}"`,
  });
}

function refuseInGroups(node: Aggregate | Observe): void {
  const columns = new Set(node.input.output.map((a) => a.id));
  for (const { expr } of node.aggregates) {
    const call = expr as AggregateCall;
    if (call.args.some(hasWindow)) throw millraceError("WINDOW_FUNCTION_IN_AGGREGATE", { expression: call.pretty });
    if (call.filter !== undefined && hasWindow(call.filter))
      throw millraceError("INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION", {
        filterExpr: `"${call.filter.pretty}"`,
      });
    if (call.filter !== undefined) refuseAggregateIn(call.filter);
    const used = [...attributesIn(call)];
    // The kernel would compute an aggregate over nothing but outer columns in the query around.
    if (used.length > 0 && !used.some((id) => columns.has(id))) throw correlated(call);
  }
}

function refuseAggregateIn(filter: Expr): void {
  const [inner] = collect(filter, (e): e is Expr => e.kind === "aggregate");
  if (inner !== undefined)
    throw millraceError("INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE", {
      filterExpr: `"${filter.pretty}"`,
      aggExpr: `"${inner.pretty}"`,
    });
}

const correlated = ({ pretty }: Expr): Error =>
  millraceError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE", { sqlExprs: `"${pretty}"` });

const within = (expr: Expr, columns: ReadonlySet<number>): boolean =>
  [...attributesIn(expr)].every((id) => columns.has(id));

/** What no node but the one made for it computes. */
function refuseAnywhere(node: Plan): void {
  const columns = new Set(inputsOf(node).flatMap((input) => input.output.map((a) => a.id)));
  for (const expr of expressionsOf(node)) {
    const [outer] = collect(expr, (e): e is Expr => e.kind === "windowCall" && !within(e, columns));
    if (outer !== undefined) throw correlated(outer);
    const [stray] = collect(
      expr,
      (e): e is Expr =>
        e.kind === "aggregate" || e.kind === "timeWindow" || e.kind === "sessionWindow" || isWindowIn(node, e),
    );
    if (stray !== undefined)
      throw millraceError("UNSUPPORTED_EXPR_FOR_OPERATOR", {
        operator: OPERATORS[node.kind] ?? node.kind,
        invalidExprSqls: `"${stray.pretty}"`,
      });
  }
}

const isWindowIn = (node: Plan, expr: Expr): boolean =>
  expr.kind === "windowCall" && (node.kind === "filter" || node.kind === "join" || inputsOf(node).length === 0);

const hasWindow = (expr: Expr): boolean => someExpr(expr, (e) => e.kind === "windowCall");

const OPERATORS: Partial<Record<Plan["kind"], string>> = {
  filter: "Filter",
  generate: "Generate",
  join: "Join",
  project: "Project",
  sort: "Sort",
};

function refuseInInlineTable(values: readonly Expr[]): void {
  const stray = values.find((value) =>
    someExpr(value, (e) => e.kind === "aggregate" || e.kind === "windowCall" || e.kind === "generator"),
  );
  if (stray !== undefined)
    throw millraceError("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", {
      expr: `"${stray.pretty}"`,
    });
}
