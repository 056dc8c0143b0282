import { expect, test } from "vitest";
import { Mutex } from "../../src/streaming/mutex.ts";

test("one at a time, in the order of asking, also after one that failed", async () => {
  const mutex = new Mutex();
  const told: string[] = [];
  const task = (name: string, fails = false): Promise<void> =>
    mutex.run(async () => {
      told.push(`${name} begins`);
      await new Promise(setImmediate);
      told.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  const tasks = [task("a"), task("b", true), task("c")];
  expect(mutex.isFree).toBe(false);
  expect((await Promise.allSettled(tasks)).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(told).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(mutex.isFree).toBe(true);
});
