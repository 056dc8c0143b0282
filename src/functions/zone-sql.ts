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
  // Where the clock shows an hour twice the kernel takes the later one, Java the earlier.
  const later = `timezone('UTC', timezone(${text(zone)}, ${sql}))`;
  const earlier = `(${later} - to_hours(1))`;
  return `CASE WHEN timezone(${text(zone)}, timezone('UTC', ${earlier})) = ${sql} THEN ${earlier} ELSE ${later} END`;
}
