import fc from "fast-check";
import { expect, test } from "vitest";
import { count, expr, window, type DataFrame } from "../../../src/index.ts";
import { at, bothWays, oneByOne } from "./against-batch.ts";

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

/** Three batches; the watermark after the first is past the second's times, which are not late yet. */
const semi = (a: readonly (readonly object[])[], b: readonly (readonly object[])[]) =>
  oneByOne(SCHEMA, { a, b }, (input) =>
    input("a")
      .withWatermark("t", "1 second")
      .alias("a")
      .join(input("b").withWatermark("t", "1 second").alias("b"), expr("a.k = b.k AND a.t = b.t"), "left_semi"),
  );
const row = (k: number, seconds: number): object => ({ k, t: at(seconds), v: 0 });

test("a semi join gives a row that is closed on arrival for one stored before, not for one of its own batch", async () => {
  const keys = async (a: readonly object[][], b: readonly object[][]): Promise<unknown[]> =>
    (await semi(a, b)).map((line) => (JSON.parse(line) as { k: number }).k);
  expect(
    await keys([[row(1, 100)], [row(3, 95)], [row(5, 200)]], [[row(2, 100)], [row(3, 95)], [row(5, 200)]]),
  ).toEqual([5]);
  // The right side's watermark stays behind: its row at 95 is stored when the left one comes.
  expect(await keys([[row(1, 10)], [row(4, 97)], [row(3, 95)]], [[row(3, 95)], [row(2, 100)], [row(4, 97)]])).toEqual([
    3, 4,
  ]);
});

test("a semi join over windows that have just closed loses none of them", async () => {
  const windows = (frame: DataFrame): DataFrame =>
    frame.withWatermark("t", "1 second").groupBy(window("t", "5 seconds").alias("w")).agg(count().alias("c"));
  const streamed = await oneByOne(
    SCHEMA,
    { a: [[row(1, 0), row(1, 20)], [row(1, 40)], [row(1, 300)]], b: [[row(1, 2)], [], [row(1, 300)]] },
    (input) =>
      windows(input("a"))
        .alias("l")
        .join(windows(input("b")).alias("r"), expr("l.w = r.w"), "left_semi"),
  );
  expect(streamed).toHaveLength(1);
});
