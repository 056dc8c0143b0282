/** Intervals in data files, which stand there in one of two forms. */
import type { DataType } from "./data-type.ts";
import { parseDayTimeFields, parseYearMonthFields } from "./interval-text.ts";

type IntervalType = Extract<DataType, { readonly kind: "day_time_interval" | "year_month_interval" }>;

const DAY_TIME_FIELDS = ["DAY", "HOUR", "MINUTE", "SECOND"];
const YEAR_MONTH_FIELDS = ["YEAR", "MONTH"];

/** The bare text of the type's own fields, or the literal of them: microseconds, or months; undefined when the text does not fit. */
export function intervalOf(text: string, { kind, start, end }: IntervalType): bigint | number | undefined {
  const fields = kind === "day_time_interval" ? DAY_TIME_FIELDS : YEAR_MONTH_FIELDS;
  const units = start === end ? fields[start]! : `${fields[start]} TO ${fields[end]}`;
  const literal = /^\s*INTERVAL\s+([+-]?)\s*'([^']*)'\s+(.+?)\s*$/i.exec(text);
  if (literal !== null && literal[3]!.toUpperCase().replaceAll(/\s+/g, " ") !== units) return undefined;
  const body = literal === null ? text : literal[2]!;
  try {
    const value =
      kind === "day_time_interval" ? parseDayTimeFields(body, start, end) : parseYearMonthFields(body, start, end);
    return literal?.[1] === "-" ? -value : value;
  } catch {
    return undefined;
  }
}
