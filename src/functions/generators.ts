/** Functions of one row that give several rows. */
import { millraceError } from "../errors.ts";
import { INT, NULL, sameType, type ArrayType, type DataType, type StructType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import type { Argument, GeneratorFunction } from "./function.ts";
import { constantText, unexpectedType, wrongArity } from "./function.ts";
import { identifier, kernelFieldNames, kernelType } from "./kernel-type.ts";

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

const MOST_ROWS = 2_147_483_647;

/** How many rows: a constant INT. */
function stackRows(args: readonly Argument[], sqlExpr: string): number {
  const { dataType, literal, sql } = args[0]!;
  if (dataType.kind !== "integer") throw unexpectedType("stack", args, 0, '"INT"');
  if (literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: "`n`",
      inputType: '"INT"',
      inputExpr: `"${sql}"`,
      sqlExpr,
    });
  if (literal === null) throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { exprName: "`n`", sqlExpr });
  const rows = Number(literal);
  if (rows >= 1) return rows;
  throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
    exprName: "`n`",
    valueRange: `(0, ${MOST_ROWS}]`,
    currentValue: String(rows),
    sqlExpr,
  });
}

/** Values row by row in so many rows, the last of which may end early; a column is of one type, or NULL. */
const stack: GeneratorFunction = {
  kind: "generator",
  name: "stack",
  outer: false,
  columns: (args) => {
    if (args.length < 2) throw wrongArity("stack", "> 1", args.length);
    const sqlExpr = `"stack(${args.map((a) => a.sql).join(", ")})"`;
    const width = Math.ceil((args.length - 1) / stackRows(args, sqlExpr));
    const types = Array.from({ length: width }, (_, column) => {
      const first = args.findIndex((a, i) => i > 0 && (i - 1) % width === column && a.dataType.kind !== "null");
      const type = args[first]?.dataType ?? NULL;
      const other = args.findIndex(
        (a, i) => i > first && (i - 1) % width === column && a.dataType.kind !== "null" && !sameType(a.dataType, type),
      );
      if (first > 0 && other > 0)
        throw millraceError("DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES", {
          columnIndex: String(column),
          leftParamIndex: String(first),
          leftType: `"${sqlTypeText(type)}"`,
          rightParamIndex: String(other),
          rightType: `"${sqlTypeText(args[other]!.dataType)}"`,
          sqlExpr,
        });
      return type;
    });
    return {
      params: args.map((_, i) => (i === 0 ? undefined : types[(i - 1) % width])),
      fields: types.map((dataType, i) => ({ name: `col${i}`, dataType, nullable: true })),
    };
  },
  duckdb: ([, ...values], site) => {
    const rows = Number(constantText(site.args[0]!));
    const width = Math.ceil(values.length / rows);
    const row = (at: number): string => {
      const fields = Array.from({ length: width }, (_, i) => {
        const type = site.args[1 + i]!.dataType;
        return `f${i} := ${values[at * width + i] ?? `CAST(NULL AS ${kernelType(type)})`}`;
      });
      return `struct_pack(${fields.join(", ")})`;
    };
    const filled = Math.ceil(values.length / width);
    const all = `[${Array.from({ length: filled }, (_, at) => row(at)).join(", ")}]`;
    return filled === rows
      ? all
      : `list_concat(${all}, list_transform(range(${rows - filled}), lambda r: ${row(filled)}))`;
  },
};

export const generators: readonly GeneratorFunction[] = [
  stack,
  explode("explode", false, false),
  explode("explode_outer", true, false),
  explode("posexplode", false, true),
  explode("posexplode_outer", true, true),
  inline("inline", false),
  inline("inline_outer", true),
];
