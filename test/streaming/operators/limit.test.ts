import { expect, test } from "vitest";
import { bothWays } from "./against-batch.ts";

test("a limit counts over all batches, and over restarts", { timeout: 120_000 }, async () => {
  const a = [[{ v: 1 }, { v: 2 }], [{ v: 3 }, { v: 4 }], [{ v: 5 }]];
  const { streamed } = await bothWays("v INT", { a }, (input) => input("a").limit(3), { restarts: [1, 2] });
  expect(streamed).toHaveLength(3);
  expect(streamed.slice(0, 2)).toEqual(['{"v":1}', '{"v":2}']);
});
