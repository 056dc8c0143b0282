/**
 * A join's condition taken apart: what each side must satisfy alone, the equal keys, and what bounds event time on one side by that on the other.
 *
 * The state of a side may forget a row when no row that can still come matches it. A later row of the other side has a time above the watermark W;
 * so if the condition says `this > other + c`, rows with `this <= W + c` are done, and `this >= other + c` spares the millisecond at the edge.
 * If the sides are joined by an equal key that is event time, that key itself closes.
 */
import { findFunction } from "../functions/registry.ts";
import { resolveCall } from "../analysis/calls.ts";
import { delayOf, eventTimeOf } from "../analysis/attributes.ts";
import { attributesIn, type Attribute, type Expr, type ScalarCall } from "../analysis/expression.ts";
import type { Join } from "../analysis/plan.ts";

/** What closes a row of one side: its time plus `shift` (microseconds), at or below the watermark. */
export interface Closing {
  readonly time: Expr;
  readonly shift: bigint;
}

export interface JoinSide {
  readonly attributes: readonly Attribute[];
  /** The side's parts of the equal keys. */
  readonly keys: readonly Expr[];
  /** Those of them under `=`, which NULL never equals. */
  readonly strictKeys: readonly Expr[];
  /** Conditions on this side's columns alone. */
  readonly alone: readonly Expr[];
  /** Its unmatched rows come out with NULLs. */
  readonly isPreserved: boolean;
  readonly eventTime: Attribute | undefined;
  readonly closing: Closing | undefined;
}

/** `greater + shift >= lesser`, for times of different sides. */
export interface TimeBound {
  readonly greater: Attribute;
  readonly lesser: Attribute;
  /** Microseconds. */
  readonly shift: bigint;
}

export interface JoinCondition {
  /** Conditions that read both sides. */
  readonly across: readonly Expr[];
  /** Those that make the equal keys. */
  readonly equal: readonly Expr[];
  /** All other parts of the condition. */
  readonly rest: readonly Expr[];
  /** What the rest says of times at least. */
  readonly bounds: readonly TimeBound[];
  readonly left: JoinSide;
  readonly right: JoinSide;
}

/** The other comparison that says the same with its sides exchanged. */
const MIRRORED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
/** One inclusive bound spares the watermark's last millisecond. */
const MILLISECOND = 1000n;

export function joinCondition(join: Join): JoinCondition {
  const { conjuncts, across, pairs, isOf } = partsOf(join);
  const isKeyTime = keyTime(pairs);
  const side = (own: readonly Attribute[], other: readonly Attribute[], at: 0 | 1): JoinSide => {
    const eventTime = eventTimeOf(own);
    const otherTime = eventTimeOf(other);
    const isOwn = isOf[at];
    return {
      attributes: own,
      keys: pairs.map((pair) => pair[at]),
      strictKeys: pairs.filter(([, , isStrict]) => isStrict).map((pair) => pair[at]),
      isPreserved: join.joinType === "fullOuter" || join.joinType === (at === 0 ? "leftOuter" : "rightOuter"),
      alone: conjuncts.filter((each) => isOwn(each) && attributesIn(each).size > 0),
      eventTime,
      closing:
        isKeyTime >= 0
          ? { time: pairs[isKeyTime]![at], shift: 0n }
          : eventTime && otherTime && bound(across, eventTime, otherTime),
    };
  };
  const [left, right] = [join.left.output, join.right.output];
  const equal = across.filter((each) => equalKeys(each, ...isOf).length > 0);
  return {
    across,
    equal,
    rest: conjuncts.filter((each) => !equal.includes(each)),
    bounds: across.flatMap((each) => timeBounds(each, [...left, ...right].filter(isTimestamp))),
    left: side(left, right, 0),
    right: side(right, left, 1),
  };
}

/** Whether the watermark says of a preserved side's unmatched rows when no match can come any more. */
export function closesUnmatched(join: Join): boolean {
  const { across, pairs } = partsOf(join);
  if (keyTime(pairs) >= 0) return true;
  const isBounded = (own: readonly Attribute[], other: readonly Attribute[]): boolean => {
    const otherTime = eventTimeOf(other);
    return otherTime !== undefined && own.some((a) => bound(across, a, otherTime) !== undefined);
  };
  const [left, right] = [join.left.output, join.right.output];
  switch (join.joinType) {
    case "rightOuter":
      return isBounded(right, left);
    case "fullOuter":
      return isBounded(left, right) || isBounded(right, left);
    default:
      return isBounded(left, right);
  }
}

/** Spark joins two streams by equal keys alone. */
export function hasEqualKeys(join: Join): boolean {
  return partsOf(join).pairs.length > 0;
}

type KeyPair = readonly [left: Expr, right: Expr, isStrict: boolean];

interface Parts {
  readonly conjuncts: readonly Expr[];
  /** Conditions that read both sides. */
  readonly across: readonly Expr[];
  /** Equal keys, left and right. */
  readonly pairs: readonly KeyPair[];
  readonly isOf: readonly [(expr: Expr) => boolean, (expr: Expr) => boolean];
}

function partsOf(join: Join): Parts {
  const conjuncts = join.condition === undefined ? [] : conjunctsOf(join.condition);
  const readsOnly = (side: readonly Attribute[]): ((expr: Expr) => boolean) => {
    const ids = new Set(side.map((a) => a.id));
    return (expr) => [...attributesIn(expr)].every((id) => ids.has(id));
  };
  const [isLeft, isRight] = [readsOnly(join.left.output), readsOnly(join.right.output)];
  const across = conjuncts.filter((each) => !isLeft(each) && !isRight(each));
  return {
    conjuncts,
    across,
    pairs: across.flatMap((each) => equalKeys(each, isLeft, isRight)),
    isOf: [isLeft, isRight],
  };
}

/** The place of the first pair of keys that is event time on either side. */
const keyTime = (pairs: Parts["pairs"]): number =>
  pairs.findIndex(([a, b]) => delayOf(a) !== undefined || delayOf(b) !== undefined);

export function conjunctsOf(expr: Expr): readonly Expr[] {
  if (expr.kind !== "call") return [expr];
  if (expr.function.name === "and") return expr.args.flatMap(conjunctsOf);
  if (expr.function.name !== "between") return [expr];
  const [value, low, high] = expr.args as [Expr, Expr, Expr];
  const compared = (name: string, edge: Expr): Expr =>
    resolveCall(findFunction(name)!, [value, edge], { ansi: true, zone: "UTC" });
  return [compared(">=", low), compared("<=", high)];
}

/** `left = right`, whichever way it is written, or `<=>`. */
function equalKeys(expr: Expr, isLeft: (e: Expr) => boolean, isRight: (e: Expr) => boolean): readonly KeyPair[] {
  if (expr.kind !== "call" || !["==", "=", "<=>"].includes(expr.function.name)) return [];
  const [a, b] = expr.args as [Expr, Expr];
  const isStrict = expr.function.name !== "<=>";
  if (isLeft(a) && isRight(b)) return [[a, b, isStrict]];
  return isLeft(b) && isRight(a) ? [[b, a, isStrict]] : [];
}

/** The least eager of the conditions that bound `own` from below by `other`. */
function bound(conditions: readonly Expr[], own: Attribute, other: Attribute): Closing | undefined {
  const shifts = conditions.flatMap((condition) => shiftOf(condition, own, other));
  if (shifts.length === 0) return undefined;
  const shift = shifts.reduce((a, b) => (a > b ? a : b));
  return {
    time: { kind: "attribute", attribute: own, dataType: own.dataType, nullable: own.nullable, pretty: own.name },
    shift,
  };
}

/** `own > other + c` closes `own` at `W + c`: the shift to add to `own` is `-c`. */
function shiftOf(condition: Expr, own: Attribute, other: Attribute): readonly bigint[] {
  return timeBounds(condition, [own, other]).flatMap(({ greater, shift }) =>
    greater === own ? [shift + (isInclusive(condition) ? MILLISECOND : 0n)] : [],
  );
}

/** What a comparison of sums says of two of these columns. */
function timeBounds(condition: Expr, columns: readonly Attribute[]): readonly TimeBound[] {
  if (condition.kind !== "call" || MIRRORED[condition.function.name] === undefined) return [];
  const [a, b] = condition.args as [Expr, Expr];
  const [larger, smaller] = condition.function.name.startsWith(">") ? [a, b] : [b, a];
  const difference = minus(linear(larger), linear(smaller));
  if (difference === undefined || difference.terms.size !== 2) return [];
  const [greater, lesser] = [1n, -1n].map((sign) => columns.find(({ id }) => difference.terms.get(id) === sign));
  return greater === undefined || lesser === undefined ? [] : [{ greater, lesser, shift: difference.constant }];
}

const isTimestamp = ({ dataType }: Attribute): boolean => ["timestamp", "timestamp_ntz"].includes(dataType.kind);
const isInclusive = (condition: Expr): boolean => condition.kind === "call" && condition.function.name.endsWith("=");

/** Times and spans of time as a sum: how often each column counts, and microseconds beside. */
interface Sum {
  readonly terms: ReadonlyMap<number, bigint>;
  readonly constant: bigint;
}

function linear(expr: Expr): Sum | undefined {
  if (expr.kind === "attribute") return { terms: new Map([[expr.attribute.id, 1n]]), constant: 0n };
  if (expr.kind === "literal") {
    const isTime = ["timestamp", "timestamp_ntz", "day_time_interval"].includes(expr.dataType.kind);
    return isTime && typeof expr.value === "bigint" ? { terms: new Map(), constant: expr.value } : undefined;
  }
  if (expr.kind !== "call") return undefined;
  return linearCall(expr);
}

function linearCall({ function: { name }, args }: ScalarCall): Sum | undefined {
  const [a, b] = args.map(linear);
  switch (name) {
    case "+":
      return a && b && minus(a, negated(b));
    case "-":
      return minus(a, b);
    case "negative":
      return a && negated(a);
    default:
      return undefined;
  }
}

const negated = ({ terms, constant }: Sum): Sum => ({
  terms: new Map(Array.from(terms, ([id, times]) => [id, -times])),
  constant: -constant,
});

function minus(a: Sum | undefined, b: Sum | undefined): Sum | undefined {
  if (a === undefined || b === undefined) return undefined;
  const terms = new Map(a.terms);
  for (const [id, times] of b.terms) terms.set(id, (terms.get(id) ?? 0n) - times);
  for (const [id, times] of terms) if (times === 0n) terms.delete(id);
  return { terms, constant: a.constant - b.constant };
}
