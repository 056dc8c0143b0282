import { expect, test } from "vitest";
import { realRuntime } from "../../src/runtime/real.ts";
import { simulatedRuntime } from "../../src/runtime/simulated.ts";
import { Ending } from "../../src/streaming/ending.ts";

test("an end is reached for all who wait, and for all who come later", async () => {
  const { clock } = realRuntime;
  const ending = new Ending();
  const waits = [ending.wait(clock), ending.wait(clock, 60_000)];
  expect(ending.isReached).toBe(false);
  ending.reach();
  expect(await Promise.all(waits)).toEqual([true, true]);
  expect(await ending.wait(clock, 0)).toBe(true);
});

test("who gives up is told so, and the others go on waiting", async () => {
  const runtime = simulatedRuntime();
  const ending = new Ending();
  const [short, long] = [ending.wait(runtime.clock, 10), ending.wait(runtime.clock, 1000)];
  await runtime.clock.advance(10);
  expect(await short).toBe(false);
  ending.reach();
  expect(await long).toBe(true);
  expect(runtime.clock.sleeping).toBe(0);
});
