/** GROUP BY: grouping expressions become keys, every aggregate call a column, and what is shown is computed from both. */
import { refuseChanceInAggregates } from "./chance.ts";
import { millraceError } from "../errors.ts";
import type { GroupType } from "../plan/relation.ts";
import { groupingBit } from "../functions/grouping.ts";
import { rowNumber } from "../functions/randoms.ts";
import { findFunction } from "../functions/registry.ts";
import { INT, LONG } from "../types/data-type.ts";
import { namedAs, newAttribute } from "./attributes.ts";
import { resolveCall } from "./calls.ts";
import { constant } from "./constants.ts";
import { hasAggregate, isGroupingCall } from "./expression-resolver.ts";
import {
  canonical,
  reference,
  rewrite,
  someExpr,
  type AggregateCall,
  type Attribute,
  type Expr,
  type Named,
  type ScalarCall,
} from "./expression.ts";
import type { Aggregate as AggregateNode, Plan } from "./plan.ts";
import { prepare } from "./rewrites.ts";

/** The column that tells grouping sets apart. */
const GROUPING_ID = "spark_grouping_id";

export interface Grouping {
  readonly groupType: GroupType;
  readonly keys: readonly Expr[];
  /** For GROUPING SETS: which keys, by index, each set has. */
  readonly sets?: readonly (readonly number[])[];
}

/** What comes out: names and expressions over the input, aggregates among them. */
export interface Shown {
  readonly name: string;
  readonly expr: Expr;
}

export function aggregate(input: Plan, grouping: Grouping, shown: readonly Shown[], having?: Expr): Plan {
  for (const item of shown) refuseChanceInAggregates(item.expr);
  const ready = prepare(input, [...grouping.keys, ...shown.map((s) => s.expr), ...(having ? [having] : [])]);
  const keyCount = grouping.keys.length;
  const keyExprs = ready.exprs.slice(0, keyCount);
  for (const key of grouping.keys)
    if (hasAggregate(key) || someExpr(key, (e) => e.kind === "windowCall"))
      throw millraceError("GROUP_BY_AGGREGATE", { sqlExpr: key.pretty });
  const expanded =
    grouping.groupType === "groupby"
      ? plain(ready.input, keyExprs)
      : withGroupingSets(ready.input, keyExprs, setsOf(grouping));
  const builder = new AggregateBuilder(expanded.keys, expanded.groupingId, keyExprs, input.isStreaming);
  const results = ready.exprs
    .slice(keyCount, keyCount + shown.length)
    .map((expr, i) => ({ name: shown[i]!.name, expr: builder.over(expr) }));
  const condition = having && builder.over(ready.exprs.at(-1)!);
  if (condition !== undefined && someExpr(condition, (e) => e.kind === "windowCall"))
    throw millraceError("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", { clauseName: "HAVING" });
  return builder.finish(expanded.input, results, condition);
}

/** An expression over the input of finished groups as one over what they give; `added` is what they must give beside. */
export function overGroups(
  groups: AggregateNode,
  expr: Expr,
): { readonly expr: Expr; readonly added: readonly Named[] } {
  const builder = new AggregateBuilder(
    groups.keys,
    groups.keys.find((key) => key.attribute.name === GROUPING_ID)?.attribute,
    groups.keys.map((key) => key.expr),
    groups.isStreaming,
    groups.aggregates,
  );
  const over = builder.over(expr);
  return { expr: over, added: builder.aggregates.slice(groups.aggregates.length) };
}

interface Keyed {
  readonly input: Plan;
  readonly keys: readonly Named[];
  readonly groupingId?: Attribute;
}

function plain(input: Plan, keyExprs: readonly Expr[]): Keyed {
  return {
    input,
    keys: keyExprs.map((expr) =>
      expr.kind === "attribute"
        ? { expr, attribute: { ...expr.attribute, name: expr.pretty } }
        : namedAs(expr, expr.pretty),
    ),
  };
}

/** Each row once per set, keys that the set lacks being NULL; a number tells the sets apart. */
function withGroupingSets(input: Plan, keyExprs: readonly Expr[], sets: readonly (readonly number[])[]): Keyed {
  const attributes = keyExprs.map((expr) => ({ ...namedAs(expr, expr.pretty).attribute, nullable: true }));
  const groupingId = newAttribute(GROUPING_ID, LONG, false);
  // A set that is written twice gives its groups twice.
  const place = newAttribute("grouping_position", INT, false);
  const isRepeated = new Set(sets.map((set) => keyExprs.map((_, i) => set.includes(i)).join())).size < sets.length;
  const lists = sets.map((set, position) => {
    const bits = keyExprs.reduce((id, _, i) => id * 2n + (set.includes(i) ? 0n : 1n), 0n);
    return [
      ...input.output.map((attribute): Named => ({ expr: reference(attribute), attribute })),
      ...keyExprs.map((expr, i): Named => ({
        expr: set.includes(i) ? expr : constant(expr.dataType, null),
        attribute: attributes[i]!,
      })),
      { expr: constant(LONG, bits), attribute: groupingId },
      ...(isRepeated ? [{ expr: constant(INT, position), attribute: place }] : []),
    ];
  });
  const marks = isRepeated ? [groupingId, place] : [groupingId];
  const output = [...input.output, ...attributes, ...marks];
  const keys = [...attributes, ...marks].map((attribute): Named => ({ expr: reference(attribute), attribute }));
  return { input: { kind: "expand", input, lists, output, isStreaming: input.isStreaming }, keys, groupingId };
}

function setsOf(grouping: Grouping): readonly (readonly number[])[] {
  const all = grouping.keys.map((_, i) => i);
  if (grouping.groupType === "rollup") return [all, ...all.map((_, i) => all.slice(0, all.length - 1 - i))];
  if (grouping.groupType === "cube")
    return Array.from({ length: 2 ** all.length }, (_, mask) =>
      all.filter((i) => (mask & (1 << (all.length - 1 - i))) === 0),
    );
  return grouping.sets ?? [all];
}

class AggregateBuilder {
  readonly #keys: readonly Named[];
  readonly #groupingId: Attribute | undefined;
  readonly #byKey: Map<string, Attribute>;
  readonly #calls = new Map<string, Named>();
  readonly #isStreaming: boolean;

  constructor(
    keys: readonly Named[],
    groupingId: Attribute | undefined,
    keyExprs: readonly Expr[],
    isStreaming: boolean,
    calls: readonly Named[] = [],
  ) {
    this.#isStreaming = isStreaming;
    this.#keys = keys;
    this.#groupingId = groupingId;
    this.#byKey = new Map(keyExprs.map((expr, i) => [canonical(expr), keys[i]!.attribute]));
    for (const named of calls) this.#calls.set(canonical(named.expr), named);
  }

  get aggregates(): readonly Named[] {
    return [...this.#calls.values()];
  }

  /** An expression over the input as one over keys and aggregate results. */
  over(expr: Expr): Expr {
    const kept = rewrite(expr, (e) => {
      const key = this.#byKey.get(canonical(e));
      if (key !== undefined) return reference(key, e.pretty);
      if (e.kind === "aggregate") return reference(this.#call(e).attribute, e.pretty);
      if (isGroupingCall(e)) return this.#grouping(e);
      return undefined;
    });
    const known = new Set([...this.#keys.map((k) => k.attribute.id), ...this.aggregates.map((c) => c.attribute.id)]);
    const result = this.#isStreaming ? kept : withRowNumbersAbove(kept, known);
    const stray = firstStray(result, known);
    if (stray !== undefined && isRowNumber(stray))
      throw millraceError("UNSUPPORTED_EXPRESSION", {
        expression: expr.pretty,
        reason: "beside aggregates chance has no row to follow from; select it from a sub-query that aggregates",
      });
    // Without any GROUP BY that is what is missing.
    if (stray !== undefined && this.#keys.length === 0)
      throw millraceError("MISSING_GROUP_BY", { expression: stray.pretty });
    if (stray !== undefined) {
      throw millraceError("MISSING_AGGREGATION", {
        expression: `"${stray.pretty}"`,
        expressionAnyValue: `"any_value(${stray.pretty})"`,
      });
    }
    return result;
  }

  /** Which keys the row's grouping set leaves out: one of them, or all as the bits of a number, the last key being the lowest. */
  #grouping({ function: { name }, args, pretty }: ScalarCall): Expr {
    if (this.#groupingId === undefined) throw millraceError("UNSUPPORTED_GROUPING_EXPRESSION");
    const id = reference(this.#groupingId);
    const keys = [...this.#byKey.keys()];
    const places = args.map((arg) => keys.indexOf(canonical(arg)));
    const groupByColumns = this.#keys.slice(0, keys.length).map((key) => key.attribute.name);
    if (name === "grouping_id") {
      if (args.length > 0 && (places.length !== keys.length || places.some((place, i) => place !== i)))
        throw millraceError("GROUPING_ID_COLUMN_MISMATCH", {
          groupingIdColumn: args.map((arg) => arg.pretty).join(","),
          groupByColumns: groupByColumns.join(","),
        });
      return { ...id, pretty };
    }
    const [place] = places;
    if (place === undefined || place < 0)
      throw millraceError("GROUPING_COLUMN_MISMATCH", {
        grouping: args[0]?.pretty ?? "",
        groupingColumns: groupByColumns.join(","),
      });
    const bit = constant(INT, keys.length - 1 - place);
    return { ...resolveCall(groupingBit, [id, bit], { ansi: true, zone: "UTC" }), pretty };
  }

  #call(call: AggregateCall): Named {
    if (call.args.some(hasAggregate)) throw millraceError("NESTED_AGGREGATE_FUNCTION");
    const key = canonical(call);
    let named = this.#calls.get(key);
    if (named === undefined) this.#calls.set(key, (named = namedAs(call, call.pretty)));
    return named;
  }

  finish(input: Plan, results: readonly Shown[], having: Expr | undefined): Plan {
    const aggregates = this.aggregates.map((named) => ({
      ...named,
      attribute: forStream(named.attribute, input.isStreaming),
    }));
    const keys = this.#keys.map((named) => ({ ...named, attribute: forStream(named.attribute, input.isStreaming) }));
    const output = [...keys, ...aggregates].map((named) => named.attribute);
    const base: Plan = { kind: "aggregate", input, keys, aggregates, output, isStreaming: input.isStreaming };
    const condition = having && prepare(base, [having]);
    const filtered: Plan = condition
      ? {
          kind: "filter",
          input: condition.input,
          condition: condition.exprs[0]!,
          output: condition.input.output,
          isStreaming: base.isStreaming,
        }
      : base;
    const current = new Map(output.map((a) => [a.id, a]));
    // Chance beside aggregates follows from the number of the group that comes out.
    const numbered = prepare(
      filtered,
      results.map(({ expr }) => expr),
    );
    const list = results.map(({ name }, i): Named => {
      const updated = rewrite(numbered.exprs[i]!, (e) =>
        e.kind === "attribute" && current.has(e.attribute.id)
          ? reference(current.get(e.attribute.id)!, e.pretty)
          : undefined,
      );
      const { attribute } = namedAs(updated, name);
      const isPlainKey = updated.kind === "attribute" && keys.some((k) => k.attribute.id === updated.attribute.id);
      return {
        expr: updated,
        attribute: isPlainKey
          ? { ...(updated as { attribute: Attribute }).attribute, name }
          : forStream(attribute, input.isStreaming),
      };
    });
    return {
      kind: "project",
      input: numbered.input,
      list,
      output: list.map((named) => named.attribute),
      isStreaming: base.isStreaming,
    };
  }
}

/** What a streaming aggregation gives is nullable, whatever its functions promise. */
function forStream(attribute: Attribute, isStreaming: boolean): Attribute {
  return isStreaming ? { ...attribute, nullable: true } : attribute;
}

/** What numbers rows, by how it is printed. */
const NUMBERING = new Map(
  [rowNumber, findFunction("monotonically_increasing_id")!].map((definition) => [`${definition.name}()`, definition]),
);
const isRowNumber = (e: Expr): boolean => e.kind === "attribute" && NUMBERING.has(e.pretty);

/** The numbers of rows below, as the numbers of the groups. */
function withRowNumbersAbove(expr: Expr, known: ReadonlySet<number>): Expr {
  return rewrite(expr, (e) =>
    e.kind === "attribute" && isRowNumber(e) && !known.has(e.attribute.id)
      ? resolveCall(NUMBERING.get(e.pretty)!, [], { ansi: true, zone: "UTC" })
      : undefined,
  );
}

function firstStray(expr: Expr, known: ReadonlySet<number>): Expr | undefined {
  let stray: Expr | undefined;
  someExpr(expr, (e) => {
    if (e.kind === "attribute" && !known.has(e.attribute.id)) stray ??= e;
    return false;
  });
  return stray;
}
