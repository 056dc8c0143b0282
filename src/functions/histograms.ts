/** `histogram_numeric`: a fixed number of bins whose places follow the values. */
import {
  array,
  DOUBLE,
  field,
  INT,
  isDatetime,
  isNumeric,
  struct,
  type ArrayType,
  type DataType,
  type StructType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { millraceError } from "../errors.ts";
import { aggregates, values } from "./aggregate-family.ts";
import { oneOf, type AggregateFunction, type Argument } from "./function.ts";
import { kernelType } from "./kernel-type.ts";
import { isAnsiInterval } from "./sums.ts";

const value = oneOf(
  '("NUMERIC" or "DATE" or "TIMESTAMP" or "TIMESTAMP_NTZ" or "INTERVAL YEAR TO MONTH" or "INTERVAL DAY TO SECOND" or "TIME")',
  (t) => isNumeric(t) || isDatetime(t) || isAnsiInterval(t),
  DOUBLE,
);

/** How many bins: a constant of at least 2. */
function bins(args: readonly Argument[]): number {
  const { literal, sql, dataType } = args[1]!;
  const sqlExpr = `"histogram_numeric(${args.map((a) => a.sql).join(", ")})"`;
  if (literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      inputName: "`nb`",
      inputType: `"${sqlTypeText(dataType)}"`,
      inputExpr: `"${sql}"`,
      sqlExpr,
    });
  if (literal === null) throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { exprName: "nb", sqlExpr });
  const count = Number(literal);
  if (count >= 2) return count;
  throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
    exprName: "nb",
    valueRange: "[2, 2147483647]",
    currentValue: String(count),
    sqlExpr,
  });
}

/** A value as the number it is in Spark: days, microseconds, months. */
const asNumber = (sql: string, { kind }: DataType): string =>
  kind === "date"
    ? `CAST(${sql} - DATE '1970-01-01' AS DOUBLE)`
    : kind === "timestamp" || kind === "timestamp_ntz"
      ? `CAST(epoch_us(${sql}) AS DOUBLE)`
      : `CAST(${sql} AS DOUBLE)`;

function fromNumber(sql: string, type: DataType): string {
  if (type.kind === "date") return `(DATE '1970-01-01' + CAST(trunc(${sql}) AS INTEGER))`;
  if (type.kind === "timestamp" || type.kind === "timestamp_ntz")
    return `make_timestamp(CAST(trunc(${sql}) AS BIGINT))`;
  const isWhole = !["double", "float", "decimal"].includes(type.kind);
  return `CAST(${isWhole ? `trunc(${sql})` : type.kind === "decimal" ? `CAST(${sql} AS VARCHAR)` : sql} AS ${kernelType(type)})`;
}

export const histogramNumeric: AggregateFunction = aggregates({
  histogram_numeric: {
    args: [value, oneOf('"INT"', (t) => t.kind === "integer", INT)],
    result: ([type], args) => {
      bins(args);
      return array(struct([field("x", type!), field("y", DOUBLE)]));
    },
    state: (site) => {
      const all = values(DOUBLE);
      return [{ ...all, update: ([x], kernel) => all.update([asNumber(x!, site.args[0]!.dataType)], kernel) }];
    },
    finish: ([list], site) => {
      const type = ((site.result as ArrayType).elementType as StructType).fields[0]!.dataType;
      const found = `CAST(millrace_histogram(CAST(${list} AS VARCHAR), ${bins(site.args)}) AS DOUBLE[][])`;
      return `CASE WHEN len(${list}) > 0 THEN list_transform(${found}, lambda b: struct_pack(x := ${fromNumber("b[1]", type)}, y := b[2])) END`;
    },
  },
})[0]!;
