/** Time zones as Java's `ZoneId` reads them, and the offsets they have; all in microseconds unless named otherwise. */
import { millraceError } from "../errors.ts";

const MICROS_PER_SECOND = 1_000_000n;
const FIXED = /^(?:(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{1,2}))?(?::?(\d{2}))?|Z|UTC|GMT|UT)$/i;

/** The offset in seconds when `zone` is a fixed one, else undefined. */
export function fixedOffset(zone: string): number | undefined {
  const match = FIXED.exec(zone.trim());
  if (match === null) return undefined;
  if (match[1] === undefined) return 0;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  if (hours > 18 || minutes > 59 || seconds > 59 || (hours === 18 && minutes + seconds > 0)) return undefined;
  return (match[1] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

export function isZone(zone: string): boolean {
  return fixedOffset(zone) !== undefined || formatter(zone) !== undefined;
}

/** Seconds to add to UTC at `epochSeconds` to have the zone's local time. */
export function offsetAt(zone: string, epochSeconds: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const format = formatter(zone);
  if (format === undefined)
    throw millraceError("INVALID_PARAMETER_VALUE", {
      parameter: "`timezone`",
      functionName: "`offset`",
      reason: `unknown zone ${zone}`,
    });
  const part: Record<string, number> = {};
  let era = "AD";
  // Zones change no more as far away as the host cannot count.
  const seconds = Math.max(-FARTHEST, Math.min(FARTHEST, epochSeconds));
  for (const { type, value } of format.formatToParts(seconds * 1000)) {
    if (type === "era") era = value;
    else part[type] = Number(value);
  }
  const year = era.startsWith("B") ? 1 - part["year"]! : part["year"]!;
  const local = new Date(0);
  local.setUTCFullYear(year, part["month"]! - 1, part["day"]);
  local.setUTCHours(part["hour"]! % 24, part["minute"], part["second"]);
  return Math.round(local.getTime() / 1000) - seconds;
}
/** Seconds from 1970 that a Date can tell, less a day for the offset. */
const FARTHEST = 8_640_000_000_000 - 86_400;

/** Local wall-clock microseconds to UTC: in a gap the time moves on by the gap's length, in an overlap the earlier offset counts. */
export function localToUtc(zone: string, local: bigint): bigint {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return local - BigInt(fixed) * MICROS_PER_SECOND;
  const seconds = Number(floorDiv(local, MICROS_PER_SECOND));
  const before = offsetAt(zone, seconds - 86_400);
  const after = offsetAt(zone, seconds + 86_400);
  const fits = [before, after].filter((offset) => offsetAt(zone, seconds - offset) === offset);
  const offset = fits.length > 0 ? Math.max(...fits) : before;
  return local - BigInt(offset) * MICROS_PER_SECOND;
}

export function utcToLocal(zone: string, utc: bigint): bigint {
  return utc + BigInt(offsetAt(zone, Number(floorDiv(utc, MICROS_PER_SECOND)))) * MICROS_PER_SECOND;
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

function formatter(zone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(zone)) formatters.set(zone, makeFormatter(zone));
  return formatters.get(zone);
}

function makeFormatter(zone: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Za-z][\w/+-]*$/.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
}

const nameFormatters = new Map<string, Intl.DateTimeFormat>();

/** What people call the zone at that time: "CEST", "Central European Summer Time". */
export function zoneName(zone: string, epochSeconds: number, style: "short" | "long"): string {
  if (/^(UTC|Z|GMT|UT)$/i.test(zone)) {
    const utc = /^(UTC|UT|Z)$/i.test(zone);
    if (zone.toUpperCase() === "Z") return "Z";
    return style === "long" ? (utc ? "Coordinated Universal Time" : "Greenwich Mean Time") : zone.toUpperCase();
  }
  if (fixedOffset(zone) !== undefined) return zone;
  const key = `${zone} ${style}`;
  let names = nameFormatters.get(key);
  if (names === undefined)
    nameFormatters.set(
      key,
      // British English writes most zones' own abbreviations, American English those of America.
      (names = new Intl.DateTimeFormat(
        /^(America|US|Pacific\/Honolulu)/.test(zone) || style === "long" ? "en-US" : "en-GB",
        {
          timeZone: zone,
          timeZoneName: style,
        },
      )),
    );
  const name = names.formatToParts(epochSeconds * 1000).find((part) => part.type === "timeZoneName")?.value;
  return name ?? zone;
}
