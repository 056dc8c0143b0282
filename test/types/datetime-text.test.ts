import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  civilFromDays,
  daysInMonth,
  daysOf,
  formatDate,
  formatTimestamp,
  isoTimestamp,
  parseDate,
  parseTimestamp,
} from "../../src/types/datetime-text.ts";
import { recorded } from "./recorded-answers.ts";

const UTC = { zone: "UTC" };
const utc = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;

interface Answer {
  readonly text: string;
  readonly d: string | null;
  readonly t: string | null;
  readonly n: string | null;
}

/** Texts that Spark was asked to cast to DATE, TIMESTAMP and TIMESTAMP_NTZ at once; results cut to milliseconds. */
const asked: readonly Answer[] = recorded("cast").flatMap(({ sql, rows }) => {
  const texts = [...sql.matchAll(/try_cast\('([^']*)' AS (?:DATE|TIMESTAMP|TIMESTAMP_NTZ)\)/g)].map(
    (match) => match[1]!,
  );
  if (texts.length !== 3 || new Set(texts).size !== 1 || rows?.length !== 1 || sql.includes("date_format")) return [];
  return [{ text: texts[0]!, ...(JSON.parse(rows[0]!) as Omit<Answer, "text">) }];
});

describe("as a cast, real Spark and we agree on", () => {
  test("enough texts to mean something", () => expect(asked.length).toBeGreaterThan(50));

  test.each(asked.map((answer) => [JSON.stringify(answer.text), answer] as const))("%s", (_, { text, d, t, n }) => {
    const [date, time, local] = [
      parseDate(text),
      parseTimestamp(text, UTC),
      parseTimestamp(text, { ...UTC, ntz: true }),
    ];
    expect(date === undefined ? null : formatDate(date), "DATE").toBe(d);
    expect(time === undefined ? null : isoTimestamp(time, "UTC"), "TIMESTAMP").toBe(t);
    expect(local === undefined ? null : isoTimestamp(local, undefined), "TIMESTAMP_NTZ").toBe(n);
  });
});

test("a time alone belongs to today, where there is a today", () => {
  const today = daysOf(2024, 2, 29);
  expect(parseTimestamp("1:2:3", { ...UTC, today })).toBe(utc("2024-02-29T01:02:03Z"));
  expect(parseTimestamp("T5", { ...UTC, today })).toBe(utc("2024-02-29T05:00:00Z"));
  expect(parseTimestamp("T05:06", { ...UTC, today })).toBe(utc("2024-02-29T05:06:00Z"));
  expect(parseTimestamp("1:2:3Z", { ...UTC, today })).toBe(utc("2024-02-29T01:02:03Z"));
  expect(parseTimestamp("1:2:3", UTC)).toBeUndefined();
});

describe("in a zone with daylight saving", () => {
  test.each([
    ["America/New_York", "2021-03-14 01:59:59", "2021-03-14T06:59:59Z", "before the gap"],
    ["America/New_York", "2021-03-14 02:00:00", "2021-03-14T07:00:00Z", "the gap's first second moves on by an hour"],
    ["America/New_York", "2021-03-14 02:30:00", "2021-03-14T07:30:00Z", "in the gap"],
    ["America/New_York", "2021-03-14 03:00:00", "2021-03-14T07:00:00Z", "after the gap"],
    ["America/New_York", "2021-11-07 01:30:00", "2021-11-07T05:30:00Z", "in the overlap the earlier offset counts"],
    ["America/New_York", "2021-11-07 02:00:00", "2021-11-07T07:00:00Z", "after the overlap"],
    ["Europe/Berlin", "2021-03-28 02:30:00", "2021-03-28T01:30:00Z", "a gap"],
    ["Europe/Berlin", "2021-10-31 02:30:00", "2021-10-31T00:30:00Z", "an overlap"],
    ["Australia/Lord_Howe", "2021-10-03 02:15:00", "2021-10-02T15:45:00Z", "a gap of half an hour"],
    ["Asia/Kolkata", "2021-06-01 00:00:00", "2021-05-31T18:30:00Z", "an offset of half an hour"],
    ["Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30T22:00:00Z", "a day that was left out"],
    ["Africa/Monrovia", "1972-01-01 00:00:00", "1972-01-01T00:44:30Z", "an offset with seconds"],
    ["Europe/Berlin", "1890-01-01 00:00:00", "1889-12-31T23:06:32Z", "local mean time"],
  ])("%s %s is %s (%s)", (zone, text, expected) => {
    expect(parseTimestamp(text, { zone })).toBe(utc(expected));
  });

  test("the zone in the text counts, not the session's", () => {
    expect(parseTimestamp("2021-07-01 12:00:00 Europe/Berlin", { zone: "America/New_York" })).toBe(
      utc("2021-07-01T10:00:00Z"),
    );
    expect(parseTimestamp("2021-07-01T12:00:00-03:30", { zone: "America/New_York" })).toBe(utc("2021-07-01T15:30:00Z"));
  });

  test("an instant prints as its local time, in the overlap both times alike", () => {
    const zone = "America/New_York";
    expect(formatTimestamp(utc("2021-11-07T05:30:00Z"), zone)).toBe("2021-11-07 01:30:00");
    expect(formatTimestamp(utc("2021-11-07T06:30:00Z"), zone)).toBe("2021-11-07 01:30:00");
    expect(isoTimestamp(utc("2021-11-07T05:30:00Z"), zone)).toBe("2021-11-07T01:30:00.000-04:00");
    expect(isoTimestamp(utc("2021-11-07T06:30:00Z"), zone)).toBe("2021-11-07T01:30:00.000-05:00");
  });
});

describe("before 1970", () => {
  test.each([
    [-1n, "1969-12-31 23:59:59.999999"],
    [-1_000_000n, "1969-12-31 23:59:59"],
    [-86_400_000_000n, "1969-12-31 00:00:00"],
    [-62_135_596_800_000_000n, "0001-01-01 00:00:00"],
    [-62_135_596_800_000_001n, "0000-12-31 23:59:59.999999"],
    [-62_167_219_200_000_001n, "-0001-12-31 23:59:59.999999"],
  ])("%s µs is %s", (micros, text) => {
    expect(formatTimestamp(micros, "UTC")).toBe(text);
    expect(parseTimestamp(text, UTC)).toBe(micros);
  });
});

test("the fraction is printed without trailing zeros", () => {
  expect(formatTimestamp(100_000n, "UTC")).toBe("1970-01-01 00:00:00.1");
  expect(formatTimestamp(120n, "UTC")).toBe("1970-01-01 00:00:00.00012");
  expect(formatTimestamp(0n, "UTC")).toBe("1970-01-01 00:00:00");
});

test("years are printed with four digits at least, and a sign beyond", () => {
  expect(formatDate(daysOf(33, 4, 3))).toBe("0033-04-03");
  expect(formatDate(daysOf(10_000, 1, 1))).toBe("+10000-01-01");
  expect(formatDate(daysOf(-5, 3, 4))).toBe("-0005-03-04");
});

test("JSON's form is cut to milliseconds, downwards", () => {
  expect(isoTimestamp(999_999n, "UTC")).toBe("1970-01-01T00:00:00.999Z");
  expect(isoTimestamp(-1n, "UTC")).toBe("1969-12-31T23:59:59.999Z");
  expect(isoTimestamp(0n, "Asia/Kolkata")).toBe("1970-01-01T05:30:00.000+05:30");
  expect(isoTimestamp(0n, undefined)).toBe("1970-01-01T00:00:00.000");
});

// The range of a DATE in Spark: -5877641-06-23 to 5881580-07-11.
const days = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const micros = fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n });

test("every date survives its text, and the calendar its arithmetic", () => {
  fc.assert(
    fc.property(days, (day) => {
      const { year, month, day: dayOfMonth } = civilFromDays(day);
      expect(daysOf(year, month, dayOfMonth)).toBe(day);
      expect(dayOfMonth).toBeLessThanOrEqual(daysInMonth(year, month));
      expect(parseDate(formatDate(day))).toBe(day);
    }),
  );
});

test("the calendar is JavaScript's wherever both have one", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (day) => {
      const date = new Date(day * 86_400_000);
      expect(civilFromDays(day)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
    }),
  );
});

test("every instant survives its text in UTC", () => {
  fc.assert(
    fc.property(micros, (instant) => {
      expect(parseTimestamp(formatTimestamp(instant, "UTC"), UTC)).toBe(instant);
    }),
  );
});

test("in any zone an instant survives its text, or is the other one of an overlap", () => {
  const zone = fc.constantFrom(
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "+05:30",
    "-18:00",
  );
  fc.assert(
    fc.property(micros, zone, (instant, name) => {
      const text = formatTimestamp(instant, name);
      const back = parseTimestamp(text, { zone: name })!;
      expect(formatTimestamp(back, name)).toBe(text);
      expect(back).toBeLessThanOrEqual(instant);
    }),
  );
});
