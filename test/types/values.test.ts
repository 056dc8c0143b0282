import { expect, test } from "vitest";
import { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "../../src/index.ts";
import { errorOf } from "../scratch.ts";

test.each<[new (given: never) => unknown, unknown, string]>([
  [
    Timestamp,
    "x",
    'new Timestamp must be a bigint of 64 bits, in microseconds, but it is "x". Write new Timestamp(0n).',
  ],
  [Timestamp, 5, "but it is 5."],
  [Timestamp, undefined, "but it is undefined."],
  [Timestamp, 1n << 63n, "but it is 9223372036854775808n."],
  [LocalTimestamp, new Date(Number.NaN), "but it is an invalid Date."],
  [DayTimeInterval, 1, "new DayTimeInterval must be a bigint of 64 bits"],
  [LocalDate, "2025-12-31", 'new LocalDate must be a whole number of 32 bits, in days, but it is "2025-12-31".'],
  [LocalDate, 0.5, "but it is 0.5."],
  [YearMonthInterval, 2 ** 31, "in months, but it is 2147483648."],
])("%o of what it cannot count, %#", async (type, given, text) => {
  const error = await errorOf(() => new type(given as never));
  expect([error.condition, error.message]).toEqual(["INVALID_ARGUMENT", expect.stringContaining(text)]);
});

test("the first and the last of 64 and of 32 bits", () => {
  for (const micros of [-(1n << 63n), (1n << 63n) - 1n]) {
    expect(new Timestamp(micros).epochMicros).toBe(micros);
    expect(new LocalTimestamp(micros).localMicros).toBe(micros);
  }
  for (const count of [-(2 ** 31), 2 ** 31 - 1]) {
    expect(new LocalDate(count).epochDays).toBe(count);
    expect(new YearMonthInterval(count).months).toBe(count);
  }
});
