/** A plan as a DataFrame, over streams or over finished inputs. */
import { expr, type DataFrame } from "../../src/index.ts";
import { aggregateCalls } from "./aggregate-calls.ts";
import { computations, predicates } from "./expressions.ts";
import {
  columnsOf,
  type Aggregate,
  type Condition,
  type Join,
  type Plan,
  type StreamName,
  type WindowSpec,
} from "./plan.ts";

export interface Frames {
  readonly stream: (name: StreamName) => DataFrame;
  readonly static: () => DataFrame;
}

export function frameOf(plan: Plan, frames: Frames): DataFrame {
  switch (plan.kind) {
    case "input": {
      const rows = frames.stream(plan.stream);
      return plan.delayMs === undefined ? rows : rows.withWatermark("t", `${plan.delayMs} milliseconds`);
    }
    case "static":
      return frames.static();
    case "project":
      return frameOf(plan.input, frames).selectExpr(
        ...plan.keep,
        ...plan.computed.map(({ name, by, of }) => `${computations[by].sql(of)} AS ${name}`),
      );
    case "filter":
      return frameOf(plan.input, frames).where(conditionSql(plan.predicate));
    case "windowed":
      return frameOf(plan.input, frames).withColumn(plan.name, expr(windowSql(plan.window)));
    case "aggregate":
      return aggregated(plan, frameOf(plan.input, frames));
    case "deduplicate": {
      const input = frameOf(plan.input, frames);
      if (plan.within) return input.dropDuplicatesWithinWatermark(plan.columns);
      return plan.columns.length === columnsOf(plan.input).length
        ? input.distinct()
        : input.dropDuplicates(plan.columns);
    }
    case "join":
      return joined(plan, frameOf(plan.left, frames), frameOf(plan.right, frames));
    case "union":
      return frameOf(plan.left, frames).union(frameOf(plan.right, frames));
    case "top":
      return frameOf(plan.input, frames)
        .orderBy(...plan.by.map((name) => expr(name)))
        .limit(plan.limit);
  }
}

function aggregated(plan: Aggregate, input: DataFrame): DataFrame {
  const time = plan.time === undefined ? [] : [expr(timeKeySql(plan)).alias(plan.time.name)];
  return input
    .groupBy(...plan.keys.map((name) => expr(name)), ...time)
    .agg(...plan.calls.map(({ name, by, of }) => expr(aggregateCalls[by].sql(of)).alias(name)));
}

export function timeKeySql({ time }: Aggregate): string {
  if (time?.kind === "window") return windowSql(time.window);
  return `session_window(${time!.of}, '${time!.gapMs} milliseconds')`;
}

export function windowSql({ of, sizeMs, slideMs, startMs }: WindowSpec): string {
  const parts = [
    sizeMs,
    ...(slideMs !== sizeMs || startMs !== 0 ? [slideMs] : []),
    ...(startMs === 0 ? [] : [startMs]),
  ];
  return `window(${[of, ...parts.map((ms) => `'${ms} milliseconds'`)].join(", ")})`;
}

function joined(plan: Join, left: DataFrame, right: DataFrame): DataFrame {
  const columns = [
    ...columnsOf(plan.left).map(({ name }) => `l.${name} AS ${name}`),
    ...(plan.how === "left_semi" ? [] : columnsOf(plan.right).map(({ name }) => `r.${name} AS ${plan.prefix}${name}`)),
  ];
  return left
    .alias("l")
    .join(right.alias("r"), expr(joinSql(plan)), plan.how)
    .selectExpr(...columns);
}

export function joinSql({ equal, range, leftAlone, rightAlone }: Join): string {
  const [below, above] = range?.strict === true ? ["<", ">"] : ["<=", ">="];
  const shifted = (sign: string, ms: number): string => `l.${range!.left} ${sign} INTERVAL '${ms / 1000}' SECOND`;
  return [
    ...equal.map(({ left, right, nullSafe, by }) => {
      const key = (name: string): string => (by === undefined ? name : computations[by].sql(name));
      return `${key(`l.${left}`)} ${nullSafe ? "<=>" : "="} ${key(`r.${right}`)}`;
    }),
    ...(range?.beforeMs === undefined ? [] : [`r.${range.right} ${above} ${shifted("-", range.beforeMs)}`]),
    ...(range?.afterMs === undefined ? [] : [`r.${range.right} ${below} ${shifted("+", range.afterMs)}`]),
    ...(leftAlone === undefined ? [] : [conditionSql(leftAlone, "l.")]),
    ...(rightAlone === undefined ? [] : [conditionSql(rightAlone, "r.")]),
  ].join(" AND ");
}

export function conditionSql({ by, of }: Condition, qualifier = ""): string {
  return predicates[by].sql(`${qualifier}${of}`);
}
