/** Structs. */
import { millraceError } from "../errors.ts";
import { field, isString, struct, type DataType } from "../types/data-type.ts";
import { constantText, wrongArity, type Argument, type ScalarFunction } from "./function.ts";
import { identifier, kernelFieldNames, kernelType } from "./kernel-type.ts";

function structOf(names: readonly string[], values: readonly Argument[]): DataType {
  return struct(names.map((name, i) => field(name, values[i]!.dataType, values[i]!.nullable)));
}

const packed = (values: readonly string[], type: DataType): string => {
  const names = type.kind === "struct" ? kernelFieldNames(type) : [];
  // The kernel knows no struct without fields.
  if (names.length === 0) return `CAST(struct_pack(" " := false) AS ${kernelType(type)})`;
  return `struct_pack(${values.map((value, i) => `${identifier(names[i]!)} := ${value}`).join(", ")})`;
};

/** `struct(...)` whose fields have these names: those of the columns it is made of, or their aliases. */
export function structFunction(names: readonly string[]): ScalarFunction {
  return {
    kind: "scalar",
    name: "struct",
    type: (args) => ({ params: args.map(() => undefined), result: structOf(names, args), nullable: false }),
    duckdb: (args, site) => packed(args, site.result),
  };
}

const namedStruct: ScalarFunction = {
  kind: "scalar",
  name: "named_struct",
  type: (args) => {
    if (args.length % 2 !== 0) throw wrongArity("named_struct", "2n (n > 0)", args.length);
    const names = args.filter((_, i) => i % 2 === 0);
    if (names.some((name) => typeof name.literal !== "string" || !isString(name.dataType)))
      throw millraceError("DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING", {
        sqlExpr: `"named_struct(${args.map((a) => a.sql).join(", ")})"`,
        inputExprs: `[${names.map((name) => `"${name.sql}"`).join(", ")}]`,
      });
    const values = args.filter((_, i) => i % 2 === 1);
    return { params: args.map(() => undefined), result: structOf(names.map(constantText), values), nullable: false };
  },
  duckdb: (args, site) =>
    packed(
      args.filter((_, i) => i % 2 === 1),
      site.result,
    ),
};

export const structFunctions: readonly ScalarFunction[] = [structFunction([]), namedStruct];
