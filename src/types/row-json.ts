/** Rows as the JSON text Spark writes: `toJSON`. */
import type { DataType, StructType } from "./data-type.ts";
import { formatDate, isoTimestamp } from "./datetime-text.ts";
import { intervalSqlText } from "./interval-format.ts";
import { bigDecimalText, doubleText, floatText } from "./number-text.ts";
import type { RawValue } from "./raw-value.ts";

export interface JsonStyle {
  readonly zone: string;
  readonly ignoreNullFields: boolean;
}

export function rowJson(type: StructType, values: readonly RawValue[], style: JsonStyle): string {
  const fields: string[] = [];
  type.fields.forEach((f, i) => {
    const value = values[i] ?? null;
    if (value !== null || !style.ignoreNullFields)
      fields.push(`${JSON.stringify(f.name)}:${valueJson(f.dataType, value, style)}`);
  });
  return `{${fields.join(",")}}`;
}

function valueJson(type: DataType, value: RawValue, style: JsonStyle): string {
  if (value === null) return "null";
  switch (type.kind) {
    case "boolean":
    case "byte":
    case "short":
    case "integer":
    case "long":
      return String(value);
    case "decimal":
      return bigDecimalText(String(value));
    case "double":
      return finite(doubleText(value as number));
    case "float":
      return finite(floatText(value as number));
    case "date":
      return `"${formatDate(value as number)}"`;
    case "timestamp":
      return `"${isoTimestamp(value as bigint, style.zone)}"`;
    case "timestamp_ntz":
      return `"${isoTimestamp(value as bigint, undefined)}"`;
    case "binary":
      return `"${Buffer.from(value as Uint8Array).toString("base64")}"`;
    case "day_time_interval":
      return JSON.stringify(intervalSqlText(value as bigint, type.kind, 0, 3));
    case "year_month_interval":
      return JSON.stringify(intervalSqlText(BigInt(value as number), type.kind, 0, 1));
    case "array":
      return `[${(value as readonly RawValue[]).map((item) => valueJson(type.elementType, item, style)).join(",")}]`;
    case "map":
      return `{${(value as readonly (readonly RawValue[])[]).map(([k, v]) => `${JSON.stringify(keyText(type.keyType, k!))}:${valueJson(type.valueType, v!, style)}`).join(",")}}`;
    case "struct":
      return rowJson(type, value as readonly RawValue[], style);
    default:
      return JSON.stringify(value);
  }
}

const finite = (text: string): string => (/^-?(NaN|Infinity)$/.test(text) ? `"${text}"` : text);

function keyText(type: DataType, key: RawValue): string {
  if (type.kind === "double") return doubleText(key as number);
  if (type.kind === "float") return floatText(key as number);
  return String(key);
}
