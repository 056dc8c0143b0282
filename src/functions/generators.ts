/** Functions of one row that give several rows. */
import { INT, type ArrayType, type DataType, type StructType } from "../types/data-type.ts";
import type { Argument, GeneratorFunction } from "./function.ts";
import { unexpectedType } from "./function.ts";
import { identifier, kernelFieldNames } from "./kernel-type.ts";

type Columns = readonly { name: string; dataType: DataType; nullable: boolean }[];

function itemsOf(name: string, args: readonly Argument[], outer: boolean): Columns {
  const type = args[0]?.dataType;
  if (args.length === 1 && type?.kind === "array")
    return [{ name: "col", dataType: type.elementType, nullable: outer || type.containsNull }];
  if (args.length === 1 && type?.kind === "map") {
    return [
      { name: "key", dataType: type.keyType, nullable: outer },
      { name: "value", dataType: type.valueType, nullable: outer || type.valueContainsNull },
    ];
  }
  throw unexpectedType(name, args, 0, '("ARRAY" or "MAP")');
}

function items(list: string, type: DataType, position: boolean): string {
  const index = position ? "f0 := CAST(i - 1 AS INTEGER), " : "";
  const shift = position ? 1 : 0;
  if (type.kind === "map")
    return `list_transform(map_entries(${list}), lambda e, i: struct_pack(${index}f${shift} := e.key, f${shift + 1} := e.value))`;
  return `list_transform(${list}, lambda e, i: struct_pack(${index}f${shift} := e))`;
}

function explode(name: string, outer: boolean, position: boolean): GeneratorFunction {
  return {
    kind: "generator",
    name,
    outer,
    arity: [1, 1],
    columns: (args) => ({
      params: [undefined],
      fields: [...(position ? [{ name: "pos", dataType: INT, nullable: outer }] : []), ...itemsOf(name, args, outer)],
    }),
    duckdb: ([list], site) => items(list!, site.args[0]!.dataType, position),
  };
}

function inline(name: string, outer: boolean): GeneratorFunction {
  return {
    kind: "generator",
    name,
    outer,
    arity: [1, 1],
    columns: (args) => {
      const element = (args[0]?.dataType as ArrayType | undefined)?.elementType;
      if (element?.kind !== "struct") throw unexpectedType(name, args, 0, '"ARRAY<STRUCT>"');
      return {
        params: [undefined],
        fields: element.fields.map((f) => ({ name: f.name, dataType: f.dataType, nullable: true })),
      };
    },
    duckdb: ([list], site) => {
      const element = (site.args[0]!.dataType as ArrayType).elementType as StructType;
      const fields = kernelFieldNames(element).map((fieldName, i) => `f${i} := e.${identifier(fieldName)}`);
      return `list_transform(${list}, lambda e: struct_pack(${fields.join(", ")}))`;
    },
  };
}

export const generators: readonly GeneratorFunction[] = [
  explode("explode", false, false),
  explode("explode_outer", true, false),
  explode("posexplode", false, true),
  explode("posexplode_outer", true, true),
  inline("inline", false),
  inline("inline_outer", true),
];
