/** Linear regression of `y` over `x`, of the rows that have both: the sums of covariance, `y` being its first column. */
import { DOUBLE, isNumeric, LONG } from "../types/data-type.ts";
import { aggregates, type AggregateRow } from "./aggregate-family.ts";
import { oneOf, type AggregateFunction, type ArgumentRule } from "./function.ts";
import { COVARIANCE_STATE, mergeCovariance } from "./moments.ts";
import { averageOf, averageState, averageType } from "./sums.ts";

const numeric = oneOf('"NUMERIC"', isNumeric, DOUBLE);
const asDouble: ArgumentRule = {
  ...numeric,
  accept: (argument, ansi) => (numeric.accept(argument, ansi) === undefined ? undefined : DOUBLE),
};

interface Sums {
  readonly n: string;
  readonly yMean: string;
  readonly xMean: string;
  readonly xy: string;
  readonly yy: string;
  readonly xx: string;
}

const regression = (finish: (sums: Sums) => string): AggregateRow => ({
  args: [asDouble, asDouble],
  result: DOUBLE,
  state: () => COVARIANCE_STATE,
  mergeAll: mergeCovariance,
  finish: ([n, yMean, xMean, xy, yy, xx]) => finish({ n: n!, yMean: yMean!, xMean: xMean!, xy: xy!, yy: yy!, xx: xx! }),
});

const ifAny = (sum: (sums: Sums) => string): AggregateRow =>
  regression((sums) => `CASE WHEN ${sums.n} > 0 THEN ${sum(sums)} END`);
/** Where all `x` are the same there is no line. */
const ifSloped = (sql: (sums: Sums) => string): AggregateRow =>
  regression((sums) => `CASE WHEN ${sums.n} > 0 AND ${sums.xx} <> 0 THEN ${sql(sums)} END`);

/** The average of one column over the rows that have both. */
const averageOfOne = (which: 0 | 1): AggregateRow => ({
  args: [numeric, numeric],
  result: (types) => averageType([types[which]!]),
  state: (site) =>
    averageState({ ...site, args: [site.args[which]!] }).map((column) => ({
      ...column,
      update: (args, kernel) =>
        column.update([`CASE WHEN ${args[1 - which]} IS NOT NULL THEN ${args[which]} END`], kernel),
    })),
  finish: averageOf,
});

export const regressions: readonly AggregateFunction[] = aggregates({
  regr_count: { ...regression(({ n }) => n), result: LONG, nullable: "never" },
  regr_avgx: averageOfOne(1),
  regr_avgy: averageOfOne(0),
  regr_sxx: ifAny(({ xx }) => xx),
  regr_syy: ifAny(({ yy }) => yy),
  regr_sxy: ifAny(({ xy }) => xy),
  regr_slope: ifSloped(({ xy, xx }) => `(${xy} / ${xx})`),
  regr_intercept: ifSloped(({ xy, xx, xMean, yMean }) => `(${yMean} - (${xy} / ${xx}) * ${xMean})`),
  regr_r2: ifSloped(
    ({ xy, xx, yy }) =>
      `CASE WHEN ${yy} = 0 THEN 1.0 ELSE (${xy} / sqrt(${yy} * ${xx})) * (${xy} / sqrt(${yy} * ${xx})) END`,
  ),
});
