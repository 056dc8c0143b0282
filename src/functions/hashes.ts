/** `hash` and `xxhash64` of any values but maps. */
import { millraceError } from "../errors.ts";
import { INT, isIntegral, LONG, type DataType, type StructType } from "../types/data-type.ts";
import { text, wrongArity, type Argument, type ScalarFunction } from "./function.ts";
import { kernelFieldNames } from "./kernel-type.ts";
import { hasMap } from "./order-key.ts";

function hashing(name: string, kernel: string, result: DataType, kernelResult: string): ScalarFunction {
  return {
    kind: "scalar",
    name,
    type: (args) => {
      if (args.length === 0) throw wrongArity(name, "> 0", 0);
      if (args.some((a) => hasMap(a.dataType)))
        throw millraceError("DATATYPE_MISMATCH.HASH_MAP_TYPE", {
          functionName: `\`${name}\``,
          sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
        });
      return { params: args.map(() => undefined), result, nullable: false };
    },
    duckdb: (args, site) => `CAST(${chain(kernel, args, site.args)} AS ${kernelResult})`,
  };
}

export const hashes: readonly ScalarFunction[] = [
  hashing("hash", "millrace_murmur3", INT, "INTEGER"),
  hashing("xxhash64", "millrace_xxhash64", LONG, "BIGINT"),
];

/** Spark hashes columns one after the other, each seeded with the hash so far; NULL leaves it. */
const chain = (kernel: string, args: readonly string[], types: readonly Argument[]): string =>
  args.reduce((soFar, arg, i) => {
    const [width, long, string] = input(arg, types[i]!.dataType);
    return `${kernel}(${soFar}, ${text(width)}, ${long}, ${string})`;
  }, "CAST(42 AS BIGINT)");

/** How a value travels: its width, and a long or a text. */
type Input = readonly [width: string, long: string, text: string];

function input(arg: string, type: DataType): Input {
  const plain = longOf(arg, type);
  if (plain !== undefined) return [plain.width, `CAST(${plain.sql} AS BIGINT)`, "NULL"];
  if (type.kind === "double" || type.kind === "float") return [type.kind, "NULL", `CAST(${arg} AS VARCHAR)`];
  if (type.kind === "null") return ["int", "NULL", "NULL"];
  return type.kind === "string" ? ["text", "NULL", arg] : ["parts", "NULL", partsOf(arg, type, 0)];
}

function longOf(arg: string, type: DataType): { readonly width: "int" | "long"; readonly sql: string } | undefined {
  if (type.kind === "long" || type.kind === "day_time_interval") return { width: "long", sql: arg };
  if (isIntegral(type) || type.kind === "boolean" || type.kind === "year_month_interval")
    return { width: "int", sql: `CAST(${arg} AS INTEGER)` };
  if (type.kind === "date") return { width: "int", sql: `date_diff('day', DATE '1970-01-01', ${arg})` };
  if (type.kind === "timestamp" || type.kind === "timestamp_ntz") return { width: "long", sql: `epoch_us(${arg})` };
  return undefined;
}

/** Decimals of so many digits are longs to Spark. */
const MOST_LONG_DIGITS = 18;

/** What a value is hashed by, each part with its width and a semicolon behind; nothing for NULL. `depth` counts the lists around. */
function partsOf(arg: string, type: DataType, depth: number): string {
  const plain = longOf(arg, type);
  if (plain !== undefined) return part(plain.width, plain.sql);
  switch (type.kind) {
    case "double":
    case "float":
      return part(type.kind, arg);
    case "string":
      return part("bytes", `hex(encode(${arg}))`);
    case "binary":
      return part("bytes", `hex(${arg})`);
    case "decimal":
      return part(type.precision <= MOST_LONG_DIGITS ? "long" : "big", `replace(CAST(${arg} AS VARCHAR), '.', '')`);
    case "calendar_interval": {
      const micros = `(datepart('hour', ${arg}) * 3600000000 + datepart('minute', ${arg}) * 60000000 + datepart('microsecond', ${arg}))`;
      const months = `(datepart('year', ${arg}) * 12 + datepart('month', ${arg}))`;
      return `(${part("long", micros)} || ${part("int", `datepart('day', ${arg})`)} || ${part("int", months)})`;
    }
    case "array": {
      const item = `h${depth}`;
      return `coalesce(array_to_string(list_transform(${arg}, lambda ${item}: ${partsOf(item, type.elementType, depth + 1)}), ''), '')`;
    }
    case "struct":
      return structParts(arg, type, depth);
    default:
      return "''";
  }
}

const part = (width: string, sql: string): string => `coalesce('${width}:' || CAST(${sql} AS VARCHAR) || ';', '')`;

const structParts = (arg: string, type: StructType, depth: number): string =>
  type.fields.length === 0
    ? "''"
    : `(${kernelFieldNames(type)
        .map((name, i) => partsOf(`struct_extract(${arg}, ${text(name)})`, type.fields[i]!.dataType, depth))
        .join(" || ")})`;
