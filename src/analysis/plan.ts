/** Resolved relations: what the kernel and the incremental planner work on. */
import type { TimeWindow } from "../functions/time-windows.ts";
import type { Literal } from "../plan/expression.ts";
import type { JoinType } from "../plan/relation.ts";
import type { ReadRequest } from "../types/read-request.ts";
import {
  collect,
  type Attribute,
  type Expr,
  type FileColumn,
  type GeneratorCall,
  type Named,
  type SortKey,
  type SubqueryExpr,
} from "./expression.ts";

interface Base {
  /** The columns that come out, in order. */
  readonly output: readonly Attribute[];
  readonly isStreaming: boolean;
}

/** `fields`: which fields of the schema are read, all if it is not said. `fileColumns` are more columns, of the file a row came from. */
export interface Scan extends Base {
  readonly kind: "scan";
  readonly request: ReadRequest;
  readonly fields?: readonly number[];
  readonly fileColumns?: Readonly<Partial<Record<FileColumn, Attribute>>>;
}
/** A table of the kernel: `columns` are its column names in the order of the output. */
export interface TableScan extends Base {
  readonly kind: "table";
  readonly table: string;
  readonly columns: readonly string[];
}
export interface LocalRows extends Base {
  readonly kind: "local";
  readonly rows: readonly (readonly Literal[])[];
}
export interface RangeRows extends Base {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
}
/** Rows of expressions that need no input. */
export interface ValueRows extends Base {
  readonly kind: "values";
  readonly rows: readonly (readonly Expr[])[];
}
export interface OneRow extends Base {
  readonly kind: "oneRow";
}
export interface Project extends Base {
  readonly kind: "project";
  readonly input: Plan;
  readonly list: readonly Named[];
}
export interface Filter extends Base {
  readonly kind: "filter";
  readonly input: Plan;
  readonly condition: Expr;
}
/** The same rows under another qualifier. */
export interface Aliased extends Base {
  readonly kind: "aliased";
  readonly input: Plan;
}
/** Every row once for each window it lies in; rows without a time vanish. */
export interface TimeWindows extends Base {
  readonly kind: "timeWindows";
  readonly input: Plan;
  readonly time: Expr;
  readonly window: TimeWindow;
  readonly attribute: Attribute;
}
/** Every row with the session it alone would make, `[time, time + gap)`; rows without a time or with a gap of nothing vanish. */
export interface SessionWindows extends Base {
  readonly kind: "sessionWindows";
  readonly input: Plan;
  readonly time: Expr;
  readonly gap: Expr;
  readonly attribute: Attribute;
}
/** Groups by `keys`; `aggregates` hold nothing but aggregate calls. */
export interface Aggregate extends Base {
  readonly kind: "aggregate";
  readonly input: Plan;
  readonly keys: readonly Named[];
  readonly aggregates: readonly Named[];
}
/** Every row once for each list: grouping sets. */
export interface Expand extends Base {
  readonly kind: "expand";
  readonly input: Plan;
  readonly lists: readonly (readonly Named[])[];
}
export interface Generate extends Base {
  readonly kind: "generate";
  readonly input: Plan;
  readonly generator: GeneratorCall;
  readonly outer: boolean;
  readonly columns: readonly Attribute[];
}
export interface Join extends Base {
  readonly kind: "join";
  readonly left: Plan;
  readonly right: Plan;
  readonly joinType: JoinType;
  readonly condition?: Expr;
  /** The right side uses columns of the left. */
  readonly isLateral?: boolean;
}
/** Rows of all inputs, columns by position. */
export interface Union extends Base {
  readonly kind: "union";
  readonly inputs: readonly Plan[];
}
export interface SetOp extends Base {
  readonly kind: "setOp";
  readonly operation: "intersect" | "except";
  readonly isAll: boolean;
  readonly left: Plan;
  readonly right: Plan;
}
export interface Sort extends Base {
  readonly kind: "sort";
  readonly input: Plan;
  readonly order: readonly SortKey[];
}
export interface Limit extends Base {
  readonly kind: "limit";
  readonly input: Plan;
  readonly limit: number;
  readonly offset: number;
}
/** One row per distinct `keys`; `isDistinct` when the user asked for all columns by SELECT DISTINCT or distinct(). */
export interface Deduplicate extends Base {
  readonly kind: "deduplicate";
  readonly input: Plan;
  readonly keys: readonly Attribute[];
  readonly withinWatermark: boolean;
}
/** `attribute` is event time; `delay` in microseconds. Uses of one frame have one `nodeId`. */
export interface Watermark extends Base {
  readonly kind: "watermark";
  readonly nodeId: number;
  readonly input: Plan;
  readonly attribute: Attribute;
  readonly delay: bigint;
}
/** The rows of `input`, beside which `list` is told of every batch of a stream: expressions over `aggregates` of all its rows. */
export interface Observe extends Base {
  readonly kind: "observe";
  readonly input: Plan;
  readonly name: string;
  readonly aggregates: readonly Named[];
  readonly list: readonly Named[];
}
export interface Sample extends Base {
  readonly kind: "sample";
  readonly input: Plan;
  readonly fraction: number;
  readonly seed: bigint;
}

export type Plan =
  | ValueRows
  | Scan
  | TableScan
  | LocalRows
  | RangeRows
  | OneRow
  | Project
  | Filter
  | Aliased
  | TimeWindows
  | SessionWindows
  | Aggregate
  | Expand
  | Generate
  | Join
  | Union
  | SetOp
  | Sort
  | Limit
  | Deduplicate
  | Watermark
  | Observe
  | Sample;

export function inputsOf(plan: Plan): readonly Plan[] {
  switch (plan.kind) {
    case "scan":
    case "table":
    case "local":
    case "range":
    case "oneRow":
    case "values":
      return [];
    case "join":
    case "setOp":
      return [plan.left, plan.right];
    case "union":
      return plan.inputs;
    default:
      return [plan.input];
  }
}

/** The node over other inputs, given in the order of `inputsOf`. */
export function withInputs(plan: Plan, inputs: readonly Plan[]): Plan {
  switch (plan.kind) {
    case "scan":
    case "table":
    case "local":
    case "range":
    case "oneRow":
    case "values":
      return plan;
    case "join":
    case "setOp":
      return { ...plan, left: inputs[0]!, right: inputs[1]! };
    case "union":
      return { ...plan, inputs };
    default:
      return { ...plan, input: inputs[0]! };
  }
}

/** The place among an aggregation's keys of a session, whose groups merge where they meet; undefined if it has none. */
export function sessionKeyOf(node: Aggregate): number | undefined {
  const place = node.keys.findIndex(({ expr }) => expr.kind === "attribute" && expr.attribute.isSession);
  return place < 0 ? undefined : place;
}

/** The node and all below it, the queries inside its expressions among them. */
export function everyNode(plan: Plan): readonly Plan[] {
  return [plan, ...inputsOf(plan).flatMap(everyNode), ...subqueriesOf(plan).flatMap(everyNode)];
}

/** The queries inside a node's own expressions. */
function subqueriesOf(plan: Plan): readonly Plan[] {
  return expressionsOf(plan).flatMap((expr) =>
    collect(expr, (e): e is SubqueryExpr => e.kind === "subquery").map((subquery) => subquery.plan),
  );
}

/** A node's own expressions. */
export function expressionsOf(plan: Plan): readonly Expr[] {
  switch (plan.kind) {
    case "project":
      return plan.list.map((named) => named.expr);
    case "filter":
      return [plan.condition];
    case "aggregate":
      return [...plan.keys, ...plan.aggregates].map((named) => named.expr);
    case "observe":
      return plan.aggregates.map((named) => named.expr);
    case "expand":
      return plan.lists.flatMap((list) => list.map((named) => named.expr));
    case "generate":
      return [plan.generator];
    case "timeWindows":
      return [plan.time];
    case "sessionWindows":
      return [plan.time, plan.gap];
    case "join":
      return plan.condition ? [plan.condition] : [];
    case "sort":
      return plan.order.map((key) => key.expr);
    case "values":
      return plan.rows.flat();
    default:
      return [];
  }
}
