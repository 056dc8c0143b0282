import { expect, test } from "vitest";
import { barLine } from "../../src/embedded/progress-bar.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import type { Terminal } from "../../src/runtime/runtime.ts";
import { session } from "../scratch.ts";

test("the bar says how much is done and how long it took, in the columns there are", () => {
  expect(barLine(0, 1, 30)).toBe("[              ]   0 %   1.0 s");
  expect(barLine(0.5, 12.34, 30)).toBe("[======>       ]  50 %  12.3 s");
  expect(barLine(1, 2, 30)).toBe("[==============] 100 %   2.0 s");
  expect(barLine(0.5, 1, 200)).toHaveLength(56);
  expect(barLine(0.5, 1, 5)).toHaveLength(5);
  expect(barLine(undefined, 3, 80)).toBe("working   3.0 s");
});

test("long work shows a bar where somebody watches, and takes it away", async () => {
  const lines: string[] = [];
  const ends: string[] = [];
  const terminal: Terminal = {
    draw: (_, block) => void lines.push(...block(10, 80)),
    release: (_, end) => void ends.push(end),
  };
  const spark = await session({ runtime: { ...realRuntime, process: { ...realRuntime.process, terminal } } });
  await spark.range(10).count();
  expect(lines).toEqual([]);
  await spark.sql("SELECT count(DISTINCT id * 7) FROM range(20000000)").collect();
  expect(lines.length).toBeGreaterThan(0);
  expect(ends).toContain("remove");
}, 60_000);
