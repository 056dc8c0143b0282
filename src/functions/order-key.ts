/** The order of nested values: field by field and item by item, NULL before everything else, where the kernel has it behind. */
import { millraceError } from "../errors.ts";
import { isNested, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import type { ArgumentRule, Ordering } from "./function.ts";
import { kernelFieldNames } from "./kernel-type.ts";

/** A value that the kernel orders as Spark orders `sql`; NULL for NULL. The value itself, unless it is nested. */
export function orderKey(sql: string, type: DataType): string {
  return orderedUnlike(type) ? key(sql, type, 0) : sql;
}

/** Whether the kernel's order of the type is another than Spark's: a NULL may stand inside. */
export function orderedUnlike(type: DataType): boolean {
  if (type.kind === "array") return type.containsNull || orderedUnlike(type.elementType);
  return type.kind === "struct" && type.fields.some((f) => f.nullable || orderedUnlike(f.dataType));
}

/** Whether a map stands in it, which has no order. */
export function hasMap(type: DataType): boolean {
  if (type.kind === "array") return hasMap(type.elementType);
  return type.kind === "map" || (type.kind === "struct" && type.fields.some((f) => hasMap(f.dataType)));
}

/** An argument whose values have an order. */
export const ordered: ArgumentRule = {
  accept: ({ dataType }) => (hasMap(dataType) || dataType.kind === "calendar_interval" ? undefined : dataType),
  required: '"ORDERED"',
  refuse: (name, args, index) =>
    millraceError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
      functionName: `\`${name}\``,
      dataType: `"${sqlTypeText(args[index]!.dataType)}"`,
      sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
    }),
};

/** A list in the order of its items' keys. */
export function sortedByKey(sql: string, element: DataType, direction: "ASC" | "DESC"): string {
  const keyed = `list_transform(${sql}, lambda item: struct_pack(k := ${marked("item", element, 0)}, v := item))`;
  return `list_transform(list_sort(${keyed}, '${direction}'), lambda pair: pair.v)`;
}

function key(sql: string, type: DataType, depth: number): string {
  if (!isNested(type)) return sql;
  if (type.kind === "array") {
    const item = `item${depth}`;
    return `list_transform(${sql}, lambda ${item}: ${marked(item, type.elementType, depth + 1)})`;
  }
  if (type.kind !== "struct" || type.fields.length === 0) return sql;
  const names = kernelFieldNames(type);
  const parts = type.fields.map(
    (f, i) => `k${i} := ${marked(`struct_extract(${sql}, '${names[i]!.replaceAll("'", "''")}')`, f.dataType, depth)}`,
  );
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${parts.join(", ")}) END`;
}

/** Whether it is there comes first, and decides. */
const marked = (sql: string, type: DataType, depth: number): string =>
  `struct_pack(there := ${sql} IS NOT NULL, v := ${key(sql, type, depth)})`;

/** A key to sort a list of structs by. */
export interface FieldOrder {
  readonly field: string;
  readonly type: DataType;
  readonly ordering: Ordering;
}

/** A list of structs in the order of these fields, the first counting most; what is equal stays in its order. */
export function stablySorted(list: string, by: readonly FieldOrder[]): string {
  return by.toReversed().reduce((sql, { field, type, ordering: { ascending, nullsFirst } }) => {
    const isThere = ascending === nullsFirst ? `e.${field} IS NOT NULL` : `e.${field} IS NULL`;
    const place = ascending ? "i" : "-i";
    const keyed = `list_transform(${sql}, lambda e, i: struct_pack(there := ${isThere}, k := ${orderKey(`e.${field}`, type)}, i := ${place}, e := e))`;
    return `list_transform(list_sort(${keyed}, '${ascending ? "ASC" : "DESC"}'), lambda p: p.e)`;
  }, list);
}
