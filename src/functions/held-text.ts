/** Values as Spark's rows hold them, written out: dates as days, times as microseconds, structs and lists in brackets. */
import { STRING, type DataType } from "../types/data-type.ts";
import { castSql } from "./cast.ts";
import { text } from "./function.ts";
import { kernelFieldNames } from "./kernel-type.ts";

let nextItem = 0;

export function heldText(sql: string, type: DataType, zone: string): string {
  const part = (value: string, of: DataType): string => `coalesce(${heldText(value, of, zone)}, 'null')`;
  const listed = (list: string, of: DataType): string => {
    const item = `held${nextItem++}`;
    return `'[' || coalesce(array_to_string(list_transform(${list}, lambda ${item}: ${part(item, of)}), ','), '') || ']'`;
  };
  const unlessNull = (written: string): string => `CASE WHEN ${sql} IS NOT NULL THEN ${written} END`;
  switch (type.kind) {
    case "date":
      return `CAST(date_diff('day', DATE '1970-01-01', ${sql}) AS VARCHAR)`;
    case "timestamp":
    case "timestamp_ntz":
      return `CAST(epoch_us(${sql}) AS VARCHAR)`;
    case "array":
      return unlessNull(listed(sql, type.elementType));
    case "map": {
      const [keys, values] = [listed(`map_keys(${sql})`, type.keyType), listed(`map_values(${sql})`, type.valueType)];
      return unlessNull(`'keys: ' || ${keys} || ', values: ' || ${values}`);
    }
    case "struct": {
      const names = kernelFieldNames(type);
      const fields = type.fields.map((f, i) => part(`struct_extract(${sql}, ${text(names[i]!)})`, f.dataType));
      return unlessNull(`'[' || ${fields.join(" || ',' || ") || "''"} || ']'`);
    }
    default:
      return castSql(sql, type, STRING, { mode: "ansi", zone, now: 0n });
  }
}
