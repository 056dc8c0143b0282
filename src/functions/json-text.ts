/** The JSON text of a value as kernel SQL: the JSON sink, `to_json`. */
import { STRING, type DataType, type StructType } from "../types/data-type.ts";
import { castSql } from "./cast.ts";
import { heldText } from "./held-text.ts";
import { formatted } from "./datetimes.ts";
import { text } from "./function.ts";
import { kernelFieldNames } from "./kernel-type.ts";

export interface JsonTextStyle {
  readonly zone: string;
  readonly ignoreNullFields: boolean;
  readonly options: Readonly<Record<string, string>>;
}

/** `{"a":1,"b":null}`; without NULLs every field but the first in the text needs its comma. */
export function objectSql(type: StructType, values: readonly string[], style: JsonTextStyle): string {
  const fields = type.fields.map((f, i) => {
    const name = `${JSON.stringify(f.name)}:`;
    return { value: valueSql(values[i]!, f.dataType, style), name };
  });
  if (fields.length === 0) return "'{}'";
  if (!style.ignoreNullFields) {
    const list = fields.map(({ name, value }) => `${text(name)} || coalesce(${value}, 'null')`);
    return `'{' || ${list.join(" || ',' || ")} || '}'`;
  }
  // concat_ws leaves NULLs out, with their separators.
  return `'{' || concat_ws(',', ${fields.map(({ name, value }) => `${text(name)} || ${value}`).join(", ")}) || '}'`;
}

let nextItem = 0;

/** The value's JSON text; NULL for NULL. */
export function valueSql(sql: string, type: DataType, style: JsonTextStyle): string {
  const { options } = style;
  const quoted = (value: string): string => `'"' || ${value} || '"'`;
  const asText = castSql(sql, type, STRING, { mode: "ansi", zone: style.zone, now: 0n });
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      return `CAST(to_json(${sql}) AS VARCHAR)`;
    case "boolean":
    case "byte":
    case "short":
    case "integer":
    case "long":
      return asText;
    case "decimal":
      return type.scale > 6 ? `millrace_decimal_text(${asText})` : asText;
    case "double":
    case "float":
      return `CASE WHEN isfinite(${sql}) THEN ${asText} ELSE ${quoted(asText)} END`;
    case "date":
      return options["dateFormat"] === undefined
        ? quoted(asText)
        : stringSql(formatted(`CAST(${sql} AS TIMESTAMP)`, text(options["dateFormat"]), "UTC"));
    case "timestamp":
      return timeSql(sql, options["timestampFormat"], style.zone);
    case "timestamp_ntz":
      return timeSql(sql, options["timestampNTZFormat"], undefined);
    case "binary":
      return quoted(`to_base64(${sql})`);
    case "day_time_interval":
      return quoted(`millrace_interval_text(CAST(${sql} AS BIGINT), ${text(type.kind)}, ${type.start}, ${type.end})`);
    case "year_month_interval":
      return quoted(`millrace_interval_text(CAST(${sql} AS BIGINT), ${text(type.kind)}, ${type.start}, ${type.end})`);
    case "array": {
      const item = `j${nextItem++}`;
      return listSql(
        sql,
        sql,
        `lambda ${item}: coalesce(${valueSql(item, type.elementType, style)}, 'null')`,
        "[",
        "]",
      );
    }
    case "map": {
      const item = `j${nextItem++}`;
      const entry = `${keySql(`${item}.key`, type.keyType)} || ':' || coalesce(${valueSql(`${item}.value`, type.valueType, style)}, 'null')`;
      return listSql(sql, `map_entries(${sql})`, `lambda ${item}: ${entry}`, "{", "}");
    }
    case "struct": {
      const names = kernelFieldNames(type);
      const values = names.map((name) => `struct_extract(${sql}, ${text(name)})`);
      return `CASE WHEN ${sql} IS NOT NULL THEN ${objectSql(type, values, style)} END`;
    }
    default:
      return quoted(asText);
  }
}

const stringSql = (sql: string): string => `CAST(to_json(${sql}) AS VARCHAR)`;

/** ISO text with milliseconds, and the zone's distance where there is one; or by a pattern. */
function timeSql(sql: string, pattern: string | undefined, zone: string | undefined): string {
  if (pattern !== undefined) return stringSql(formatted(sql, text(pattern), zone ?? "UTC"));
  const slow = `millrace_iso_timestamp(epoch_us(${sql}), ${text(zone ?? "")})`;
  if (zone !== undefined && zone !== "UTC") return `'"' || ${slow} || '"'`;
  const fast = `strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%g') || '${zone === undefined ? "" : "Z"}'`;
  const isPlain = `${sql} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9999-12-31 23:59:59'`;
  return `'"' || CASE WHEN ${isPlain} THEN ${fast} ELSE ${slow} END || '"'`;
}

/** Map keys are texts of what Spark holds. */
function keySql(sql: string, type: DataType): string {
  return stringSql(heldText(sql, type, "UTC"));
}

function listSql(whole: string, list: string, lambda: string, open: string, close: string): string {
  return `CASE WHEN ${whole} IS NOT NULL THEN '${open}' || coalesce(array_to_string(list_transform(${list}, ${lambda}), ','), '') || '${close}' END`;
}
