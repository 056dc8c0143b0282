import fc from "fast-check";
import { expect, test } from "vitest";
import { WatermarkTracker, type EventTimeStats } from "../../src/streaming/watermark.ts";

const seen = (maxMs: number, rows = 1): EventTimeStats => ({ rows, maxMs, minMs: maxMs, avgMs: maxMs });
const nothing = seen(0, 0);

test("the watermark is the greatest event time less the delay", () => {
  const tracker = new WatermarkTracker([10_000], "min", 0, undefined);
  tracker.advance([seen(25_000)]);
  expect(tracker.current).toBe(15_000);
});

test("it never goes back", () => {
  const tracker = new WatermarkTracker([10_000], "min", 0, undefined);
  tracker.advance([seen(25_000)]);
  tracker.advance([seen(12_000)]);
  expect(tracker.current).toBe(15_000);
});

test("a batch without rows leaves it where it is", () => {
  const tracker = new WatermarkTracker([10_000], "min", 0, undefined);
  tracker.advance([seen(25_000)]);
  tracker.advance([nothing]);
  expect(tracker.current).toBe(15_000);
});

test("a delay greater than the event time leaves it at 0, never below", () => {
  const tracker = new WatermarkTracker([60_000], "min", 0, undefined);
  tracker.advance([seen(25_000)]);
  expect(tracker.current).toBe(0);
});

test("an input that has seen nothing counts as 0 and holds the others back", () => {
  const tracker = new WatermarkTracker([0, 0], "min", 0, undefined);
  tracker.advance([seen(25_000), nothing]);
  expect(tracker.current).toBe(0);
  tracker.advance([nothing, seen(7000)]);
  expect(tracker.current).toBe(7000);
});

test("with the policy max the fastest input counts", () => {
  const tracker = new WatermarkTracker([0, 0], "max", 0, undefined);
  tracker.advance([seen(25_000), nothing]);
  expect(tracker.current).toBe(25_000);
});

test("after a restart every input continues at its own watermark", () => {
  const tracker = new WatermarkTracker([0, 0], "min", 7000, [25_000, 7000]);
  tracker.advance([nothing, seen(20_000)]);
  expect(tracker.current).toBe(20_000);
});

test("a checkpoint that knows only the global watermark never lowers it", () => {
  const tracker = new WatermarkTracker([0, 0], "min", 7000, undefined);
  tracker.advance([seen(3000), seen(3000)]);
  expect(tracker.current).toBe(7000);
});

test("a query without event time has no watermark", () => {
  const tracker = new WatermarkTracker([], "min", 0, undefined);
  tracker.advance([]);
  expect(tracker.current).toBe(0);
});

test("whatever comes, it is monotone and never ahead of the slowest input", () => {
  const stats = fc.option(fc.nat(1_000_000), { nil: undefined });
  const batches = fc.array(fc.tuple(stats, stats));
  fc.assert(
    fc.property(fc.tuple(fc.nat(1000), fc.nat(1000)), batches, (delays, all) => {
      const tracker = new WatermarkTracker(delays, "min", 0, undefined);
      const greatest = [0, 0];
      let before = 0;
      for (const batch of all) {
        batch.forEach((max, i) => (greatest[i] = Math.max(greatest[i]!, max === undefined ? 0 : max - delays[i]!)));
        tracker.advance(batch.map((max) => (max === undefined ? nothing : seen(max))));
        expect(tracker.current).toBeGreaterThanOrEqual(before);
        expect(tracker.current).toBe(Math.min(...greatest));
        before = tracker.current;
      }
    }),
  );
});
