import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  closingLine,
  countsInClosingLine,
  countsInRunsLine,
  countsOfSchedules,
  nothing,
} from "../../scripts/counts.ts";

const counts = fc.record({ passed: fc.nat(), failed: fc.nat(), skipped: fc.nat() });

test("a closing line is read as it was written", () => {
  fc.assert(
    fc.property(counts, (written) => {
      expect(countsInClosingLine(closingLine(written))).toEqual(written);
    }),
  );
});

test("the last closing line counts", () => {
  expect(countsInClosingLine("1 passed, 0 failed\nnoise\n2 passed, 1 failed\n")).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
  });
});

test("known differences count as skipped", () => {
  const output = "40 passed, 0 failed, 3 known differences";
  expect(countsInClosingLine(output)).toEqual({ passed: 40, failed: 0, skipped: 3 });
});

test("a line that only resembles a closing line is none", () => {
  expect(countsInClosingLine("suite: 1 passed, 0 failed")).toBeUndefined();
  expect(countsInClosingLine("")).toBeUndefined();
});

test("a schedule without a violation has passed", () => {
  expect(countsOfSchedules("noise\n300 schedules, 280 distinct effects, 2 violations\n")).toEqual({
    passed: 298,
    failed: 2,
    skipped: 0,
  });
  expect(countsOfSchedules("300 schedules")).toBeUndefined();
});

test("runs that did not fail have passed, less those that were left out", () => {
  expect(countsInRunsLine("3 left out, as known.ts says\n200 runs, seeds 1..200, 2 failed\n")).toEqual({
    passed: 195,
    failed: 2,
    skipped: 3,
  });
  expect(countsInRunsLine("200 runs, seeds -5..194, 0 failed")).toEqual({ passed: 200, failed: 0, skipped: 0 });
  expect(countsInRunsLine("200 passed, 0 failed")).toBeUndefined();
});

test("counts add up", () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      expect(add(a, nothing)).toEqual(a);
      expect(add(a, b)).toEqual(add(b, a));
    }),
  );
});
