/** The value beside the least or the greatest key, or the values beside the first few keys. */
import { array, field, isNumeric, isString, struct, type DataType } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { aggregates, type AggregateRow } from "./aggregate-family.ts";
import {
  anyType,
  oneOf,
  optional,
  type AggregateFunction,
  type Argument,
  type CallSite,
  type StateColumn,
} from "./function.ts";
import { ordered, orderKey, stablySorted } from "./order-key.ts";

const MOST = 100_000;

/** Among equal keys the kernel takes one, and of two batches the later. */
function single(end: "min" | "max", site: CallSite): readonly StateColumn[] {
  const type = site.args[1]!.dataType;
  return [
    {
      name: "value",
      type: site.args[0]!.dataType,
      update: ([x, key], kernel) => kernel(`arg_${end}_null`, `${x}, ${orderKey(key!, type)}`, `${key} IS NOT NULL`),
      merge: (a) => a,
    },
    {
      name: "key",
      type,
      update: ([, key], kernel) => kernel(`arg_${end}`, `${key}, ${orderKey(key!, type)}`),
      merge: (a) => a,
    },
  ];
}

/** The first few by their keys, in order, each with its key: equal keys as they came. */
function several(end: "min" | "max", site: CallSite, k: number): readonly StateColumn[] {
  const [value, key] = [site.args[0]!.dataType, site.args[1]!.dataType];
  const ordering = { ascending: end === "min", nullsFirst: false };
  const first = (list: string): string =>
    `list_slice(${stablySorted(list, [{ field: "k", type: key, ordering }])}, 1, ${k})`;
  return [
    {
      name: "first",
      type: array(struct([field("k", key), field("v", value)]), false),
      update: ([x, sortedBy], kernel) =>
        first(`coalesce(${kernel("list", `struct_pack(k := ${sortedBy}, v := ${x})`, `${sortedBy} IS NOT NULL`)}, [])`),
      merge: (a, b) => first(`list_concat(${a}, ${b})`),
    },
  ];
}

/** How many are asked for: a constant of 1 to 100000. */
function howMany(name: string, args: readonly Argument[]): number | undefined {
  const given = args[2];
  if (given === undefined) return undefined;
  const sqlExpr = `"${name}(${args.map((a) => a.sql).join(", ")})"`;
  if (given.literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: "k",
      inputType: "int",
      inputExpr: given.sql,
      sqlExpr,
    });
  const k = Math.trunc(Number(given.literal));
  if (Number.isNaN(k))
    throw millraceError("CAST_INVALID_INPUT", {
      expression: `'${given.sql}'`,
      sourceType: '"STRING"',
      targetType: '"INT"',
      ansiConfig: '"spark.sql.ansi.enabled"',
    });
  if (k >= 1 && k <= MOST) return k;
  throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
    exprName: "`k`",
    valueRange: `[1, ${MOST}]`,
    currentValue: String(k),
    sqlExpr,
  });
}

/** What can be cast to a whole number. */
const anyNumber = optional(oneOf('"INT"', (t) => isNumeric(t) || isString(t) || t.kind === "null"));

function by(end: "min" | "max"): AggregateRow {
  const count = (args: readonly Argument[]): number | undefined => howMany(`${end}_by`, args);
  return {
    args: [anyType, ordered, anyNumber],
    result: ([type], args): DataType => (count(args) === undefined ? type! : array(type!)),
    state: (site) => {
      const k = count(site.args);
      return k === undefined ? single(end, site) : several(end, site, k);
    },
    mergeAll: (left, right, site) => {
      if (count(site.args) !== undefined)
        return several(end, site, count(site.args)!).map((c) => c.merge(left[0]!, right[0]!));
      const [[a, keyA], [b, keyB]] = [left, right];
      const type = site.args[1]!.dataType;
      const later = `${keyA} IS NULL OR ${orderKey(keyB!, type)} ${end === "min" ? "<=" : ">="} ${orderKey(keyA!, type)}`;
      return [`CASE WHEN ${later} THEN ${b} ELSE ${a} END`, `CASE WHEN ${later} THEN ${keyB} ELSE ${keyA} END`];
    },
    finish: ([first], site) =>
      count(site.args) === undefined
        ? first!
        : `CASE WHEN len(${first}) > 0 THEN list_transform(${first}, lambda e: e.v) END`,
  };
}

export const extremeRows: readonly AggregateFunction[] = aggregates({ min_by: by("min"), max_by: by("max") });
