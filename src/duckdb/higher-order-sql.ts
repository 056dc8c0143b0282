/** Functions that take lambdas, as kernel SQL. */
import type { HigherOrderCall, Lambda, LambdaVariable } from "../analysis/expression.ts";
import { kernelType } from "../functions/kernel-type.ts";
import type { DataType } from "../types/data-type.ts";
import { expressionSql, type SqlSite } from "./expression-sql.ts";
import { overOperands } from "./operands.ts";

/** A lambda's variable inside the kernel's lambda; the kernel counts indexes from 1. */
export const variableName = ({ id, isIndex }: LambdaVariable): string =>
  isIndex ? `CAST(v${id} - 1 AS INTEGER)` : `v${id}`;

function lambdaSql(lambda: Lambda, site: SqlSite): string {
  return `lambda ${lambda.variables.map((v) => `v${v.id}`).join(", ")}: ${expressionSql(lambda.body, site)}`;
}

/** The lambda's body with SQL in place of its variables. */
function bodyOver(lambda: Lambda, values: readonly string[], site: SqlSite): string {
  const own = lambda.variables.map((variable, i) => [variable.id, values[i]!] as const);
  return expressionSql(lambda.body, { ...site, variables: new Map([...(site.variables ?? []), ...own]) });
}

let nextEntry = 0;

/** A map made of its entries, changed; NULL for NULL. */
function overEntries(map: string, entries: (entry: string) => string): string {
  return `CASE WHEN ${map} IS NOT NULL THEN map_from_entries(${entries(`entry${nextEntry++}`)}) END`;
}

/** Sorted by a comparison: every element goes behind as many as are smaller, or equal and before it. */
function sortedSql(list: string, lambda: Lambda, site: SqlSite): string {
  const compared = bodyOver(lambda, [`${list}[j + 1]`, `${list}[i + 1]`], site);
  const rank = `list_sum(list_transform(range(len(${list})), lambda j: CASE WHEN ${compared} < 0 OR (${compared} = 0 AND j < i) THEN 1 ELSE 0 END))`;
  return `CASE WHEN ${list} IS NOT NULL THEN list_transform(list_sort(list_transform(range(len(${list})), lambda i: {'rank': coalesce(${rank}, 0), 'i': i})), lambda e: ${list}[e.i + 1]) END`;
}

/** A fold. The kernel's takes one type for both sides, so elements of another travel with the state in a struct. */
function reducedSql(list: string, start: string, lambda: Lambda, listType: DataType, site: SqlSite): string {
  const [accumulator] = lambda.variables as [Lambda["variables"][number], Lambda["variables"][number]];
  const item = listType.kind === "array" ? kernelType(listType.elementType) : "INTEGER";
  const state = kernelType(accumulator.dataType);
  const box = (value: string, element: string): string =>
    `{'s': CAST(${value} AS ${state}), 'e': CAST(${element} AS ${item})}`;
  const items = `list_transform(${list}, lambda b: ${box("NULL", "b")})`;
  const name = `fold${nextEntry++}`;
  const body = bodyOver(lambda, [`${name}.s`, `${name}x.e`], site);
  return `CASE WHEN ${list} IS NOT NULL THEN list_reduce(${items}, lambda ${name}, ${name}x: ${box(body, "NULL")}, ${box(start, "NULL")}).s END`;
}

export function higherOrderSql(expr: HigherOrderCall, [list, second]: readonly string[], site: SqlSite): string {
  const [lambda, finish] = expr.lambdas as [Lambda, Lambda | undefined];
  switch (expr.name) {
    case "transform":
      return `list_transform(${list}, ${lambdaSql(lambda, site)})`;
    case "filter":
      return `list_filter(${list}, ${lambdaSql(lambda, site)})`;
    case "exists":
      return overOperands(
        [{ sql: `list_transform(${list}, ${lambdaSql(lambda, site)})` }],
        ([answers]) =>
          `(coalesce(list_bool_or(${answers}), false) OR (CASE WHEN ${answers} IS NULL OR list_count(${answers}) < len(${answers}) THEN NULL ELSE false END))`,
      );
    case "forall":
      return overOperands(
        [{ sql: `list_transform(${list}, ${lambdaSql(lambda, site)})` }],
        ([answers]) =>
          `(coalesce(list_bool_and(${answers}), true) AND (CASE WHEN ${answers} IS NULL OR list_count(${answers}) < len(${answers}) THEN NULL ELSE true END))`,
      );
    case "zip_with": {
      const pair = `pair${nextEntry++}`;
      const body = bodyOver(lambda, [`${pair}[1]`, `${pair}[2]`], site);
      return `CASE WHEN ${list} IS NOT NULL AND ${second} IS NOT NULL THEN list_transform(list_zip(${list}, ${second}), lambda ${pair}: ${body}) END`;
    }
    case "array_sort":
      return sortedSql(list!, lambda, site);
    case "map_filter":
      return overEntries(
        list!,
        (entry) =>
          `list_filter(map_entries(${list}), lambda ${entry}: ${bodyOver(lambda, [`${entry}.key`, `${entry}.value`], site)})`,
      );
    case "transform_keys":
      return overEntries(
        list!,
        (entry) =>
          `list_transform(map_entries(${list}), lambda ${entry}: {'key': ${bodyOver(lambda, [`${entry}.key`, `${entry}.value`], site)}, 'value': ${entry}.value})`,
      );
    case "transform_values":
      return overEntries(
        list!,
        (entry) =>
          `list_transform(map_entries(${list}), lambda ${entry}: {'key': ${entry}.key, 'value': ${bodyOver(lambda, [`${entry}.key`, `${entry}.value`], site)}})`,
      );
    case "map_zip_with": {
      const keys = `list_concat(map_keys(${list}), list_filter(map_keys(${second}), lambda z: NOT list_contains(map_keys(${list}), z)))`;
      const zipped = overEntries(
        list!,
        (entry) =>
          `list_transform(${keys}, lambda ${entry}: {'key': ${entry}, 'value': ${bodyOver(lambda, [entry, `${list}[${entry}]`, `${second}[${entry}]`], site)}})`,
      );
      return `CASE WHEN ${second} IS NOT NULL THEN ${zipped} END`;
    }
    default: {
      const start = `CAST(${second} AS ${kernelType(expr.args[1]!.dataType)})`;
      const reduced = reducedSql(list!, start, lambda, expr.args[0]!.dataType, site);
      return finish === undefined || finish.body === finish.variables[0]
        ? reduced
        : `list_transform([${reduced}], ${lambdaSql(finish, site)})[1]`;
    }
  }
}
