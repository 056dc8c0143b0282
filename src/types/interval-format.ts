/** Intervals as Spark prints them: `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
import { DAY_TIME_FIELDS, YEAR_MONTH_FIELDS } from "./data-type.ts";

/** `value` counts microseconds of a day-time interval, or months. */
export function intervalSqlText(value: bigint, kind: string, start: number, end: number): string {
  const negative = value < 0n ? "-" : "";
  const size = value < 0n ? -value : value;
  const names = kind === "day_time_interval" ? DAY_TIME_FIELDS : YEAR_MONTH_FIELDS;
  const unit = start === end ? names[start]! : `${names[start]} to ${names[end]}`;
  const body = kind === "day_time_interval" ? dayTime(size, start, end) : yearMonth(size, start, end);
  return `INTERVAL '${negative}${body}' ${unit.toUpperCase()}`;
}

function yearMonth(months: bigint, start: number, end: number): string {
  if (start === end) return String(start === 0 ? months / 12n : months);
  return `${months / 12n}-${months % 12n}`;
}

function dayTime(micros: bigint, start: number, end: number): string {
  const sizes = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n];
  let rest = micros;
  const parts: string[] = [];
  for (let i = start; i <= Math.min(end, 3); i++) {
    const amount = String(rest / sizes[i]!);
    parts.push(i === 0 ? amount : amount.padStart(2, "0"));
    rest %= sizes[i]!;
  }
  const fraction = end === 3 ? String(rest).padStart(6, "0").replace(/0+$/, "") : "";
  const head = start === 0 && parts.length > 1 ? `${parts[0]} ${parts.slice(1).join(":")}` : parts.join(":");
  return fraction === "" ? head : `${head}.${fraction}`;
}

/** A calendar interval: `1 years 2 months 25 days 5 hours 6 minutes 7.008 seconds`. */
export function calendarIntervalText(months: number, days: number, micros: bigint): string {
  const parts: string[] = [];
  const add = (amount: number | bigint, unit: string): void => {
    if (BigInt(amount) !== 0n) parts.push(`${amount} ${unit}`);
  };
  add(Math.trunc(months / 12), "years");
  add(months % 12, "months");
  add(days, "days");
  add(micros / 3_600_000_000n, "hours");
  add((micros / 60_000_000n) % 60n, "minutes");
  const rest = micros % 60_000_000n;
  if (rest !== 0n) {
    const size = rest < 0n ? -rest : rest;
    const fraction = String(size % 1_000_000n)
      .padStart(6, "0")
      .replace(/0+$/, "");
    parts.push(`${rest < 0n ? "-" : ""}${size / 1_000_000n}${fraction === "" ? "" : `.${fraction}`} seconds`);
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
