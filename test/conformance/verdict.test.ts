import { expect, test } from "vitest";
import { updatedPending } from "./known-differences.ts";
import { report, type Outcome } from "./verdict.ts";

const pass = (name: string, countersEqual = true): Outcome => ({
  name,
  category: name.split("/")[0]!,
  failure: undefined,
  countersEqual,
});
const fail = (name: string, failure = "differs"): Outcome => ({
  name,
  category: name.split("/")[0]!,
  failure,
  countersEqual: false,
});
const known = (...names: string[]): Map<string, string> => new Map(names.map((name) => [name, "differences.json"]));

test("all pass", () => {
  const { lines, exitCode } = report([pass("a/1"), pass("b/1", false)], known());
  expect(lines).toEqual([
    "a    1 of   1  100 %",
    "b    1 of   1  100 %",
    "plain: passed 2, failed 0",
    "2 passed, 0 failed, 0 known differences",
    "1 with all counters equal",
  ]);
  expect(exitCode).toBe(0);
});

test("a failure is one line and fails the run", () => {
  const { lines, exitCode } = report([pass("a/1"), fail("a/2", "first\n  second")], known());
  expect(lines).toEqual([
    "FAIL  a/2: first second",
    "a    1 of   2   50 %",
    "plain: passed 1, failed 1",
    "1 passed, 1 failed, 0 known differences",
    "1 with all counters equal",
  ]);
  expect(exitCode).toBe(1);
});

test("a known difference is counted, not failed", () => {
  const { lines, exitCode } = report([fail("a/1"), pass("a/2")], known("a/1", "other/not-asked"));
  expect(lines).toContain("1 passed, 0 failed, 1 known differences");
  expect(exitCode).toBe(0);
});

test("a known difference that passes fails the run", () => {
  const { lines, exitCode } = report([pass("a/1")], known("a/1"));
  expect(lines[0]).toBe("STALE a/1: passes, take it out of differences.json");
  expect(lines).toContain("1 passed, 0 failed, 0 known differences");
  expect(exitCode).toBe(1);
});

test("what SQL cannot say is neither passed nor failed", () => {
  const { lines, exitCode } = report([pass("a/1")], known(), {
    way: "sql",
    notExpressible: [{ name: "a/2", reason: "sample: by chance" }],
  });
  expect(lines).toEqual([
    "APART a/2: not expressible, sample: by chance",
    "a    1 of   1  100 %",
    "sql: passed 1, failed 0, not expressible 1",
    "1 passed, 0 failed, 0 known differences",
    "1 with all counters equal",
  ]);
  expect(exitCode).toBe(0);
});

test("no scenario at all", () => {
  expect(report([], known()).lines).toEqual([
    "plain: passed 0, failed 0",
    "0 passed, 0 failed, 0 known differences",
    "0 with all counters equal",
  ]);
});

test("pending is what failed, and what was not asked but still exists", () => {
  const existing = new Set(["a/1", "a/2", "b/1"]);
  expect(updatedPending(["a/1", "b/1", "gone/1"], existing, new Set(["a/1", "a/2"]), ["a/2"])).toEqual(["a/2", "b/1"]);
});
