/** GROUP BY: grouping expressions become keys, every aggregate call a column, and what is shown is computed from both. */
import { millraceError } from "../errors.ts";
import type { GroupType } from "../plan/relation.ts";
import { LONG } from "../types/data-type.ts";
import { namedAs, newAttribute } from "./attributes.ts";
import { constant } from "./constants.ts";
import { hasAggregate } from "./expression-resolver.ts";
import {
  canonical,
  reference,
  rewrite,
  someExpr,
  type AggregateCall,
  type Attribute,
  type Expr,
  type Named,
} from "./expression.ts";
import type { Plan } from "./plan.ts";
import { prepare } from "./rewrites.ts";

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
  const ready = prepare(input, [...grouping.keys, ...shown.map((s) => s.expr), ...(having ? [having] : [])]);
  const keyCount = grouping.keys.length;
  const keyExprs = ready.exprs.slice(0, keyCount);
  for (const key of keyExprs)
    if (hasAggregate(key))
      throw millraceError("INVALID_PLAN", { reason: `an aggregate cannot be a grouping expression: ${key.pretty}` });
  const expanded =
    grouping.groupType === "groupby"
      ? plain(ready.input, keyExprs)
      : withGroupingSets(ready.input, keyExprs, setsOf(grouping));
  const builder = new AggregateBuilder(expanded.keys, expanded.groupingId, keyExprs);
  const results = ready.exprs
    .slice(keyCount, keyCount + shown.length)
    .map((expr, i) => ({ name: shown[i]!.name, expr: builder.over(expr) }));
  const condition = having && builder.over(ready.exprs.at(-1)!);
  return builder.finish(expanded.input, results, condition);
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
  const attributes = keyExprs.map((expr) => newAttribute(expr.pretty, expr.dataType, true));
  const groupingId = newAttribute("spark_grouping_id", LONG, false);
  const lists = sets.map((set) => {
    const bits = keyExprs.reduce((id, _, i) => id * 2n + (set.includes(i) ? 0n : 1n), 0n);
    return [
      ...input.output.map((attribute): Named => ({ expr: reference(attribute), attribute })),
      ...keyExprs.map((expr, i): Named => ({
        expr: set.includes(i) ? expr : constant(expr.dataType, null),
        attribute: attributes[i]!,
      })),
      { expr: constant(LONG, bits), attribute: groupingId },
    ];
  });
  const output = [...input.output, ...attributes, groupingId];
  const keys = [...attributes, groupingId].map((attribute): Named => ({ expr: reference(attribute), attribute }));
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

  constructor(keys: readonly Named[], groupingId: Attribute | undefined, keyExprs: readonly Expr[]) {
    this.#keys = keys;
    this.#groupingId = groupingId;
    this.#byKey = new Map(keyExprs.map((expr, i) => [canonical(expr), keys[i]!.attribute]));
  }

  /** An expression over the input as one over keys and aggregate results. */
  over(expr: Expr): Expr {
    const result = rewrite(expr, (e) => {
      const key = this.#byKey.get(canonical(e));
      if (key !== undefined) return reference(key, e.pretty);
      if (e.kind === "aggregate") return reference(this.#call(e).attribute, e.pretty);
      if (e.kind === "call" && (e.function.name === "grouping_id" || e.function.name === "grouping"))
        return this.#grouping(e.function.name, e.args);
      return undefined;
    });
    const known = new Set([
      ...this.#keys.map((k) => k.attribute.id),
      ...[...this.#calls.values()].map((c) => c.attribute.id),
    ]);
    const stray = firstStray(result, known);
    if (stray !== undefined) {
      throw millraceError("MISSING_AGGREGATION", {
        expression: `"${stray.pretty}"`,
        expressionAnyValue: `"any_value(${stray.pretty})"`,
      });
    }
    return result;
  }

  #grouping(name: string, args: readonly Expr[]): Expr {
    if (this.#groupingId === undefined) throw millraceError("GROUPING_MISUSED", { function: name });
    const id = reference(this.#groupingId);
    if (name === "grouping_id") return { ...id, pretty: "grouping_id()" };
    const index = [...this.#byKey.keys()].indexOf(canonical(args[0]!));
    return { ...id, pretty: `grouping(${args[0]?.pretty ?? index})` };
  }

  #call(call: AggregateCall): Named {
    if (call.args.some(hasAggregate)) throw millraceError("NESTED_AGGREGATE_FUNCTION");
    const key = canonical(call);
    let named = this.#calls.get(key);
    if (named === undefined) this.#calls.set(key, (named = namedAs(call, call.pretty)));
    return named;
  }

  finish(input: Plan, results: readonly Shown[], having: Expr | undefined): Plan {
    const aggregates = [...this.#calls.values()].map((named) => ({
      ...named,
      attribute: forStream(named.attribute, input.isStreaming),
    }));
    const keys = this.#keys.map((named) => ({ ...named, attribute: forStream(named.attribute, input.isStreaming) }));
    const output = [...keys, ...aggregates].map((named) => named.attribute);
    const base: Plan = { kind: "aggregate", input, keys, aggregates, output, isStreaming: input.isStreaming };
    const filtered: Plan = having
      ? { kind: "filter", input: base, condition: having, output, isStreaming: base.isStreaming }
      : base;
    const current = new Map(output.map((a) => [a.id, a]));
    const list = results.map(({ name, expr }): Named => {
      const updated = rewrite(expr, (e) =>
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
      input: filtered,
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

function firstStray(expr: Expr, known: ReadonlySet<number>): Expr | undefined {
  let stray: Expr | undefined;
  someExpr(expr, (e) => {
    if (e.kind === "attribute" && !known.has(e.attribute.id)) stray ??= e;
    return false;
  });
  return stray;
}
