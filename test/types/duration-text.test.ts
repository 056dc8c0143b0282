import { expect, test } from "vitest";
import { durationMs, unitDurationMs } from "../../src/types/duration-text.ts";
import { conditionOf } from "../scratch.ts";

test.each([
  ["500", 500],
  ["7d", 604_800_000],
  [" 10MIN ", 600_000],
  ["10 s", undefined],
  ["1500us", 1.5],
  ["-1", -1],
  ["1.5s", undefined],
  ["soon", undefined],
])("'%s' is %s ms", (text, ms) => {
  expect(unitDurationMs(text)).toBe(ms);
});

test("an option may be an interval, but no time before none", async () => {
  expect(durationMs("2 hours 30 minutes")).toBe(9_000_000);
  expect(durationMs("7 d")).toBe(604_800_000);
  expect(await conditionOf(() => durationMs("soon"))).not.toBe("");
});
