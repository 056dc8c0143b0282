import type {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  DuckDBValue,
} from "@duckdb/node-api";
import type { DataType } from "../types/data-type.ts";
import { calendarIntervalText } from "../types/interval-format.ts";
import { decimalText } from "../types/number-text.ts";
import type { RawValue } from "../types/raw-value.ts";
import { kernelFieldNames } from "../functions/kernel-type.ts";

type Reader = (value: DuckDBValue) => RawValue;

/** How values of a type are read out of the kernel: decided once per column, not per value. */
export function columnReader(type: DataType): Reader {
  const read = present(type);
  return (value) => (value === null ? null : read(value));
}

function present(type: DataType): Reader {
  switch (type.kind) {
    case "null":
      return () => null;
    case "date":
      return (value) => (value as DuckDBDateValue).days;
    case "timestamp":
    case "timestamp_ntz":
      return (value) => (value as DuckDBTimestampValue).micros;
    case "decimal":
      return (value) => {
        const { value: unscaled, scale } = value as DuckDBDecimalValue;
        return decimalText(unscaled, scale);
      };
    case "calendar_interval":
      return (value) => {
        const { months, days, micros } = value as DuckDBIntervalValue;
        return calendarIntervalText(months, days, micros);
      };
    case "binary":
      return (value) => (value as DuckDBBlobValue).bytes;
    case "array": {
      const item = columnReader(type.elementType);
      return (value) => (value as DuckDBListValue).items.map(item);
    }
    case "map": {
      const [key, item] = [columnReader(type.keyType), columnReader(type.valueType)];
      return (value) => (value as DuckDBMapValue).entries.map((entry) => [key(entry.key), item(entry.value)]);
    }
    case "struct": {
      const names = kernelFieldNames(type);
      const readers = type.fields.map((f) => columnReader(f.dataType));
      return (value) => {
        const { entries } = value as DuckDBStructValue;
        return readers.map((read, i) => read(entries[names[i]!] ?? null));
      };
    }
    default:
      return (value) => value as RawValue;
  }
}
