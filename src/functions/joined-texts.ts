/** Texts, or bytes, one after the other: as they come, or in an order. */
import { array, BINARY, field, isNested, STRING, struct, type DataType } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { aggregates, values, type AggregateRow } from "./aggregate-family.ts";
import {
  anyType,
  constantText,
  optional,
  text,
  unexpectedType,
  type AggregateFunction,
  type Argument,
  type ArgumentRule,
  type CallSite,
  type Ordering,
} from "./function.ts";
import { stablySorted } from "./order-key.ts";

/** The call as errors print it, whose separator is NULL where there is none. */
const shown = (args: readonly Argument[]): readonly Argument[] =>
  args.length > 1 ? args : [...args, { dataType: { kind: "null" }, nullable: true, sql: "NULL" }];

const joined: ArgumentRule = {
  accept: ({ dataType }) => (dataType.kind === "binary" ? BINARY : isNested(dataType) ? undefined : STRING),
  required: '("STRING" or "BINARY")',
  refuse: (_, args) => unexpectedType("listagg", shown(args), 0, '("STRING" or "BINARY")'),
};

const separator: ArgumentRule = {
  ...optional(anyType),
  accept: ({ dataType, literal }) => (literal === undefined || isNested(dataType) ? undefined : dataType),
  refuse: (_, args) =>
    millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: "`delimiter`",
      inputType: `"${sqlTypeText(args[1]!.dataType)}"`,
      inputExpr: `"${args[1]!.sql}"`,
      sqlExpr: `"listagg(${args.map((a) => a.sql).join(", ")})"`,
    }),
};

/** Both are texts, or both are bytes. */
const resultType = ([type, by]: readonly DataType[], args: readonly Argument[]): DataType => {
  if (by !== undefined && by.kind !== "null" && (by.kind === "binary") !== (type!.kind === "binary"))
    throw millraceError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
      functionName: "`listagg`",
      dataType: `(${[type!, by].map((t) => `"${sqlTypeText(t)}"`).join(" or ")})`,
      sqlExpr: `"listagg(${args.map((a) => a.sql).join(", ")})"`,
    });
  return type!;
};

/** The items of a list joined; NULL of none. */
function joinedSql(list: string, by: Argument | undefined, { result }: CallSite): string {
  const whole =
    result.kind === "binary"
      ? `unhex(array_to_string(list_transform(${list}, lambda b: hex(b)), ${text(hexOf(by))}))`
      : `array_to_string(${list}, ${text(by === undefined ? "" : constantText(by))})`;
  return `CASE WHEN len(${list}) > 0 THEN ${whole} END`;
}

const hexOf = (by: Argument | undefined): string =>
  by?.literal instanceof Uint8Array ? Buffer.from(by.literal).toString("hex").toUpperCase() : "";

/** The separator, where it is not one of the expressions to order by. */
const separatorOf = (site: CallSite, args: number): Argument | undefined => (args > 1 ? site.args[1] : undefined);

const directed = (sql: string, { ascending, nullsFirst }: Ordering): string =>
  `${sql} ${ascending ? "ASC" : "DESC"} NULLS ${nullsFirst ? "FIRST" : "LAST"}`;

/** The state holds each text with what it is ordered by, which decides when all are there. */
function inOrder(orderings: readonly Ordering[], args: number): AggregateRow {
  const keys = orderings.map((_, i) => `k${i}`);
  return {
    args: [joined, ...(args > 1 ? [separator] : []), ...orderings.map(() => anyType)],
    result: (types, given) => resultType(types.slice(0, args), given.slice(0, args)),
    state: (site) => [
      {
        name: "values",
        type: array(
          struct([field("v", site.result), ...keys.map((key, i) => field(key, site.args[args + i]!.dataType))]),
          false,
        ),
        update: (given, kernel) => {
          const fields = keys.map((key, i) => `, ${key} := ${given[args + i]}`).join("");
          return `coalesce(${kernel("list", `struct_pack(v := ${given[0]}${fields})`, `${given[0]} IS NOT NULL`)}, [])`;
        },
        merge: (a, b) => `list_concat(${a}, ${b})`,
      },
    ],
    finish: ([list], site) => {
      const order = keys.map((key, i) => ({
        field: key,
        type: site.args[args + i]!.dataType,
        ordering: orderings[i]!,
      }));
      const sorted = `list_transform(${stablySorted(list!, order)}, lambda e: e.v)`;
      return joinedSql(sorted, separatorOf(site, args), site);
    },
    pretty: (given) =>
      `listagg(${given[0]}, ${args > 1 ? given[1] : "NULL"}) WITHIN GROUP (ORDER BY ${orderings.map((o, i) => directed(given[args + i]!, o)).join(", ")})`,
    variant: orderings.map((o) => directed("", o)).join(),
  };
}

const asTheyCome = (name: string): AggregateRow => ({
  args: [joined, separator],
  result: (types, args) => resultType(types, args),
  state: (site) => [values(site.result)],
  finish: ([list], site) => joinedSql(list!, site.args[1], site),
  pretty: ([x, by]) => `${name}(${x}, ${by ?? "NULL"})`,
  withinGroup: {
    isRequired: () => false,
    orderings: () => ({ most: Number.POSITIVE_INFINITY }),
    takesDistinct: true,
    ordered: (orderings, args) => aggregates({ [name]: inOrder(orderings, args) })[0]!,
  },
});

export const joinedTexts: readonly AggregateFunction[] = aggregates({
  listagg: asTheyCome("listagg"),
  string_agg: asTheyCome("string_agg"),
});
