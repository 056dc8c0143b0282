/** Variance, covariance and their kin: counts, means and central sums, merged by Chan's formula. */
import { DOUBLE, LONG, type DataType } from "../types/data-type.ts";
import { OVER, signature, type AggregateFunction, type StateColumn } from "./function.ts";

const column = (name: string, type: DataType, update: StateColumn["update"]): StateColumn => ({
  name,
  type,
  update,
  merge: (a) => a,
});
const both = (x: string, y: string): string => `FILTER (${x} IS NOT NULL AND ${y} IS NOT NULL)${OVER}`;

const VARIANCE_STATE: readonly StateColumn[] = [
  column("n", LONG, ([x]) => `count(${x})${OVER}`),
  column("avg", DOUBLE, ([x]) => `coalesce(avg(${x})${OVER}, 0.0)`),
  column("m2", DOUBLE, ([x]) => `coalesce(var_pop(${x})${OVER} * count(${x})${OVER}, 0.0)`),
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

function variance(names: readonly string[], finish: (n: string, m2: string) => string): readonly AggregateFunction[] {
  return names.map((name) => ({
    kind: "aggregate",
    name,
    type: signature(name, [DOUBLE], DOUBLE, "always"),
    state: () => VARIANCE_STATE,
    mergeAll: mergeVariance,
    finish: ([n, , m2]) => finish(n!, m2!),
  }));
}

const COVARIANCE_STATE: readonly StateColumn[] = [
  column("n", LONG, ([x, y]) => `count(*) ${both(x!, y!)}`),
  column("xAvg", DOUBLE, ([x, y]) => `coalesce(avg(${x}) ${both(x!, y!)}, 0.0)`),
  column("yAvg", DOUBLE, ([x, y]) => `coalesce(avg(${y}) ${both(x!, y!)}, 0.0)`),
  column("ck", DOUBLE, ([x, y]) => `coalesce(covar_pop(${x}, ${y})${OVER} * count(*) ${both(x!, y!)}, 0.0)`),
  column("xMk", DOUBLE, ([x, y]) => `coalesce((var_pop(${x}) ${both(x!, y!)}) * (count(*) ${both(x!, y!)}), 0.0)`),
  column("yMk", DOUBLE, ([x, y]) => `coalesce((var_pop(${y}) ${both(x!, y!)}) * (count(*) ${both(x!, y!)}), 0.0)`),
];

function mergeCovariance(
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

function covariance(name: string, finish: (columns: readonly string[]) => string): AggregateFunction {
  return {
    kind: "aggregate",
    name,
    type: signature(name, [DOUBLE, DOUBLE], DOUBLE, "always"),
    state: () => COVARIANCE_STATE,
    mergeAll: mergeCovariance,
    finish,
  };
}

const added = (name: string, exponent: number): StateColumn => ({
  name,
  type: DOUBLE,
  update: ([x]) => `coalesce(sum(${Array.from({ length: exponent }, () => x).join(" * ")})${OVER}, 0.0)`,
  merge: (a, b) => `(${a} + ${b})`,
});
const POWER_STATE: readonly StateColumn[] = [
  { name: "n", type: LONG, update: ([x]) => `count(${x})${OVER}`, merge: (a, b) => `(${a} + ${b})` },
  added("s1", 1),
  added("s2", 2),
  added("s3", 3),
  added("s4", 4),
];

/** Central sums of the powers 2 to 4 from plain ones. */
function central([n, s1, s2, s3, s4]: readonly string[]): { m2: string; m3: string; m4: string } {
  const m = `(${s1} / ${n})`;
  return {
    m2: `(${s2} - ${n} * ${m} * ${m})`,
    m3: `(${s3} - 3 * ${m} * ${s2} + 2 * ${n} * ${m} * ${m} * ${m})`,
    m4: `(${s4} - 4 * ${m} * ${s3} + 6 * ${m} * ${m} * ${s2} - 3 * ${n} * ${m} * ${m} * ${m} * ${m})`,
  };
}

function power(
  name: string,
  finish: (n: string, moments: { m2: string; m3: string; m4: string }) => string,
): AggregateFunction {
  return {
    kind: "aggregate",
    name,
    type: signature(name, [DOUBLE], DOUBLE, "always"),
    state: () => POWER_STATE,
    finish: (columns) => finish(columns[0]!, central(columns)),
  };
}

const sample = (n: string, m2: string): string => `CASE WHEN ${n} > 1 THEN ${m2} / (${n} - 1) END`;
const population = (n: string, m2: string): string => `CASE WHEN ${n} > 0 THEN ${m2} / ${n} END`;

export const momentAggregates: readonly AggregateFunction[] = [
  ...variance(["variance", "var_samp"], sample),
  ...variance(["var_pop"], population),
  ...variance(["stddev", "stddev_samp", "std"], (n, m2) => `sqrt(${sample(n, m2)})`),
  ...variance(["stddev_pop"], (n, m2) => `sqrt(${population(n, m2)})`),
  covariance("covar_pop", ([n, , , ck]) => population(n!, ck!)),
  covariance("covar_samp", ([n, , , ck]) => sample(n!, ck!)),
  covariance(
    "corr",
    ([n, , , ck, xm, ym]) => `CASE WHEN ${n} > 0 AND ${xm} > 0 AND ${ym} > 0 THEN ${ck} / sqrt(${xm} * ${ym}) END`,
  ),
  power(
    "skewness",
    (n, { m2, m3 }) => `CASE WHEN ${n} > 0 AND ${m2} <> 0 THEN sqrt(${n}) * ${m3} / sqrt(${m2} * ${m2} * ${m2}) END`,
  ),
  power(
    "kurtosis",
    (n, { m2, m4 }) => `CASE WHEN ${n} > 0 AND ${m2} <> 0 THEN ${n} * ${m4} / (${m2} * ${m2}) - 3.0 END`,
  ),
];
