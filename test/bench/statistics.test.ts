import { expect, test } from "vitest";
import { median, quantile } from "../../bench/statistics.ts";

test("the median of an odd number of values is one of them, of an even number the middle between two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("a quantile lies between its neighbours in proportion", () => {
  const values = Array.from({ length: 101 }, (_, i) => 100 - i);
  expect(quantile(values, 0.95)).toBe(95);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
  expect([quantile(values, 0), quantile(values, 1)]).toEqual([0, 100]);
});

test("nothing has no quantile", () => {
  expect(() => median([])).toThrow(RangeError);
});
