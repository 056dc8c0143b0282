/** Aggregates as mergeable partial results (law 5). */
import { array, BOOLEAN, isFractional, isIntegral, INT, LONG, type DataType } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { aggregates, combined, count, sameAsFirst, values, type AggregateRow } from "./aggregate-family.ts";
import { approximateDistinct } from "./approximate-distinct.ts";
import { extremeRows } from "./extreme-rows.ts";
import {
  strictly,
  anyType,
  optional,
  variadic,
  type AggregateFunction,
  type ArgumentRule,
  type CallSite,
  type StateColumn,
  NOT_NULL,
} from "./function.ts";
import { histogramNumeric } from "./histograms.ts";
import { joinedTexts } from "./joined-texts.ts";
import { momentAggregates } from "./moments.ts";
import { modes } from "./modes.ts";
import { hasMap, ordered, orderedUnlike, orderKey } from "./order-key.ts";
import { percentiles } from "./percentiles.ts";
import { regressions } from "./regressions.ts";
import { sums } from "./sums.ts";

/** MIN and MAX of any ordered type: `least` and `greatest` would not take nested values. */
const extreme = (name: "min" | "max", type: DataType): StateColumn => ({
  name,
  type,
  update: ([x], kernel) =>
    orderedUnlike(type) ? kernel(`arg_${name}`, `${x}, ${orderKey(x!, type)}`) : kernel(name, x!),
  merge: (a, b) =>
    `CASE WHEN ${a} IS NULL THEN ${b} WHEN ${b} IS NULL THEN ${a} WHEN ${orderKey(b, type)} ${name === "min" ? "<" : ">"} ${orderKey(a, type)} THEN ${b} ELSE ${a} END`,
});

/** Whether NULLs are left out: true or false, as it is written. */
const ignoresNulls: ArgumentRule = {
  ...optional(BOOLEAN),
  accept: ({ literal }) => (typeof literal === "boolean" ? BOOLEAN : undefined),
  refuse: (name) => millraceError("BOOLEAN_LITERAL_EXPECTED", { funcName: name }),
};

/** FIRST and LAST: the value with a mark that a row was seen, so that a NULL value is told from none. */
function edge(name: "first" | "last"): AggregateRow {
  const ignoring = (site: CallSite): boolean => site.args[1]?.literal === true;
  return {
    args: [anyType, ignoresNulls],
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

/** What can be told from others of its type. */
const comparable: ArgumentRule = {
  ...anyType,
  accept: ({ dataType }) => (hasMap(dataType) ? undefined : dataType),
  refuse: (name, args) =>
    millraceError("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE", {
      functionName: `\`${name}\``,
      dataType: '"MAP" or "COLLATED STRING"',
      sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
    }),
};

/** Bits combined over all values. */
function bits(name: "bit_and" | "bit_or" | "bit_xor", operator: (a: string, b: string) => string): AggregateRow {
  return {
    args: [strictly('"INTEGRAL"', isIntegral, INT)],
    result: sameAsFirst,
    state: (site) => [
      { name: "bits", type: site.result, update: ([x], kernel) => kernel(name, x!), merge: combined(operator) },
    ],
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
    min: { args: [ordered], result: sameAsFirst, state: (site) => [extreme("min", site.result)] },
    max: { args: [ordered], result: sameAsFirst, state: (site) => [extreme("max", site.result)] },
    bool_and: { args: [BOOLEAN], result: BOOLEAN, aliases: ["every"], state: () => [extreme("min", BOOLEAN)] },
    bool_or: { args: [BOOLEAN], result: BOOLEAN, aliases: ["some", "any"], state: () => [extreme("max", BOOLEAN)] },
    first: printed("first", edge("first")),
    first_value: printed("first_value", edge("first")),
    any_value: printed("any_value", edge("first")),
    last: printed("last", edge("last")),
    last_value: printed("last_value", edge("last")),
    collect_list: {
      args: [anyType],
      result: ([type]) => array(type!, false),
      nullable: "never",
      aliases: ["array_agg"],
      pretty: ([x]) => `collect_list(${x})`,
      state: (site) => [values(site.args[0]!.dataType)],
    },
    collect_set: {
      args: [comparable],
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
    bit_and: bits("bit_and", (a, b) => `(${a} & ${b})`),
    bit_or: bits("bit_or", (a, b) => `(${a} | ${b})`),
    bit_xor: bits("bit_xor", (a, b) => `xor(${a}, ${b})`),
  }),
  ...sums,
  ...momentAggregates,
  ...regressions,
  ...extremeRows,
  ...percentiles,
  ...joinedTexts,
  ...modes,
  histogramNumeric,
  approximateDistinct,
];
