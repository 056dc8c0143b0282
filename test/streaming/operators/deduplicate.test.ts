import fc from "fast-check";
import { expect, test } from "vitest";
import { at, bothWays } from "./against-batch.ts";

const SCHEMA = "k INT, t TIMESTAMP";

const files = fc.array(
  fc.array(fc.record({ k: fc.option(fc.integer({ min: 0, max: 4 })), s: fc.nat(20) }), { maxLength: 6 }),
  { minLength: 1, maxLength: 4 },
);

test(
  "dropDuplicates lets each key through once, NULL among them, over restarts too",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.subarray([1, 2, 3]), async (rounds, restarts) => {
        const a = rounds.map((rows) => rows.map(({ k, s }) => ({ k, t: at(s) })));
        const { streamed, batch } = await bothWays(
          SCHEMA,
          { a },
          (input) => input("a").dropDuplicates(["k"]).select("k"),
          {
            restarts,
          },
        );
        expect(streamed).toEqual(batch);
      }),
      { numRuns: 8 },
    );
  },
);

test(
  "with event time among the keys, times that no watermark has passed count alike",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.subarray([1, 2, 3]), async (rounds, restarts) => {
        const a = rounds.map((rows) => rows.map(({ k, s }) => ({ k, t: at(s) })));
        const { streamed, batch } = await bothWays(
          SCHEMA,
          { a },
          (input) => input("a").withWatermark("t", "1 hour").dropDuplicates(["k", "t"]),
          { restarts },
        );
        expect(streamed).toEqual(batch);
      }),
      { numRuns: 6 },
    );
  },
);
