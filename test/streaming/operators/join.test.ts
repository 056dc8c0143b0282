import fc from "fast-check";
import { expect, test } from "vitest";
import { expr } from "../../../src/index.ts";
import { at, bothWays } from "./against-batch.ts";

const SCHEMA = "k INT, t TIMESTAMP, v INT";

/** Files of rows whose times go on from file to file, so that no row is late; keys are few and may be NULL. */
const files = fc
  .array(
    fc.array(fc.record({ k: fc.option(fc.integer({ min: 0, max: 3 })), step: fc.nat(4), v: fc.nat(9) }), {
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rounds) => {
    let now = 0;
    return rounds.map((rows) => {
      now++;
      return rows.map(({ k, step, v }) => ({ k, t: at((now += step)), v }));
    });
  });
/** The last file: far later than anything, so that every watermark passes everything. */
const END = [{ k: 99, t: at(100_000), v: 0 }];

test(
  "an inner join gives each pair once, whatever the order of arrival and wherever it is restarted",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(files, files, fc.subarray([1, 2, 3]), async (a, b, restarts) => {
        const { streamed, batch } = await bothWays(
          SCHEMA,
          { a, b },
          (input) =>
            input("a")
              .alias("a")
              .join(input("b").alias("b"), expr("a.k = b.k AND a.v <= b.v"))
              .selectExpr("a.k AS k", "a.v AS v", "b.v AS w"),
          { restarts },
        );
        expect(streamed).toEqual(batch);
      }),
      { numRuns: 5 },
    );
  },
);

for (const how of ["left", "right", "full", "left_semi"] as const) {
  test(
    `a ${how} join gives unmatched rows once, when nothing can match them any more`,
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(files, files, fc.subarray([1, 2, 3]), async (a, b, restarts) => {
          const shown =
            how === "left_semi" ? ["a.k AS k", "a.v AS v"] : ["a.k AS k", "a.v AS v", "b.k AS bk", "b.v AS bv"];
          const { streamed, batch } = await bothWays(
            SCHEMA,
            { a: [...a, END], b: [...b, END] },
            (input) =>
              input("a")
                .withWatermark("t", "0 seconds")
                .alias("a")
                .join(
                  input("b").withWatermark("t", "0 seconds").alias("b"),
                  expr("a.k = b.k AND b.t BETWEEN a.t - INTERVAL 5 SECONDS AND a.t + INTERVAL 5 SECONDS"),
                  how,
                )
                .selectExpr(...shown),
            { restarts },
          );
          expect(streamed).toEqual(batch);
        }),
        { numRuns: 4 },
      );
    },
  );
}
