/** Aggregates as mergeable partial results (law 5). */
import {
  array,
  BOOLEAN,
  DOUBLE,
  isFractional,
  isIntegral,
  isInterval,
  isNumeric,
  LONG,
  STRING,
  type DataType,
  isString,
  isNested,
} from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import type { Literal } from "../plan/expression.ts";
import { wrap } from "./cast.ts";
import { bounded } from "./coercion.ts";
import {
  anyType,
  constantText,
  exactly,
  oneOf,
  optional,
  raise,
  signature,
  text,
  variadic,
  type AggregateFunction,
  type Argument,
  type ArgumentRule,
  type CallSite,
  type NullRule,
  type ResultRule,
  type StateColumn,
  NOT_NULL,
} from "./function.ts";
import { orderedUnlike, orderKey } from "./order-key.ts";
import { kernelType } from "./kernel-type.ts";
import { approximateDistinct } from "./approximate-distinct.ts";
import { momentAggregates } from "./moments.ts";

interface AggregateRow {
  readonly args: readonly (DataType | ArgumentRule)[];
  readonly result: ResultRule;
  readonly nullable?: NullRule;
  readonly state: AggregateFunction["state"];
  readonly finish?: AggregateFunction["finish"];
  readonly mergeAll?: AggregateFunction["mergeAll"];
  readonly pretty?: AggregateFunction["pretty"];
  readonly aliases?: readonly string[];
}

function aggregates(rows: Readonly<Record<string, AggregateRow>>): readonly AggregateFunction[] {
  return Object.entries(rows).flatMap(([first, row]) =>
    [first, ...(row.aliases ?? [])].map((name): AggregateFunction =>
      Object.freeze({
        kind: "aggregate",
        name,
        type: signature(name, row.args, row.result, row.nullable ?? "always"),
        state: row.state,
        finish: row.finish ?? (([value]: readonly string[]) => value!),
        ...(row.mergeAll ? { mergeAll: row.mergeAll } : {}),
        ...(row.pretty ? { pretty: row.pretty } : {}),
      }),
    ),
  );
}

/** Either side when the other is NULL, else both combined. */
const combined =
  (combine: (a: string, b: string) => string) =>
  (a: string, b: string): string =>
    `coalesce(${combine(a, b)}, ${a}, ${b})`;
const numeric = oneOf('"NUMERIC"', isNumeric, DOUBLE);
const numericOrInterval = oneOf(
  '"NUMERIC" or "ANSI INTERVAL"',
  (t) => isNumeric(t) || (isInterval(t) && t.kind !== "calendar_interval"),
  DOUBLE,
);

function sumType([type]: readonly DataType[]): DataType {
  if (type!.kind === "decimal") return bounded(type!.precision + 10, type!.scale);
  return isIntegral(type!) ? LONG : isFractional(type!) ? DOUBLE : type!;
}

const overflow = (site: CallSite): string =>
  site.ansi
    ? raise("ARITHMETIC_OVERFLOW", {
        message: text("overflow"),
        alternative: text(" Use 'try_add' to tolerate overflow and return NULL instead."),
        config: text('"spark.sql.ansi.enabled"'),
      })
    : "NULL";

/** The widest decimal holds a digit more in the kernel than it says. */
function beyond(type: DataType, sql: string, otherwise: string): string {
  if (type.kind !== "decimal" || type.precision < 38) return "";
  const digits = "9".repeat(38);
  const most = `CAST('${type.scale === 0 ? digits : `${digits.slice(0, 38 - type.scale)}.${digits.slice(38 - type.scale)}`}' AS DECIMAL(38, ${type.scale}))`;
  return ` WHEN ${sql} NOT BETWEEN -${most} AND ${most} THEN ${otherwise}`;
}

/** What becomes of a sum that has no room: an error in ANSI mode; otherwise a long goes round, as in Java, and the rest is NULL. */
function sumState(site: CallSite, wraps = !site.ansi): StateColumn {
  const type = sumType([site.args[0]!.dataType]);
  if (type.kind === "double")
    return {
      name: "sum",
      type,
      update: ([x], kernel) => `${kernel("sum", `CAST(${x} AS DOUBLE)`)} + 0.0`,
      merge: combined((a, b) => `${a} + ${b}`),
    };
  if (type.kind === "long" && wraps)
    return {
      name: "sum",
      type,
      update: ([x], kernel) => wrap(kernel("sum", x!), type),
      merge: combined((a, b) => wrap(`(CAST(${a} AS HUGEINT) + CAST(${b} AS HUGEINT))`, type)),
    };
  const stored = kernelType(type);
  const checked = (sql: string): string =>
    `CASE WHEN ${sql} IS NULL THEN NULL${beyond(type, sql, overflow(site))} ELSE coalesce(TRY_CAST(${sql} AS ${stored}), ${overflow(site)}) END`;
  const wide = type.kind === "decimal" ? (x: string) => x : (x: string) => `CAST(${x} AS HUGEINT)`;
  return {
    name: "sum",
    type,
    update: ([x], kernel) => checked(kernel("sum", x!)),
    merge: (a, b) => checked(combined((l, r) => `${wide(l)} + ${wide(r)}`)(a, b)),
  };
}

const count = (name = "count"): StateColumn => ({
  name,
  type: LONG,
  update: (args, kernel) =>
    args.length < 2
      ? kernel("count", args[0] ?? "*")
      : kernel("count", "*", args.map((x) => `${x} IS NOT NULL`).join(" AND ")),
  merge: (a, b) => `(${a} + ${b})`,
});

/** MIN and MAX of any ordered type: `least` and `greatest` would not take nested values. */
const extreme = (name: "min" | "max", type: DataType): StateColumn => ({
  name,
  type,
  update: ([x], kernel) =>
    orderedUnlike(type) ? kernel(`arg_${name}`, `${x}, ${orderKey(x!, type)}`) : kernel(name, x!),
  merge: (a, b) =>
    `CASE WHEN ${a} IS NULL THEN ${b} WHEN ${b} IS NULL THEN ${a} WHEN ${orderKey(b, type)} ${name === "min" ? "<" : ">"} ${orderKey(a, type)} THEN ${b} ELSE ${a} END`,
});

const ordered = oneOf('"ORDERED"', (t) => t.kind !== "map");
const sameAsFirst: ResultRule = ([type]) => type!;

function averageState(site: CallSite): readonly StateColumn[] {
  const type = site.args[0]!.dataType;
  if (type.kind === "decimal") return [sumState(site), count()];
  return [
    {
      name: "sum",
      type: DOUBLE,
      update: ([x], kernel) => kernel("sum", `CAST(${x} AS DOUBLE)`),
      merge: combined((a, b) => `${a} + ${b}`),
    },
    count(),
  ];
}

const average = (state: AggregateRow["state"]): AggregateRow => ({
  args: [numeric],
  result: ([type]) => (type!.kind === "decimal" ? bounded(type!.precision + 4, type!.scale + 4) : DOUBLE),
  state,
  finish: ([sum, n], site) =>
    site.result.kind === "decimal"
      ? `CAST(millrace_decimal_divide(CAST(${sum} AS VARCHAR), CAST(nullif(${n}, 0) AS VARCHAR), ${site.result.scale}) AS ${kernelType(site.result)})`
      : `(${sum} / nullif(${n}, 0))`,
});

/** FIRST and LAST: the value with a mark that a row was seen, so that a NULL value is told from none. */
function edge(name: "first" | "last"): AggregateRow {
  const ignoring = (site: CallSite): boolean => site.args[1]?.literal === true;
  return {
    args: [anyType, optional(exactly(BOOLEAN))],
    result: sameAsFirst,
    state: (site) => [
      {
        name,
        type: site.result,
        update: ([x], kernel) => kernel(name, x!, ignoring(site) ? NOT_NULL : undefined),
        merge: (a) => a,
      },
      {
        name: "seen",
        type: BOOLEAN,
        update: ([x], kernel) => `(${kernel("count", ignoring(site) ? x! : "*")} > 0)`,
        merge: (a, b) => `(${a} OR ${b})`,
      },
    ],
    mergeAll: ([a, seenA], [b, seenB]) => [
      name === "first" ? `CASE WHEN ${seenA} THEN ${a} ELSE ${b} END` : `CASE WHEN ${seenB} THEN ${b} ELSE ${a} END`,
      `(${seenA} OR ${seenB})`,
    ],
  };
}

/** Spark prints what is looked for and leaves out whether NULLs count. */
const printed = (name: string, row: AggregateRow): AggregateRow => ({ ...row, pretty: ([x]) => `${name}(${x})` });

/** MIN_BY and MAX_BY: the value beside the extreme key; among equal keys the last row's. */
function by(end: "min" | "max"): AggregateRow {
  return {
    args: [anyType, ordered],
    result: sameAsFirst,
    state: (site) => [
      {
        name: "value",
        type: site.args[0]!.dataType,
        update: ([x, key], kernel) => kernel(`arg_${end}_null`, `${x}, ${key}`, `${key} IS NOT NULL`),
        merge: (a) => a,
      },
      { name: "key", type: site.args[1]!.dataType, update: ([, key], kernel) => kernel(end, key!), merge: (a) => a },
    ],
    mergeAll: ([a, keyA], [b, keyB]) => {
      const right = `${keyA} IS NULL OR ${keyB} ${end === "min" ? "<=" : ">="} ${keyA}`;
      return [`CASE WHEN ${right} THEN ${b} ELSE ${a} END`, `CASE WHEN ${right} THEN ${keyB} ELSE ${keyA} END`];
    },
  };
}

/** The values themselves: for COLLECT_LIST, and for aggregates that need all of them. */
const values = (type: DataType): StateColumn => ({
  name: "values",
  type: array(type, false),
  update: ([x], kernel) => `coalesce(${kernel("list", x!, `${x} IS NOT NULL`)}, [])`,
  merge: (a, b) => `list_concat(${a}, ${b})`,
});

/** Bits combined over all values. */
function bits(name: "bit_and" | "bit_or" | "bit_xor", operator: (a: string, b: string) => string): AggregateRow {
  return {
    args: [oneOf('"INTEGRAL"', isIntegral)],
    result: sameAsFirst,
    state: (site) => [
      { name: "bits", type: site.result, update: ([x], kernel) => kernel(name, x!), merge: combined(operator) },
    ],
  };
}

/** Texts one after the other. */
const joinedTexts: AggregateRow = {
  args: [STRING, optional(STRING)],
  result: STRING,
  state: () => [values(STRING)],
  finish: ([list], site) =>
    `CASE WHEN len(${list}) > 0 THEN array_to_string(${list}, ${text(site.args[1] === undefined ? "" : constantText(site.args[1]))}) END`,
  pretty: ([x, separator]) => `listagg(${x}, ${separator ?? "NULL"})`,
};

const aPercentage = oneOf(
  '"DOUBLE"',
  (t) => isNumeric(t) || isString(t) || t.kind === "null" || (t.kind === "array" && !isNested(t.elementType)),
);

/** Percentages as the kernel takes them: one, or a list; what lies outside 0 to 1 is refused. */
function percentages(argument: Argument, pretty: string): string {
  const { literal: value } = argument;
  if (value === null)
    throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { exprName: "percentage", sqlExpr: `"${pretty}"` });
  const list = Array.isArray(value) ? (value as readonly Literal[]).map((item) => Number(item.value)) : [Number(value)];
  const outside = list.find((p) => !(p >= 0 && p <= 1));
  if (outside !== undefined)
    throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
      sqlExpr: `"${pretty}"`,
      exprName: "percentage",
      valueRange: "[0.0, 1.0]",
      currentValue: `${outside}D`,
    });
  return Array.isArray(value) ? `[${list.join(", ")}]` : String(list[0]);
}

/** A percentile that is one of the values; the accuracy needs no use, since all values are kept. */
const approximatePercentile: AggregateRow = {
  args: [numericOrInterval, aPercentage, optional(LONG)],
  result: ([type], args) => (args[1]!.dataType.kind === "array" ? array(type!, false) : type!),
  state: (site) => [values(site.args[0]!.dataType)],
  finish: ([list], site) => {
    const pretty = `percentile_approx(${site.args.map((a) => a.sql).join(", ")})`;
    return `list_aggregate(${list}, 'quantile_disc', ${percentages(site.args[1]!, pretty)})`;
  },
  pretty: ([x, p, n]) => `percentile_approx(${x}, ${p}, ${n ?? 10000})`,
};

function quantile(fraction: (args: readonly string[]) => string): Pick<AggregateRow, "state" | "finish"> {
  return {
    state: () => [values(DOUBLE)],
    finish: ([list], site) =>
      `list_aggregate(${list}, 'quantile_cont', ${fraction(site.args.slice(1).map(constantText))})`,
  };
}

export const aggregateFunctions: readonly AggregateFunction[] = [
  ...aggregates({
    count: { args: [variadic(anyType)], result: LONG, nullable: "never", state: () => [count()] },
    count_if: {
      args: [BOOLEAN],
      result: LONG,
      nullable: "never",
      state: () => [{ ...count(), update: ([x], kernel) => kernel("count", `nullif(${x}, false)`) }],
    },
    sum: { args: [numericOrInterval], result: sumType, state: (site) => [sumState(site)] },
    try_sum: {
      args: [numericOrInterval],
      result: sumType,
      state: (site) => [sumState({ ...site, ansi: false }, false)],
    },
    avg: { ...average(averageState), aliases: ["mean"] },
    try_avg: average((site) => averageState({ ...site, ansi: false })),
    min: { args: [ordered], result: sameAsFirst, state: (site) => [extreme("min", site.result)] },
    max: { args: [ordered], result: sameAsFirst, state: (site) => [extreme("max", site.result)] },
    bool_and: { args: [BOOLEAN], result: BOOLEAN, aliases: ["every"], state: () => [extreme("min", BOOLEAN)] },
    bool_or: { args: [BOOLEAN], result: BOOLEAN, aliases: ["some", "any"], state: () => [extreme("max", BOOLEAN)] },
    first: printed("first", edge("first")),
    first_value: printed("first_value", edge("first")),
    any_value: printed("any_value", edge("first")),
    last: printed("last", edge("last")),
    last_value: printed("last_value", edge("last")),
    min_by: by("min"),
    max_by: by("max"),
    collect_list: {
      args: [anyType],
      result: ([type]) => array(type!, false),
      nullable: "never",
      aliases: ["array_agg"],
      pretty: ([x]) => `collect_list(${x})`,
      state: (site) => [values(site.args[0]!.dataType)],
    },
    collect_set: {
      args: [anyType],
      result: ([type]) => array(type!, false),
      nullable: "never",
      state: (site) => [
        {
          ...values(site.args[0]!.dataType),
          update: ([x], kernel) => `coalesce(${kernel("list", `DISTINCT ${x}`, `${x} IS NOT NULL`)}, [])`,
          // The kernel's list_distinct takes no NaN for another.
          merge: isFractional(site.args[0]!.dataType)
            ? (a, b) => `list_concat(${a}, list_filter(${b}, lambda x: NOT list_contains(${a}, x)))`
            : (a, b) => `list_distinct(list_concat(${a}, ${b}))`,
        },
      ],
    },
    percentile: {
      args: [DOUBLE, aPercentage, optional(LONG)],
      result: (_, args) => (args[1]!.dataType.kind === "array" ? array(DOUBLE, false) : DOUBLE),
      state: () => [values(DOUBLE)],
      finish: ([list], site) => {
        const pretty = `percentile(${site.args[0]!.sql}, ${site.args[1]!.sql}, ${site.args[2]?.sql ?? 1})`;
        const asked = percentages(site.args[1]!, pretty);
        return asked === "[]" ? "CAST(NULL AS DOUBLE[])" : `list_aggregate(${list}, 'quantile_cont', ${asked})`;
      },
      pretty: ([x, p, n]) => `percentile(${x}, ${p}, ${n ?? 1})`,
    },
    percentile_approx: approximatePercentile,
    approx_percentile: {
      ...approximatePercentile,
      pretty: ([x, p, n]) => `approx_percentile(${x}, ${p}, ${n ?? 10000})`,
    },
    bit_and: bits("bit_and", (a, b) => `(${a} & ${b})`),
    bit_or: bits("bit_or", (a, b) => `(${a} | ${b})`),
    bit_xor: bits("bit_xor", (a, b) => `xor(${a}, ${b})`),
    listagg: joinedTexts,
    string_agg: joinedTexts,
    median: { args: [DOUBLE], result: DOUBLE, ...quantile(() => "0.5") },
    mode: {
      args: [anyType],
      result: sameAsFirst,
      state: (site) => [values(site.args[0]!.dataType)],
      finish: ([list]) => `list_aggregate(${list}, 'mode')`,
      pretty: ([x]) => `mode(${x})`,
    },
  }),
  ...momentAggregates,
  approximateDistinct,
];
