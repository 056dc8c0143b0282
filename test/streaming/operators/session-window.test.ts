import fc from "fast-check";
import { expect, test } from "vitest";
import { count, sessionWindow, sum } from "../../../src/index.ts";
import { at, bothWays } from "./against-batch.ts";

test("sessions grow, meet and close as the batch query has them, over restarts too", { timeout: 120_000 }, async () => {
  const files = fc.array(
    fc.array(fc.record({ k: fc.integer({ min: 0, max: 2 }), s: fc.nat(60), v: fc.nat(9) }), { maxLength: 6 }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(files, fc.subarray([1, 2, 3]), async (rounds, restarts) => {
      const a = [
        ...rounds.map((rows) => rows.map(({ k, s, v }) => ({ k, t: at(s), v }))),
        // Closes everything before; its own session stays open, so the query does not show it.
        [{ k: 99, t: at(100_000), v: 0 }],
      ];
      const { streamed, batch } = await bothWays(
        "k INT, t TIMESTAMP, v INT",
        { a },
        (input) =>
          input("a")
            .withWatermark("t", "2 minutes")
            .groupBy(sessionWindow("t", "5 seconds").as("w"), "k")
            .agg(count("*").as("n"), sum("v").as("v"))
            .where("k < 99"),
        { restarts },
      );
      expect(streamed).toEqual(batch);
    }),
    { numRuns: 8 },
  );
});
