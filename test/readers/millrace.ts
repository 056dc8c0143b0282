/** Millrace as a reader of its own output, through the sink's log. */
import {
  LocalDate,
  LocalTimestamp,
  Timestamp,
  type DataType,
  type Session,
  type StructType,
  type Value,
} from "../../src/index.ts";
import * as cells from "./cells.ts";
import type { Cell, Cells } from "./cells.ts";
import { ddlOf, type Question } from "./question.ts";

export async function readByMillrace(spark: Session, question: Question): Promise<readonly Cells[]> {
  const { format, path, options } = question;
  const frame = spark.read.schema(ddlOf(question)).options(options).format(format).load(path);
  const schema = await frame.schema();
  const rows = (await frame.collect()) as readonly { readonly [name: string]: Value }[];
  return rows.map((row) => fieldsOf(row, schema));
}

const fieldsOf = (row: { readonly [name: string]: Value }, { fields }: StructType): Cells =>
  Object.fromEntries(fields.map((field) => [field.name, cellOf(row[field.name]!, field.dataType)]));

function cellOf(value: Value, type: DataType): Cell {
  if (value === null) return null;
  if (value instanceof Timestamp) return cells.instant(value.epochMicros);
  if (value instanceof LocalTimestamp) return cells.local(value.localMicros);
  if (value instanceof LocalDate) return cells.date(value.epochDays);
  if (value instanceof Uint8Array) return cells.binary(value);
  switch (type.kind) {
    case "array":
      return (value as readonly Value[]).map((item) => cellOf(item, type.elementType));
    case "map":
      return cells.mapping(
        [...(value as ReadonlyMap<Value, Value>)].map(([key, item]) => [
          cellOf(key, type.keyType),
          cellOf(item, type.valueType),
        ]),
      );
    case "struct":
      return fieldsOf(value as { readonly [name: string]: Value }, type);
    case "boolean":
      return cells.boolean(value as boolean);
    case "float":
    case "double":
      return cells.double(value as number);
    case "decimal":
      return cells.decimal(value as string);
    case "string":
      return cells.string(value as string);
    default:
      return cells.integer(value as number | bigint);
  }
}
