import { intervalMicros, parseInterval } from "./interval-text.ts";

const UNIT_MS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of a number with a unit, `7d` or `10min`, as Spark's settings take it; milliseconds where it has none. Undefined of another text. */
export function unitDurationMs(text: string): number | undefined {
  const [, count, unit = "ms"] = /^(-?\d{1,15})(us|ms|s|m|min|h|d)?$/.exec(text.trim().toLowerCase()) ?? [];
  return count === undefined ? undefined : Number(count) * UNIT_MS[unit]!;
}

/** The same of an option, which may be an interval too; throws what is wrong with any other text. */
export function durationMs(text: string): number {
  const withUnit = unitDurationMs(text.replaceAll(/\s+/g, ""));
  return withUnit !== undefined && withUnit >= 0 ? withUnit : Number(intervalMicros(parseInterval(text)) / 1000n);
}
