/** What a stateful operator makes of the times of its input: one at most, and that of grouping sets too. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { expr, type DataFrame, type Session } from "../../src/index.ts";
import { at, oneByOne } from "../streaming/operators/against-batch.ts";
import { errorOf, scratch, session, writeLines } from "../scratch.ts";

const within = "a.k = b.k AND b.u BETWEEN a.t AND a.t + INTERVAL 5 SECONDS";

function joined(spark: Session, root: string): DataFrame {
  const input = spark.readStream.schema("k INT, t TIMESTAMP").json(root);
  const left = input.withWatermark("t", "0 seconds").alias("a");
  const right = input.selectExpr("k", "t AS u").withWatermark("u", "1 second").alias("b");
  return left.join(right, expr(within)).selectExpr("a.k AS k", "a.t AS t", "b.u AS u");
}

async function failureOf(query: (frame: DataFrame) => DataFrame): Promise<string | undefined> {
  const root = scratch();
  writeLines(join(root, "0.json"), { k: 1, t: at(1) });
  const running = await query(joined(await session(), root))
    .writeStream.format("noop")
    .trigger({ availableNow: true })
    .start();
  const error = await errorOf(() => running.awaitTermination()).catch(() => undefined);
  return error?.message.match(/MULTIPLE_EVENT_TIME_COLUMNS.*?(\(.*?\))/s)?.[1];
}

test.each<[string, (frame: DataFrame) => DataFrame]>([
  ["dropping duplicates", (frame) => frame.dropDuplicates(["k"])],
  ["dropping them for a while", (frame) => frame.dropDuplicatesWithinWatermark(["k"])],
  ["grouping by both", (frame) => frame.groupBy("t", "u").count()],
])("two times are one too many for %s", async (_, query) => {
  expect(await failureOf(query)).toBe("(t-T0ms,u-T1000ms)");
});

test.each<[string, (frame: DataFrame) => DataFrame]>([
  ["the other is dropped before", (frame) => frame.drop("u").dropDuplicates(["k", "t"])],
  ["groups are made by one", (frame) => frame.groupBy("t").count()],
  ["nothing is stored", (frame) => frame.where("k > 0")],
])("they are not where %s", async (_, query) => {
  expect(await failureOf(query)).toBeUndefined();
});

test("groups of a rollup come out when the watermark passes their window; the total, which has none, never", async () => {
  const rows = await oneByOne(
    "k STRING, t TIMESTAMP",
    { a: [[{ k: "x", t: at(1) }], [{ k: "y", t: at(30) }]] },
    (input) =>
      input("a")
        .withWatermark("t", "0 seconds")
        .rollup(expr("window(t, '10 seconds') AS w"), "k")
        .count()
        .selectExpr("k", "count"),
  );
  expect(rows).toEqual(['{"k":"x","count":1}', '{"k":null,"count":1}']);
});
