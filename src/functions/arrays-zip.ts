import { array, field, NULL, struct, type ArrayType, type StructType } from "../types/data-type.ts";
import { unexpectedType, type ScalarFunction } from "./function.ts";
import { identifier, kernelFieldNames } from "./kernel-type.ts";

/** Structs of the elements at each place; fields are called after columns, or by number. */
export const arraysZip: ScalarFunction = {
  kind: "scalar",
  name: "arrays_zip",
  type: (args) => {
    const types = args.map((a, i) => {
      if (a.dataType.kind !== "array" && a.dataType.kind !== "null")
        throw unexpectedType("arrays_zip", args, i, '"ARRAY"');
      return a.dataType.kind === "array" ? a.dataType : array(NULL);
    });
    const fields = types.map((type, i) =>
      field(
        /^[A-Za-z_]\w*$/.test(args[i]!.sql) && args[i]!.sql !== "NULL" ? args[i]!.sql : String(i),
        type.elementType,
      ),
    );
    return { params: types, result: array(struct(fields), false), nullable: args.some((a) => a.nullable) };
  },
  duckdb: (args, site) => {
    if (args.length === 0) return "[]";
    const names = kernelFieldNames((site.result as ArrayType).elementType as StructType);
    const longest = `greatest(${args.map((a) => `len(${a})`).join(", ")})`;
    const items = args.map((a, i) => `${identifier(names[i]!)}: ${a}[i + 1]`).join(", ");
    return `CASE WHEN ${args.map((a) => `${a} IS NULL`).join(" OR ")} THEN NULL ELSE list_transform(range(${longest}), lambda i: {${items}}) END`;
  },
};
