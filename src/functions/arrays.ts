/** Arrays. */
import { millraceError } from "../errors.ts";
import {
  isNested,
  array,
  BOOLEAN,
  INT,
  isFractional,
  LONG,
  NULL,
  STRING,
  type ArrayType,
  type DataType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { commonTypeWithoutText, tightestType } from "./coercion.ts";
import { sameTypes } from "./conditional.ts";
import { family, type ScalarRow } from "./family.ts";
import {
  anyType,
  only,
  optional,
  raise,
  text,
  unexpectedType,
  type Argument,
  type ArgumentRule,
  type ScalarFunction,
  type Signature,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";
import { hasMap, orderedUnlike, sortedByKey } from "./order-key.ts";
import { callText, typeText } from "./argument-text.ts";
import { arraysZip } from "./arrays-zip.ts";
import { elementAtFunction } from "./element-at.ts";
import { sequence } from "./sequence.ts";
import { whenTooMany } from "./array-limit.ts";

/** An array; a bare NULL counts as one of nothing. */
const anArray: ArgumentRule = {
  accept: ({ dataType }) => (dataType.kind === "array" ? dataType : dataType.kind === "null" ? array(NULL) : undefined),
  required: '"ARRAY"',
};
/** An array, and no bare NULL. */
const typedArray: ArgumentRule = {
  accept: ({ dataType }) => (dataType.kind === "array" ? dataType : undefined),
  required: '"ARRAY"',
};
const same: ScalarRow["result"] = ([type]) => type!;
const element: ScalarRow["result"] = ([type]) => (type as ArrayType).elementType;
const mayBeNull = (args: readonly Argument[]): boolean => args.some((a) => a.nullable);

const arrayFunction: ScalarFunction = {
  kind: "scalar",
  name: "array",
  type: (args, dialect) => {
    const type = sameTypes("array", args, dialect);
    return { params: args.map(() => type), result: array(type, mayBeNull(args)), nullable: false };
  },
  duckdb: (args, site) => (args.length === 0 ? `CAST([] AS ${kernelType(site.result)})` : `[${args.join(", ")}]`),
};

/** A function of an array and a value of its elements' type; `listAt` and `valueAt` say where they stand. */
function withElement(
  name: string,
  result: (arrayType: ArrayType) => DataType,
  duckdb: ScalarFunction["duckdb"],
  options: {
    /** What is no list is said to be none; else the list and the value are said not to go together. */
    readonly wantsList?: boolean;
    /** Arguments that must not be a bare NULL. */
    readonly refusesNull?: readonly number[];
    /** The list and the value may meet in a type that neither is of. */
    readonly isWide?: boolean;
    readonly valueAt?: number;
    readonly middle?: DataType;
    readonly nullable?: (args: readonly Argument[]) => boolean;
  },
): ScalarFunction {
  const valueAt = options.valueAt ?? 1;
  const type = (args: readonly Argument[]): Signature => {
    const [list, value] = [args[0]!, args[valueAt]!];
    if (options.refusesNull?.some((i) => args[i]!.dataType.kind === "null") === true)
      throw millraceError("DATATYPE_MISMATCH.NULL_TYPE", {
        sqlExpr: callText(name, args),
        functionName: `\`${name}\``,
      });
    if (options.wantsList === true && list.dataType.kind !== "array") throw unexpectedType(name, args, 0, '"ARRAY"');
    const common =
      list.dataType.kind === "array"
        ? (options.isWide === true ? commonTypeWithoutText : tightestType)(list.dataType.elementType, value.dataType)
        : undefined;
    if (list.dataType.kind !== "array" || common === undefined)
      throw millraceError("DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES", {
        sqlExpr: callText(name, args),
        functionName: `\`${name}\``,
        dataType: '"ARRAY"',
        leftType: typeText(list),
        rightType: typeText(value),
      });
    const full = array(common, list.dataType.containsNull || value.nullable);
    const params: (DataType | undefined)[] = [full, common];
    if (valueAt === 2) {
      if (args[1]!.dataType.kind !== "integer") throw unexpectedType(name, args, 1, '"INT"');
      params.splice(1, 0, options.middle);
    }
    return { params, result: result(full), nullable: (options.nullable ?? mayBeNull)(args) };
  };
  return { kind: "scalar", name, arity: [valueAt + 1, valueAt + 1], type, duckdb };
}

/** A function of two arrays with the same elements. */
function withBoth(
  name: string,
  result: (type: ArrayType) => DataType,
  duckdb: ScalarFunction["duckdb"],
): ScalarFunction {
  const type = (args: readonly Argument[]): Signature => {
    const [a, b] = args as [Argument, Argument];
    const common =
      a.dataType.kind === "array" && b.dataType.kind === "array"
        ? commonTypeWithoutText(a.dataType.elementType, b.dataType.elementType)
        : undefined;
    if (a.dataType.kind !== "array" || b.dataType.kind !== "array" || common === undefined)
      throw millraceError("DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES", {
        sqlExpr: callText(name, args),
        functionName: `\`${name}\``,
        arrayType: '"ARRAY"',
        leftType: typeText(a),
        rightType: typeText(b),
      });
    const full = array(common, a.dataType.containsNull || b.dataType.containsNull);
    return { params: [full, full], result: result(full), nullable: mayBeNull(args) };
  };
  const withOneZero: ScalarFunction["duckdb"] = (args, site) =>
    duckdb(
      args.map((list, i) => oneZero(list, site.args[i]!.dataType)),
      site,
    );
  return { kind: "scalar", name, arity: [2, 2], type, duckdb: withOneZero };
}

/** Where elements are held against each other, zero has one sign. */
const oneZero = (list: string, type: DataType): string =>
  type.kind === "array" && isFractional(type.elementType) ? `list_transform(${list}, lambda zero: zero + 0)` : list;

/** Each value once, where it stands first; NULL is a value. */
const distinct = (xs: string): string =>
  `list_filter(${xs}, lambda e, i: CASE WHEN e IS NULL THEN i = list_position(list_transform(${xs}, lambda f: f IS NULL), true) ELSE list_position(${xs}, e) = i END)`;
const hasNull = (xs: string): string => `(list_count(${xs}) < len(${xs}))`;
const contains = (xs: string, e: string): string =>
  `CASE WHEN ${e} IS NULL THEN ${hasNull(xs)} ELSE list_contains(${xs}, ${e}) END`;
const both = (a: string, b: string, sql: string): string =>
  `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE ${sql} END`;

/** `array_insert`: positions from 1, or from -1 behind the end; what lies between is filled with NULLs. */
function insert([xs, at, value]: readonly string[]): string {
  const size = `len(${xs})`;
  const filler = (n: string): string => `list_transform(range(greatest(${n}, 0)), lambda i: NULL)`;
  const forward = `list_concat(list_concat(list_slice(${xs}, 1, ${at} - 1), ${filler(`${at} - 1 - ${size}`)}), list_concat([${value}], list_slice(${xs}, ${at}, ${size})))`;
  const before = `(${size} + ${at} + 1)`;
  const backward = `CASE WHEN ${before} >= 0 THEN list_concat(list_concat(list_slice(${xs}, 1, ${before}), [${value}]), list_slice(${xs}, ${before} + 1, ${size})) ELSE list_concat(list_concat([${value}], ${filler(`- ${before}`)}), ${xs}) END`;
  return `CASE WHEN ${xs} IS NULL OR ${at} IS NULL THEN NULL WHEN ${at} = 0 THEN ${raise("INVALID_INDEX_OF_ZERO")} WHEN ${at} > 0 THEN ${forward} ELSE ${backward} END`;
}

/** An array whose items have an order, which maps have not. */
const orderedItems = (name: string): ArgumentRule => ({
  ...anArray,
  accept: (argument, ansi) => {
    const type = anArray.accept(argument, ansi);
    if (type?.kind !== "array" || !hasMap(type)) return type;
    throw millraceError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
      functionName: `\`${name}\``,
      dataType: `"${sqlTypeText(type)}"`,
      sqlExpr: `"${name}(${argument.sql})"`,
    });
  },
});

const comparable: ArgumentRule = {
  accept: (argument, ansi) => {
    const type = anArray.accept(argument, ansi);
    if (type?.kind === "array" && type.elementType.kind === "map")
      throw millraceError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
        functionName: "`sort_array`",
        dataType: `"${sqlTypeText(type)}"`,
        sqlExpr: `"sort_array(${argument.sql}, true)"`,
      });
    return type;
  },
  required: '"ARRAY"',
};

export const arrayFunctions: readonly ScalarFunction[] = [
  arrayFunction,
  arraysZip,
  sequence,
  elementAtFunction("element_at", "INVALID_ARRAY_INDEX_IN_ELEMENT_AT"),
  elementAtFunction("try_element_at", undefined),
  withElement(
    "array_contains",
    () => BOOLEAN,
    ([xs, v]) =>
      `CASE WHEN ${xs} IS NULL OR ${v} IS NULL THEN NULL WHEN list_contains(${xs}, ${v}) THEN true WHEN ${hasNull(xs!)} THEN NULL ELSE false END`,
    { wantsList: true, refusesNull: [0, 1], isWide: true },
  ),
  withElement(
    "array_position",
    () => LONG,
    ([xs, v]) => both(xs!, v!, `CAST(coalesce(list_position(${xs}, ${v}), 0) AS BIGINT)`),
    { wantsList: true, refusesNull: [0] },
  ),
  withElement(
    "array_remove",
    (type) => type,
    ([xs, v]) => both(xs!, v!, `list_filter(${xs}, lambda e: e IS NULL OR e <> ${v})`),
    {},
  ),
  withElement(
    "array_append",
    (type) => type,
    ([xs, v]) => `CASE WHEN ${xs} IS NULL THEN NULL ELSE list_append(${xs}, ${v}) END`,
    { wantsList: true, nullable: (args) => args[0]!.nullable },
  ),
  withElement(
    "array_prepend",
    (type) => type,
    ([xs, v]) => `CASE WHEN ${xs} IS NULL THEN NULL ELSE list_prepend(${v}, ${xs}) END`,
    { wantsList: true, nullable: (args) => args[0]!.nullable },
  ),
  withElement("array_insert", (type) => array(type.elementType), insert, {
    valueAt: 2,
    middle: INT,
    nullable: (args) => args[0]!.nullable || args[1]!.nullable,
  }),
  withBoth(
    "array_union",
    (type) => type,
    ([a, b]) => both(a!, b!, distinct(`list_concat(${a}, ${b})`)),
  ),
  withBoth(
    "array_intersect",
    (type) => type,
    ([a, b]) => both(a!, b!, `list_filter(${distinct(a!)}, lambda e: ${contains(b!, "e")})`),
  ),
  withBoth(
    "array_except",
    (type) => type,
    ([a, b]) => both(a!, b!, `list_filter(${distinct(a!)}, lambda e: NOT ${contains(b!, "e")})`),
  ),
  withBoth(
    "arrays_overlap",
    () => BOOLEAN,
    ([a, b]) =>
      both(
        a!,
        b!,
        `CASE WHEN list_has_any(list_filter(${a}, lambda e: e IS NOT NULL), list_filter(${b}, lambda e: e IS NOT NULL)) THEN true WHEN len(${a}) > 0 AND len(${b}) > 0 AND (${hasNull(a!)} OR ${hasNull(b!)}) THEN NULL ELSE false END`,
      ),
  ),
  ...family({
    array_size: { args: [anArray], result: INT, duckdb: ([a]) => `CAST(len(${a}) AS INTEGER)` },
    get: {
      args: [typedArray, INT],
      result: element,
      nullable: "always",
      duckdb: ([xs, i]) => `CASE WHEN ${i} >= 0 THEN ${xs}[${i} + 1] END`,
    },
    sort_array: {
      args: [comparable, optional(BOOLEAN)],
      result: same,
      duckdb: ([xs, asc], { result }) => {
        const item = result.kind === "array" ? result.elementType : result;
        const [up, down] = orderedUnlike(item)
          ? [sortedByKey(xs!, item, "ASC"), sortedByKey(xs!, item, "DESC")]
          : [`list_sort(${xs}, 'ASC', 'NULLS FIRST')`, `list_sort(${xs}, 'DESC', 'NULLS LAST')`];
        return asc === undefined ? up : `CASE WHEN ${asc} THEN ${up} WHEN NOT ${asc} THEN ${down} END`;
      },
      pretty: ([xs, asc]) => `sort_array(${xs}, ${asc ?? "true"})`,
    },
    array_sort: {
      args: [typedArray],
      result: same,
      duckdb: ([xs]) => `list_sort(${xs}, 'ASC', 'NULLS LAST')`,
      pretty: ([xs]) => `array_sort(${xs}, ${DEFAULT_COMPARATOR})`,
    },
    array_distinct: {
      args: [orderedItems("array_distinct")],
      result: same,
      duckdb: ([xs], { result }) => distinct(oneZero(xs!, result)),
    },
    array_compact: {
      args: [anArray],
      result: ([type]) => array((type as ArrayType).elementType, false),
      duckdb: ([xs]) => `list_filter(${xs}, lambda e: e IS NOT NULL)`,
    },
    array_max: {
      args: [orderedItems("array_max")],
      result: element,
      nullable: "always",
      duckdb: ([xs]) => `list_max(${xs})`,
    },
    array_min: {
      args: [orderedItems("array_min")],
      result: element,
      nullable: "always",
      duckdb: ([xs]) => `list_min(${xs})`,
    },
    array_join: {
      args: [
        {
          accept: ({ dataType }) =>
            dataType.kind === "null" || (dataType.kind === "array" && !isNested(dataType.elementType))
              ? array(STRING)
              : undefined,
          required: '"ARRAY<STRING>"',
        },
        only(STRING),
        optional(only(STRING)),
      ],
      result: STRING,
      duckdb: ([xs, sep, nulls]) => {
        const kept =
          nulls === undefined
            ? `list_filter(${xs}, lambda e: e IS NOT NULL)`
            : `list_transform(${xs}, lambda e: coalesce(e, ${nulls}))`;
        return both(xs!, sep!, `coalesce(array_to_string(${kept}, ${sep}), '')`);
      },
    },
    array_repeat: {
      args: [anyType, only(INT)],
      result: ([type]) => array(type!),
      nullable: ([, n]) => n!.nullable,
      duckdb: ([v, n]) =>
        `CASE WHEN ${n} IS NULL THEN NULL ${whenTooMany("array_repeat", n!)} ELSE list_transform(range(greatest(${n}, 0)), lambda i: ${v}) END`,
    },
    flatten: {
      args: [
        {
          accept: ({ dataType: type }) =>
            type.kind === "array" && type.elementType.kind === "array" ? type : undefined,
          required: '"ARRAY" of "ARRAY"',
        },
      ],
      result: element,
      nullable: ([xs]) => xs!.nullable || (xs!.dataType.kind === "array" && xs!.dataType.containsNull),
      duckdb: ([xs]) => `CASE WHEN ${hasNull(xs!)} OR ${xs} IS NULL THEN NULL ELSE flatten(${xs}) END`,
    },
    slice: {
      args: [anArray, INT, INT],
      result: same,
      duckdb: ([xs, from, n]) => {
        const start = `CASE WHEN ${from} > 0 THEN ${from} ELSE len(${xs}) + ${from} + 1 END`;
        return `CASE WHEN ${xs} IS NULL OR ${from} IS NULL OR ${n} IS NULL THEN NULL WHEN ${from} = 0 THEN ${raise("INVALID_PARAMETER_VALUE.START", { parameter: text("`start`"), functionName: text("`slice`") })} WHEN ${n} < 0 THEN ${raise("INVALID_PARAMETER_VALUE.LENGTH", { parameter: text("`length`"), functionName: text("`slice`"), length: n! })} WHEN ${start} < 1 THEN list_slice(${xs}, 1, 0) ELSE list_slice(${xs}, ${start}, ${start} + ${n} - 1) END`;
      },
    },
  }),
];

const V = "namedlambdavariable()";
/** What Spark prints for the comparison that `array_sort` has by default. */
const DEFAULT_COMPARATOR = `lambdafunction((IF(((${V} IS NULL) AND (${V} IS NULL)), 0, (IF((${V} IS NULL), 1, (IF((${V} IS NULL), -1, (IF((${V} < ${V}), -1, (IF((${V} > ${V}), 1, 0)))))))))), ${V}, ${V})`;
