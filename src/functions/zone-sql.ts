/** The session's zone in generated SQL: always an explicit argument, never the connection's setting (law 3). */
import { fixedOffset } from "../types/time-zone.ts";
import { text } from "./function.ts";

/** A UTC timestamp as the zone's wall-clock time. */
export function toLocal(sql: string, zone: string): string {
  const offset = fixedOffset(zone);
  if (offset !== undefined) return offset === 0 ? sql : `(${sql} + to_microseconds(CAST(${offset}000000 AS BIGINT)))`;
  return `timezone(${text(zone)}, timezone('UTC', ${sql}))`;
}

/** The zone's wall-clock time as a UTC timestamp. */
export function fromLocal(sql: string, zone: string): string {
  const offset = fixedOffset(zone);
  if (offset !== undefined) return offset === 0 ? sql : `(${sql} - to_microseconds(CAST(${offset}000000 AS BIGINT)))`;
  return `timezone('UTC', timezone(${text(zone)}, ${sql}))`;
}
