/** Queries as data: what a seed draws, what the shrinker cuts down, and what is built as a DataFrame and defined in plain TypeScript. */
import { aggregateCalls, type CallName } from "./aggregate-calls.ts";
import { computations, type ComputationName, type PredicateName } from "./expressions.ts";

export type ColumnType = "long" | "int" | "double" | "decimal" | "string" | "boolean" | "time" | "window" | "list";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Event time, with the delay of its watermark. */
  readonly delayMs?: number;
  /** A session, which is no window like others where rows are grouped again. */
  readonly isSession?: true;
}

/** One of the two streams, its event time declared or not. */
export interface Input {
  readonly kind: "input";
  readonly stream: StreamName;
  readonly delayMs?: number;
}
export type StreamName = "a" | "b";
/** The table that does not grow. */
export interface Static {
  readonly kind: "static";
}
export interface Project {
  readonly kind: "project";
  readonly input: Plan;
  readonly keep: readonly string[];
  readonly computed: readonly { readonly name: string; readonly by: ComputationName; readonly of: string }[];
}
export interface Filter {
  readonly kind: "filter";
  readonly input: Plan;
  readonly predicate: Condition;
}
export interface Condition {
  readonly by: PredicateName;
  readonly of: string;
}
/** A column more: the window that a row's time is in. */
export interface Windowed {
  readonly kind: "windowed";
  readonly input: Plan;
  readonly name: string;
  readonly window: WindowSpec;
}
export interface WindowSpec {
  /** A time, or the windows of an aggregation below. */
  readonly of: string;
  readonly sizeMs: number;
  readonly slideMs: number;
  readonly startMs: number;
}
export interface Aggregate {
  readonly kind: "aggregate";
  readonly input: Plan;
  readonly keys: readonly string[];
  /** A key more, under the name `time`. */
  readonly time?: TimeKey;
  readonly calls: readonly Call[];
}
export type TimeKey = { readonly name: string } & (
  | { readonly kind: "window"; readonly window: WindowSpec }
  | { readonly kind: "session"; readonly of: string; readonly gapMs: number }
);
export interface Call {
  readonly name: string;
  readonly by: CallName;
  readonly of: string;
}
export interface Deduplicate {
  readonly kind: "deduplicate";
  readonly input: Plan;
  readonly columns: readonly string[];
  readonly within: boolean;
}
export type JoinHow = "inner" | "left" | "right" | "full" | "left_semi";
export interface Join {
  readonly kind: "join";
  readonly left: Plan;
  readonly right: Plan;
  readonly how: JoinHow;
  /** Goes before the names of the right side's columns. */
  readonly prefix: string;
  readonly equal: readonly KeyPair[];
  /** `left - before <= right <= left + after`, either of them left out or strict. */
  readonly range?: Range;
  readonly leftAlone?: Condition;
  readonly rightAlone?: Condition;
}
export interface KeyPair {
  readonly left: string;
  readonly right: string;
  readonly nullSafe: boolean;
  /** What is computed of both, where they are not compared as they are. */
  readonly by?: ComputationName;
}
export interface Range {
  readonly left: string;
  readonly right: string;
  readonly beforeMs?: number;
  readonly afterMs?: number;
  readonly strict: boolean;
}
export interface Union {
  readonly kind: "union";
  readonly left: Plan;
  readonly right: Plan;
}
/** The first rows by all columns' order; only over an aggregation in complete mode. */
export interface Top {
  readonly kind: "top";
  readonly input: Plan;
  readonly by: readonly string[];
  readonly limit: number;
}
export type Plan = Input | Static | Project | Filter | Windowed | Aggregate | Deduplicate | Join | Union | Top;

const INPUT_COLUMNS: readonly Column[] = [
  { name: "id", type: "long" },
  { name: "t", type: "time" },
  { name: "k", type: "int" },
  { name: "g", type: "string" },
  { name: "v", type: "int" },
  { name: "d", type: "double" },
  { name: "n", type: "decimal" },
  { name: "f", type: "boolean" },
];
export const INPUT_SCHEMA =
  "id BIGINT, t TIMESTAMP, k INT, g STRING, v INT, d DOUBLE, n DECIMAL(10,2), f BOOLEAN" as const;
const STATIC_COLUMNS: readonly Column[] = [
  { name: "k", type: "int" },
  { name: "g", type: "string" },
  { name: "label", type: "string" },
];
export const STATIC_SCHEMA = "k INT, g STRING, label STRING" as const;

export function columnsOf(plan: Plan): readonly Column[] {
  switch (plan.kind) {
    case "input": {
      const { delayMs } = plan;
      return INPUT_COLUMNS.map((c) => (c.name === "t" && delayMs !== undefined ? { ...c, delayMs } : c));
    }
    case "static":
      return STATIC_COLUMNS;
    case "project":
      return [
        ...plan.keep.map((name) => columnOf(plan.input, name)),
        ...plan.computed.map(({ name, by, of }) => ({
          name,
          type: computations[by].gives ?? columnOf(plan.input, of).type,
        })),
      ];
    case "windowed":
      return [...columnsOf(plan.input), timed(plan.name, columnOf(plan.input, plan.window.of))];
    case "aggregate":
      return [
        ...aggregateKeys(plan),
        ...plan.calls.map(({ name, by, of }) => ({
          name,
          type: aggregateCalls[by].gives(columnOf(plan.input, of).type),
        })),
      ];
    case "join":
      return plan.how === "left_semi"
        ? columnsOf(plan.left)
        : [...columnsOf(plan.left), ...columnsOf(plan.right).map((c) => ({ ...c, name: `${plan.prefix}${c.name}` }))];
    case "union":
      return columnsOf(plan.left);
    default:
      return columnsOf(plan.input);
  }
}

export function columnOf(plan: Plan, name: string): Column {
  const found = columnsOf(plan).find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`no column ${name} in ${plan.kind}`);
  return found;
}

export function aggregateKeys(plan: Aggregate): readonly Column[] {
  const keys = plan.keys.map((name) => columnOf(plan.input, name));
  if (plan.time === undefined) return keys;
  const of = plan.time.kind === "window" ? plan.time.window.of : plan.time.of;
  const time = timed(plan.time.name, columnOf(plan.input, of));
  return [...keys, plan.time.kind === "session" ? { ...time, isSession: true } : time];
}

function timed(name: string, { delayMs }: Column): Column {
  return { name, type: "window", ...(delayMs === undefined ? {} : { delayMs }) };
}

export function inputsOf(plan: Plan): readonly Plan[] {
  if (plan.kind === "join" || plan.kind === "union") return [plan.left, plan.right];
  return plan.kind === "input" || plan.kind === "static" ? [] : [plan.input];
}

export function withInputs(plan: Plan, inputs: readonly Plan[]): Plan {
  if (plan.kind === "join" || plan.kind === "union") return { ...plan, left: inputs[0]!, right: inputs[1]! };
  return plan.kind === "input" || plan.kind === "static" ? plan : { ...plan, input: inputs[0]! };
}

export function everyNode(plan: Plan): readonly Plan[] {
  return [plan, ...inputsOf(plan).flatMap(everyNode)];
}

export const isStream = (plan: Plan): boolean => everyNode(plan).some((node) => node.kind === "input");
