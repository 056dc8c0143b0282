/** Percentiles of all values of a group: between two of them, or one of them. */
import {
  array,
  dayTimeInterval,
  DOUBLE,
  field,
  isIntegral,
  isDatetime,
  isNested,
  isNumeric,
  isString,
  LONG,
  struct,
  yearMonthInterval,
  type DataType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { millraceError } from "../errors.ts";
import type { Literal } from "../plan/expression.ts";
import { aggregates, values, type AggregateRow } from "./aggregate-family.ts";
import { oneOf, optional, type AggregateFunction, type Argument, type ArgumentRule } from "./function.ts";
import { kernelType } from "./kernel-type.ts";
import { isAnsiInterval } from "./sums.ts";

type Kind = "between" | "one";

/** A call as errors print it, with the arguments that were left out. */
type Shown = (args: readonly Argument[]) => string;

const anyPercentage = oneOf(
  '"DOUBLE"',
  (t) => isNumeric(t) || isString(t) || t.kind === "null" || (t.kind === "array" && !isNested(t.elementType)),
);
const frequency = optional(oneOf('"INTEGRAL"', isIntegral));

const QUANTITIES = '(("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH") or "TIME")';

/** Numbers as doubles, intervals as they are. */
const quantity = (shown: Shown): ArgumentRule => ({
  accept: ({ dataType: type }) =>
    isAnsiInterval(type) ? type : isNumeric(type) || isString(type) || type.kind === "null" ? DOUBLE : undefined,
  required: QUANTITIES,
  refuse: (_, args, index) =>
    millraceError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${shown(args)}"`,
      paramIndex: "first",
      requiredType: QUANTITIES,
      inputSql: `"${args[index]!.sql}"`,
      inputType: `"${sqlTypeText(args[index]!.dataType)}"`,
    }),
});

/** The percentages, each from 0 to 1. */
function percentagesOf(argument: Argument, sqlExpr: string): readonly number[] {
  const { literal: value } = argument;
  if (value === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: "`percentage`",
      inputType: `"${sqlTypeText(argument.dataType.kind === "array" ? argument.dataType : DOUBLE)}"`,
      inputExpr: `"${argument.sql}"`,
      sqlExpr,
    });
  if (value === null) throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { exprName: "percentage", sqlExpr });
  const list = Array.isArray(value) ? (value as readonly Literal[]).map((item) => Number(item.value)) : [Number(value)];
  const outside = list.find((p) => !(p >= 0 && p <= 1));
  if (outside !== undefined)
    throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
      sqlExpr,
      exprName: "percentage",
      valueRange: "[0.0, 1.0]",
      currentValue: `${outside}D`,
    });
  return list;
}

function resultType(type: DataType, percentage: DataType): DataType {
  const one =
    type.kind === "day_time_interval"
      ? dayTimeInterval()
      : type.kind === "year_month_interval"
        ? yearMonthInterval()
        : DOUBLE;
  return percentage.kind === "array" ? array(one, false) : one;
}

/** The value at the place `p` of the sorted list `s`; Spark's own weights, digit by digit. */
function valueAt(kind: Kind): string {
  if (kind === "one") return "s[greatest(CAST(ceil(len(s) * p) AS BIGINT), 1)]";
  const place = "((len(s) - 1) * p)";
  const [lower, upper] = [`floor(${place})`, `ceil(${place})`];
  const at = (sql: string): string => `s[CAST(${sql} AS BIGINT) + 1]`;
  return `CASE WHEN ${at(lower)} = ${at(upper)} THEN ${at(lower)} ELSE (${upper} - ${place}) * ${at(lower)} + (${place} - ${lower}) * ${at(upper)} END`;
}

/** A list of doubles as the result: intervals are counts, cut to whole ones. */
function shaped(list: string, result: DataType): string {
  const item = result.kind === "array" ? result.elementType : result;
  const typed =
    item.kind === "double" ? list : `list_transform(${list}, lambda v: CAST(trunc(v) AS ${kernelType(item)}))`;
  return result.kind === "array" ? typed : `${typed}[1]`;
}

/** NULL, which must name the list all the same: without an aggregate in it, it would be one of every row. */
const nothingOf = (list: string, result: DataType): string =>
  `CASE WHEN len(${list}) < 0 THEN CAST(NULL AS ${kernelType(result)}) END`;

const doubles = (numbers: readonly number[]): string => `CAST([${numbers.join(", ")}] AS DOUBLE[])`;

interface Percentile {
  readonly kind: Kind;
  readonly descending?: boolean;
  readonly shown: Shown;
  /** Where the arguments stand; `percentage` is undefined for the median. */
  readonly places: { readonly value: number; readonly percentage?: number; readonly frequency?: number };
}

function percentile({ kind, descending = false, shown, places }: Percentile): Omit<AggregateRow, "args"> {
  const asked = (args: readonly Argument[]): readonly number[] =>
    places.percentage === undefined ? [0.5] : percentagesOf(args[places.percentage]!, `"${shown(args)}"`);
  const weight = (args: readonly Argument[]): Argument | undefined => {
    const given = places.frequency === undefined ? undefined : args[places.frequency];
    return given?.literal === 1 ? undefined : given;
  };
  return {
    result: (types, args) => {
      asked(args);
      return resultType(types[places.value]!, places.percentage === undefined ? DOUBLE : types[places.percentage]!);
    },
    state: (site) => {
      const type = site.args[places.value]!.dataType;
      const plain = values(type);
      if (weight(site.args) === undefined)
        return [{ ...plain, update: (args, kernel) => plain.update([args[places.value]!], kernel) }];
      return [
        {
          ...plain,
          type: array(struct([field("v", type), field("n", LONG)]), false),
          update: (args, kernel) => {
            const [v, n] = [args[places.value]!, args[places.frequency!]!];
            const pair = `struct_pack(v := ${v}, n := CAST(${n} AS BIGINT))`;
            return `coalesce(${kernel("list", pair, `${v} IS NOT NULL AND ${n} <> 0`)}, [])`;
          },
        },
      ];
    },
    finish: ([list], site) => {
      const numbers = asked(site.args);
      const sorted = `list_sort(list_transform(${list}, lambda v: CAST(v AS DOUBLE)), '${descending ? "DESC" : "ASC"}')`;
      const found =
        weight(site.args) === undefined
          ? `list_transform([${sorted}], lambda s: list_transform(${doubles(numbers)}, lambda p: ${valueAt(kind)}))[1]`
          : `CAST(millrace_weighted_percentile(CAST(list_transform(${list}, lambda e: CAST(e.v AS DOUBLE)) AS VARCHAR), CAST(list_transform(${list}, lambda e: e.n) AS VARCHAR), '${JSON.stringify(numbers)}') AS DOUBLE[])`;
      return numbers.length === 0
        ? nothingOf(list!, site.result)
        : `CASE WHEN len(${list}) > 0 THEN ${shaped(found, site.result)} END`;
    },
  };
}

const sqlOf = (args: readonly Argument[]): readonly string[] => args.map((a) => a.sql);
const withFrequency: Shown = (args) => `percentile(${[...sqlOf(args), ...(args.length < 3 ? ["1"] : [])].join(", ")})`;

/** A percentile whose values are what the group is ordered by. */
function ordinal(name: "percentile_cont" | "percentile_disc", kind: Kind): AggregateRow {
  const shown: Shown = ([p, x]) => `${name}(${x!.sql}, ${p!.sql})`;
  const row = (descending: boolean): AggregateRow => ({
    args: [anyPercentage, quantity(shown)],
    ...percentile({ kind, descending, shown, places: { value: 1, percentage: 0 } }),
    pretty: ([p, x]) => `${name}(${p}) WITHIN GROUP (ORDER BY ${x}${descending ? " DESC" : ""})`,
    needsWholeWindow: true,
    variant: descending ? "descending" : "ascending",
  });
  return {
    args: [anyPercentage],
    result: DOUBLE,
    state: () => [],
    withinGroup: {
      isRequired: () => true,
      orderings: () => ({ most: 1 }),
      takesDistinct: false,
      ordered: ([ordering]) => aggregates({ [name]: row(ordering?.ascending === false) })[0]!,
    },
  };
}

const approximate: ArgumentRule = oneOf(
  '("NUMERIC" or "DATE" or "TIMESTAMP" or "TIMESTAMP_NTZ" or "INTERVAL YEAR TO MONTH" or "INTERVAL DAY TO SECOND" or "TIME")',
  (t) => isNumeric(t) || isDatetime(t) || isAnsiInterval(t),
  DOUBLE,
);
const MOST_ACCURACY = 2_147_483_647;

/** What the accuracy may be: all values are kept, so that it needs no use. */
function checkAccuracy(argument: Argument | undefined, sqlExpr: string): void {
  if (argument === undefined) return;
  const { literal } = argument;
  if (literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: "`accuracy`",
      inputType: `"${sqlTypeText(argument.dataType)}"`,
      inputExpr: `"${argument.sql}"`,
      sqlExpr,
    });
  if (literal === null) throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { exprName: "accuracy", sqlExpr });
  const accuracy = Number(literal);
  if (!(accuracy > 0 && accuracy <= MOST_ACCURACY))
    throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
      exprName: "accuracy",
      valueRange: `(0, ${MOST_ACCURACY}]`,
      currentValue: `${accuracy}L`,
      sqlExpr,
    });
}

/** A percentile that is one of the values. */
function approximatePercentile(name: string): AggregateRow {
  const shown: Shown = (args) => `${name}(${[...sqlOf(args), ...(args.length < 3 ? ["10000"] : [])].join(", ")})`;
  const asked = (args: readonly Argument[]): readonly number[] => {
    const numbers = percentagesOf(args[1]!, `"${shown(args)}"`);
    checkAccuracy(args[2], `"${shown(args)}"`);
    return numbers;
  };
  return {
    args: [approximate, anyPercentage, optional(oneOf('"INTEGRAL"', (t) => isIntegral(t) || t.kind === "null"))],
    result: ([type], args) => {
      asked(args);
      return args[1]!.dataType.kind === "array" ? array(type!, false) : type!;
    },
    state: (site) => [values(site.args[0]!.dataType)],
    finish: ([list], site) => {
      const numbers = asked(site.args);
      if (numbers.length === 0) return nothingOf(list!, site.result);
      const found = `list_aggregate(${list}, 'quantile_disc', [${numbers.join(", ")}])`;
      return site.result.kind === "array" ? found : `${found}[1]`;
    },
    pretty: ([x, p, n]) => `${name}(${x}, ${p}, ${n ?? 10000})`,
  };
}

const medianShown: Shown = ([x]) => `median(${x!.sql})`;

export const percentiles: readonly AggregateFunction[] = aggregates({
  percentile: {
    args: [quantity(withFrequency), anyPercentage, frequency],
    ...percentile({ kind: "between", shown: withFrequency, places: { value: 0, percentage: 1, frequency: 2 } }),
    pretty: ([x, p, n]) => `percentile(${x}, ${p}, ${n ?? 1})`,
  },
  median: {
    args: [quantity(medianShown)],
    ...percentile({ kind: "between", shown: medianShown, places: { value: 0 } }),
    needsWholeWindow: true,
  },
  percentile_cont: ordinal("percentile_cont", "between"),
  percentile_disc: ordinal("percentile_disc", "one"),
  percentile_approx: approximatePercentile("percentile_approx"),
  approx_percentile: approximatePercentile("approx_percentile"),
});
