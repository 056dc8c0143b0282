/** What the data types in a plan hold: a row for every kind. */
import {
  DAY_TIME_FIELDS,
  MAX_DECIMAL_PRECISION,
  YEAR_MONTH_FIELDS,
  type DataType,
  type StructField,
} from "../types/data-type.ts";
import {
  between,
  flag,
  list,
  mapOf,
  nodeOf,
  optional,
  part,
  sort,
  text,
  value,
  type Rows,
  type Sort,
} from "./field-sorts.ts";

export const dataType: Sort<DataType> = nodeOf("a data type", () => TYPES);

const MAX_LENGTH = 2 ** 31 - 1;
const precision = between(1, MAX_DECIMAL_PRECISION);
const scale: Sort<number> = sort((given, path, owner) =>
  between(0, owner["precision"] as number).check(given, path, owner),
);
const length = between(0, MAX_LENGTH);
/** From a field to the same or a finer one. */
const endOf = (fields: readonly string[]): Sort<number> =>
  sort((given, path, owner) => between(owner["start"] as number, fields.length - 1).check(given, path, owner));

const structField: Sort<StructField> = part({
  name: text,
  dataType,
  nullable: flag,
  metadata: optional(mapOf(value("anything", () => true))),
});

const TYPES: Rows<DataType> = {
  null: {},
  boolean: {},
  byte: {},
  short: {},
  integer: {},
  long: {},
  float: {},
  double: {},
  string: {},
  binary: {},
  date: {},
  timestamp: {},
  timestamp_ntz: {},
  calendar_interval: {},
  decimal: { precision, scale },
  char: { length },
  varchar: { length },
  day_time_interval: { start: between(0, DAY_TIME_FIELDS.length - 1), end: endOf(DAY_TIME_FIELDS) },
  year_month_interval: { start: between(0, YEAR_MONTH_FIELDS.length - 1), end: endOf(YEAR_MONTH_FIELDS) },
  array: { elementType: dataType, containsNull: flag },
  map: { keyType: dataType, valueType: dataType, valueContainsNull: flag },
  struct: { fields: list(structField) },
};
