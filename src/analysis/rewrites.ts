/** What an expression needs of the plan below it: windows made into rows, the scan's file column brought up. */
import { millraceError } from "../errors.ts";
import { rowNumber } from "../functions/randoms.ts";
import { STRING } from "../types/data-type.ts";
import { delayOf, namedAs, newAttribute, passed } from "./attributes.ts";
import {
  canonical,
  childrenOf,
  collect,
  mapChildren,
  reference,
  rewrite,
  someExpr,
  type Attribute,
  type Expr,
  type FileColumn,
  type SessionWindowCall,
  type SubqueryExpr,
  type TimeWindowCall,
  type WindowCall,
} from "./expression.ts";
import { constant } from "./constants.ts";
import { FILE_METADATA } from "./file-metadata.ts";
import { unresolvedColumn } from "./names.ts";
import type { Plan } from "./plan.ts";

/** The expressions over a plan that has what they need. */
export interface Prepared {
  readonly input: Plan;
  readonly exprs: readonly Expr[];
}

/** `level` counts the window functions that stand in each other. */
export function prepare(input: Plan, exprs: readonly Expr[], level = 0): Prepared {
  // Each is a query of its own to the kernel.
  if (level > MAX_WINDOWS_IN_WINDOWS) throw millraceError("FAILED_TO_PARSE_TOO_COMPLEX");
  return withInnerWindowCalls(withRowNumbers(withFileColumns(withTimeWindows({ input, exprs }))), level);
}
const MAX_WINDOWS_IN_WINDOWS = 40;

const isRowNumber = (e: Expr): boolean =>
  e.kind === "call" && (e.function.name === "monotonically_increasing_id" || e.function === rowNumber);

/** Rows are numbered as they come, before anything is done with them: only a select list can. */
function withRowNumbers(prepared: Prepared): Prepared {
  const { input, exprs } = prepared;
  const call = exprs.flatMap((expr) => collect(expr, (e): e is Expr => isRowNumber(e)))[0];
  if (call === undefined) return prepared;
  const number = namedAs(call, call.pretty);
  const list = [...input.output.map(passed), number];
  return {
    input: { kind: "project", input, list, output: list.map((n) => n.attribute), isStreaming: input.isStreaming },
    exprs: exprs.map((expr) =>
      rewrite(expr, (e) => (isRowNumber(e) ? reference(number.attribute, call.pretty) : undefined)),
    ),
  };
}

/** A window function over another one's results, or over queries': what is inside is a column below. */
function withInnerWindowCalls({ input, exprs }: Prepared, level: number): Prepared {
  const isCall = (e: Expr): e is WindowCall => e.kind === "windowCall";
  const isColumn = (e: Expr): e is WindowCall | SubqueryExpr => isCall(e) || e.kind === "subquery";
  const outer = exprs.flatMap((expr) => outermost(expr, isCall));
  const nested = outer.flatMap((call) => childrenOf(call).flatMap((child) => outermost(child, isColumn)));
  if (nested.length === 0) return { input, exprs };
  const columns = [...new Map(nested.map((call) => [canonical(call), call])).values()].map((call) =>
    namedAs(call, call.pretty),
  );
  const below = prepare(
    input,
    columns.map((column) => column.expr),
    level + 1,
  );
  const list = [
    ...below.input.output.map(passed),
    ...columns.map((column, i) => ({ ...column, expr: below.exprs[i]! })),
  ];
  const byCall = new Map(columns.map((column) => [canonical(column.expr), column.attribute]));
  const replaced = (expr: Expr, isInside: boolean): Expr =>
    rewrite(expr, (e) => {
      if (!isColumn(e)) return undefined;
      const column = isInside ? byCall.get(canonical(e)) : undefined;
      return column === undefined ? mapChildren(e, (child) => replaced(child, true)) : reference(column, e.pretty);
    });
  return {
    input: {
      kind: "project",
      input: below.input,
      list,
      output: list.map((named) => named.attribute),
      isStreaming: input.isStreaming,
    },
    exprs: exprs.map((expr) => replaced(expr, false)),
  };
}

/** What passes the test and stands in nothing that does. */
const outermost = <T extends Expr>(expr: Expr, test: (e: Expr) => e is T): T[] =>
  test(expr) ? [expr] : childrenOf(expr).flatMap((child) => outermost(child, test));

function withTimeWindows({ input, exprs }: Prepared): Prepared {
  const isWindow = (e: Expr): e is TimeWindowCall | SessionWindowCall =>
    e.kind === "timeWindow" || e.kind === "sessionWindow";
  const calls = exprs.flatMap((expr) => collect(expr, isWindow));
  const [call, other] = [...new Map(calls.map((c) => [canonical(c), c])).values()];
  if (call === undefined) return { input, exprs };
  if (other !== undefined) throw millraceError("MULTIPLE_TIME_WINDOWS");
  const delay = delayOf(call.time);
  const attribute = newAttribute(call.pretty, call.dataType, false, {
    ...(delay === undefined ? {} : { delay }),
    ...(call.kind === "sessionWindow" ? { isSession: true } : {}),
  });
  const common = { input, attribute, output: [...input.output, attribute], isStreaming: input.isStreaming };
  const windows: Plan =
    call.kind === "timeWindow"
      ? { kind: "timeWindows", ...common, time: call.time, window: call.window }
      : { kind: "sessionWindows", ...common, time: call.time, gap: call.gap };
  return {
    input: windows,
    exprs: exprs.map((expr) => rewrite(expr, (e) => (isWindow(e) ? reference(attribute) : undefined))),
  };
}

function withFileColumns(prepared: Prepared): Prepared {
  return FILE_COLUMNS.reduce(withFileColumn, prepared);
}
const FILE_COLUMNS: readonly FileColumn[] = ["uri", "metadata"];

function withFileColumn({ input, exprs }: Prepared, which: FileColumn): Prepared {
  const isCall = (e: Expr): boolean => e.kind === "inputFile" && e.column === which;
  if (!exprs.some((expr) => someExpr(expr, isCall))) return { input, exprs };
  const exposed = exposeFile(input, which);
  if (exposed === undefined && which === "metadata") throw unresolvedColumn(input.output, "_metadata");
  const column: Expr = exposed
    ? reference(exposed.column, which === "uri" ? "input_file_name()" : "_metadata")
    : { ...constant(STRING, ""), pretty: "input_file_name()" };
  return {
    input: exposed?.plan ?? input,
    exprs: exprs.map((expr) => rewrite(expr, (e) => (isCall(e) ? column : undefined))),
  };
}

/** The plan with its scan's file column passed up; undefined where rows no longer belong to a file. */
function exposeFile(plan: Plan, which: FileColumn): { plan: Plan; column: Attribute } | undefined {
  if (plan.kind === "scan") {
    // Rows that come from no file.
    if (plan.request.paths.length === 0 || plan.request.format === "memory") return undefined;
    const known = plan.fileColumns?.[which];
    const column =
      known ??
      (which === "uri"
        ? newAttribute("input_file_name()", STRING, false)
        : newAttribute("_metadata", FILE_METADATA, false));
    const output = known ? plan.output : [...plan.output, column];
    return { plan: { ...plan, fileColumns: { ...plan.fileColumns, [which]: column }, output }, column };
  }
  switch (plan.kind) {
    case "project":
    case "filter":
    case "aliased":
    case "timeWindows":
    case "sessionWindows":
    case "generate":
    case "watermark":
    case "sample":
      break;
    default:
      return undefined;
  }
  const below = exposeFile(plan.input, which);
  if (below === undefined) return undefined;
  const output = plan.output.some((a) => a.id === below.column.id) ? plan.output : [...plan.output, below.column];
  if (plan.kind !== "project") return { plan: { ...plan, input: below.plan, output }, column: below.column };
  const list = output === plan.output ? plan.list : [...plan.list, passed(below.column)];
  return { plan: { ...plan, input: below.plan, list, output }, column: below.column };
}
