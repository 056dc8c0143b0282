/** Variance, covariance and their kin: counts, means and central sums, merged by Chan's formula. */
import { DOUBLE, LONG, type DataType } from "../types/data-type.ts";
import { signature, type AggregateFunction, type CallSite, type KernelCall, type StateColumn } from "./function.ts";

const column = (name: string, type: DataType, update: StateColumn["update"]): StateColumn => ({
  name,
  type,
  update,
  merge: (a) => a,
});
const both = (x: string, y: string): string => `${x} IS NOT NULL AND ${y} IS NOT NULL`;

/** A central sum over finite values; one that is not makes it NaN for good, as it does every deviation from the mean. */
const finite = (kernel: KernelCall, columns: readonly string[], sum: (where: string) => string): string => {
  const isFinite = columns.map((x) => `isfinite(${x})`).join(" AND ");
  const stray = `coalesce(${kernel("bool_or", `NOT (${isFinite})`, columns.map((x) => `${x} IS NOT NULL`).join(" AND "))}, false)`;
  return `CASE WHEN ${stray} THEN CAST('NaN' AS DOUBLE) ELSE coalesce(${sum(isFinite)}, 0.0) END`;
};

const VARIANCE_STATE: readonly StateColumn[] = [
  column("n", LONG, ([x], kernel) => kernel("count", x!)),
  column("avg", DOUBLE, ([x], kernel) => `coalesce(${kernel("avg", x!)}, 0.0)`),
  column("m2", DOUBLE, ([x], kernel) =>
    finite(kernel, [x!], (where) => `${kernel("var_pop", x!, where)} * ${kernel("count", x!)}`),
  ),
];

const total = (a: string, b: string): string => `nullif(${a} + ${b}, 0)`;
const mean = (n: string, avg: string, m: string, other: string): string =>
  `coalesce((${avg} * ${n} + ${other} * ${m}) / ${total(n, m)}, 0.0)`;

function mergeVariance([n, avg, m2]: readonly string[], [m, other, m2b]: readonly string[]): readonly string[] {
  return [
    `(${n} + ${m})`,
    mean(n!, avg!, m!, other!),
    `(${m2} + ${m2b} + coalesce((${other} - ${avg}) * (${other} - ${avg}) * ${n} * ${m} / ${total(n!, m!)}, 0.0))`,
  ];
}

function variance(
  names: readonly string[],
  finish: (n: string, m2: string, site: CallSite) => string,
): readonly AggregateFunction[] {
  return names.map((name) => ({
    kind: "aggregate",
    name,
    type: signature(name, [DOUBLE], DOUBLE, "always"),
    state: () => VARIANCE_STATE,
    mergeAll: mergeVariance,
    finish: ([n, , m2], site) => finish(n!, m2!, site),
  }));
}

/** A central sum over the rows in which both columns are. */
const paired = (name: string, call: string, args: (x: string, y: string) => string): StateColumn =>
  column(name, DOUBLE, ([x, y], kernel) =>
    finite(kernel, [x!, y!], (where) => `${kernel(call, args(x!, y!), where)} * ${kernel("count", "*", both(x!, y!))}`),
  );

export const COVARIANCE_STATE: readonly StateColumn[] = [
  column("n", LONG, ([x, y], kernel) => kernel("count", "*", both(x!, y!))),
  column("xAvg", DOUBLE, ([x, y], kernel) => `coalesce(${kernel("avg", x!, both(x!, y!))}, 0.0)`),
  column("yAvg", DOUBLE, ([x, y], kernel) => `coalesce(${kernel("avg", y!, both(x!, y!))}, 0.0)`),
  paired("ck", "covar_pop", (x, y) => `${x}, ${y}`),
  paired("xMk", "var_pop", (x) => x),
  paired("yMk", "var_pop", (_, y) => y),
];

export function mergeCovariance(
  [n, x, y, ck, xm, ym]: readonly string[],
  [m, x2, y2, ck2, xm2, ym2]: readonly string[],
): readonly string[] {
  const weight = `${n} * ${m} / ${total(n!, m!)}`;
  const cross = (a: string, b: string, own: string, other: string): string =>
    `(${own} + ${other} + coalesce(${a} * ${b} * ${weight}, 0.0))`;
  const [dx, dy] = [`(${x2} - ${x})`, `(${y2} - ${y})`];
  return [
    `(${n} + ${m})`,
    mean(n!, x!, m!, x2!),
    mean(n!, y!, m!, y2!),
    cross(dx, dy, ck!, ck2!),
    cross(dx, dx, xm!, xm2!),
    cross(dy, dy, ym!, ym2!),
  ];
}

function covariance(name: string, finish: AggregateFunction["finish"]): AggregateFunction {
  return {
    kind: "aggregate",
    name,
    type: signature(name, [DOUBLE, DOUBLE], DOUBLE, "always"),
    state: () => COVARIANCE_STATE,
    mergeAll: mergeCovariance,
    finish,
  };
}

/**
 * The sum of a power of the deviations from the mean. The rows of one batch are gathered for it: sums of plain powers would lose
 * all digits where the mean is far from zero.
 */
const central = (exponent: 2 | 3 | 4): StateColumn =>
  column(`m${exponent}`, DOUBLE, ([x], kernel) => {
    const list = kernel("list", x!, `${x} IS NOT NULL`);
    const deviation = Array.from({ length: exponent }, () => "(e - all_rows.mean)").join(" * ");
    const gathered = `[{'items': ${list}, 'mean': list_avg(${list})}]`;
    return `coalesce(list_transform(${gathered}, lambda all_rows: list_sum(list_transform(all_rows.items, lambda e: ${deviation})))[1], 0.0)`;
  });
const POWER_STATE: readonly StateColumn[] = [...VARIANCE_STATE.slice(0, 2), central(2), central(3), central(4)];

function mergePowers(
  [n, avg, m2, m3, m4]: readonly string[],
  [m, other, o2, o3, o4]: readonly string[],
): readonly string[] {
  const all = total(n!, m!);
  const d = `((${other} - ${avg}) / ${all})`;
  const pair = `(${n} * ${m})`;
  return [
    `(${n} + ${m})`,
    mean(n!, avg!, m!, other!),
    `(${m2} + ${o2} + coalesce(${d} * ${d} * ${pair} * ${all}, 0.0))`,
    `(${m3} + ${o3} + coalesce(${d} * ${d} * ${d} * ${pair} * (${n} - ${m}) * ${all} + 3 * ${d} * (${n} * ${o2} - ${m} * ${m2}), 0.0))`,
    `(${m4} + ${o4} + coalesce(${d} * ${d} * ${d} * ${d} * ${pair} * (${n} * ${n} - ${pair} + ${m} * ${m}) * ${all} + 6 * ${d} * ${d} * (${n} * ${n} * ${o2} + ${m} * ${m} * ${m2}) + 4 * ${d} * (${n} * ${o3} - ${m} * ${m3}), 0.0))`,
  ];
}

function power(
  name: string,
  finish: (n: string, central: { m2: string; m3: string; m4: string }, site: CallSite) => string,
): AggregateFunction {
  return {
    kind: "aggregate",
    name,
    type: signature(name, [DOUBLE], DOUBLE, "always"),
    state: () => POWER_STATE,
    mergeAll: mergePowers,
    finish: ([n, , m2, m3, m4], site) => finish(n!, { m2: m2!, m3: m3!, m4: m4! }, site),
  };
}

/** What a division by nothing gives. */
const nothing = (site: CallSite): string => (site.legacyStatistics === true ? "CAST('NaN' AS DOUBLE)" : "NULL");
const sample = (n: string, m2: string, site: CallSite): string =>
  `CASE WHEN ${n} > 1 THEN ${m2} / (${n} - 1) WHEN ${n} = 1 THEN ${nothing(site)} END`;
const population = (n: string, m2: string): string => `CASE WHEN ${n} > 0 THEN ${m2} / ${n} END`;
const unlessFlat = (n: string, m2: string, sql: string, site: CallSite): string =>
  `CASE WHEN ${n} > 0 AND ${m2} <> 0 THEN ${sql} WHEN ${n} > 0 THEN ${nothing(site)} END`;

export const momentAggregates: readonly AggregateFunction[] = [
  ...variance(["variance", "var_samp"], sample),
  ...variance(["var_pop"], population),
  ...variance(["stddev", "stddev_samp", "std"], (n, m2, site) => `sqrt(${sample(n, m2, site)})`),
  ...variance(["stddev_pop"], (n, m2) => `sqrt(${population(n, m2)})`),
  covariance("covar_pop", ([n, , , ck]) => population(n!, ck!)),
  covariance("covar_samp", ([n, , , ck], site) => sample(n!, ck!, site)),
  covariance(
    "corr",
    ([n, , , ck, xm, ym], site) =>
      `CASE WHEN ${n} = 1 THEN ${nothing(site)} WHEN ${n} > 0 AND ${xm} > 0 AND ${ym} > 0 THEN ${ck} / sqrt(${xm} * ${ym}) END`,
  ),
  power("skewness", (n, { m2, m3 }, site) =>
    unlessFlat(n, m2, `sqrt(${n}) * ${m3} / sqrt(${m2} * ${m2} * ${m2})`, site),
  ),
  power("kurtosis", (n, { m2, m4 }, site) => unlessFlat(n, m2, `${n} * ${m4} / (${m2} * ${m2}) - 3.0`, site)),
];
