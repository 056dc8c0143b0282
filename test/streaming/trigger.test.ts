import fc from "fast-check";
import { expect, test } from "vitest";
import { WriteStreamOperationStart } from "../../src/plan/command.ts";
import { Range } from "../../src/plan/relation.ts";
import { nextTick, triggerOf, type Trigger } from "../../src/streaming/trigger.ts";
import { conditionOf } from "../scratch.ts";

function trigger(fields: Partial<WriteStreamOperationStart>): Trigger {
  return triggerOf(
    WriteStreamOperationStart.create({
      input: Range.create({ end: 1n, step: 1n }),
      format: "noop",
      options: {},
      partitioningColumnNames: [],
      outputMode: "append",
      queryName: "",
      ...fields,
    }),
  );
}

test("batches begin at the multiples of the interval since 1970", () => {
  expect(nextTick(0, 5000)).toBe(5000);
  expect(nextTick(4999, 5000)).toBe(5000);
  expect(nextTick(5000, 5000)).toBe(10_000);
  expect(nextTick(1_470_187_943_123, 60_000)).toBe(1_470_187_980_000);
});

test("the next tick is after now, at most one interval away, and a multiple", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 86_400_000 }), (now, interval) => {
      const tick = nextTick(now, interval);
      expect(tick).toBeGreaterThan(now);
      expect(tick - now).toBeLessThanOrEqual(interval);
      expect(tick % interval).toBe(0);
    }),
  );
});

test("no trigger means as soon as there is data", () => {
  expect(trigger({})).toEqual({ kind: "processingTime", intervalMs: 0 });
});

test.each([
  ["5 seconds", 5000],
  ["1 minute 30 seconds", 90_000],
  ["interval 2 hours", 7_200_000],
  ["0 seconds", 0],
  ["1500 milliseconds", 1500],
  ["1 day", 86_400_000],
])("processingTime '%s' is %i ms", (text, intervalMs) => {
  expect(trigger({ processingTimeInterval: text })).toEqual({ kind: "processingTime", intervalMs });
});

test("availableNow and once", () => {
  expect(trigger({ availableNow: true })).toEqual({ kind: "availableNow" });
  expect(trigger({ once: true })).toEqual({ kind: "once" });
});

test.each([
  ["1 month", "INVALID_TRIGGER"],
  ["-1 second", "INVALID_TRIGGER"],
  ["soon", "INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER"],
  ["", "INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY"],
])("processingTime '%s' is refused with %s", async (text, condition) => {
  expect(await conditionOf(() => trigger({ processingTimeInterval: text }))).toBe(condition);
});

test("continuous and real-time triggers are refused by name", async () => {
  expect(await conditionOf(() => trigger({ continuousCheckpointInterval: "1 second" }))).toBe("UNSUPPORTED_TRIGGER");
  expect(await conditionOf(() => trigger({ realTimeBatchDuration: "5 minutes" }))).toBe("UNSUPPORTED_TRIGGER");
});
