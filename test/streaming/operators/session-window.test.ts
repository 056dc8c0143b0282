import fc from "fast-check";
import { expect, test } from "vitest";
import { count, expr, sessionWindow, sum } from "../../../src/index.ts";
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
        // Closes everything before; its own session stays open, so the query does not show it. A condition on its key would keep it from closing anything.
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
            .where(`w.start < TIMESTAMP'${at(50_000)}'`),
        { restarts },
      );
      expect(streamed).toEqual(batch);
    }),
    { numRuns: 8 },
  );
});

test(
  "sessions that are grouped again merge where they meet, on a stream as in a batch",
  { timeout: 60_000 },
  async () => {
    const rows = [
      { k: 1, t: at(5), v: 1 },
      { k: 2, t: at(6), v: 1 },
    ];
    const { streamed, batch } = await bothWays(
      "k INT, t TIMESTAMP, v INT",
      { a: [rows, [{ k: 99, t: at(100_000), v: 9 }], [{ k: 99, t: at(200_000), v: 9 }]] },
      (input) =>
        input("a")
          .withWatermark("t", "1 second")
          .groupBy(sessionWindow("t", "5 seconds").as("w"), "k")
          .agg(sum("v").as("v"))
          .groupBy("w", expr("v % 1 AS zero"))
          .agg(count("*").as("n"))
          .where("w.start < '2024-01-01 20:00:00'"),
    );
    expect(batch).toHaveLength(1);
    expect(streamed).toEqual(batch);
  },
);
