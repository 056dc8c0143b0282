import { join } from "node:path";
import { expect, test } from "vitest";
import { col, count, lit, max } from "../../src/index.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";

test("a stream tells of the rows that pass, batch by batch, below and above an aggregation", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { k: "x", v: 1 }, { k: "y", v: 5 });
  writeLines(join(root, "in", "b.json"), { k: "x", v: 7 });
  const spark = await session();
  const query = await spark.readStream
    .schema("k STRING, v INT")
    .option("maxFilesPerTrigger", 1)
    .json(join(root, "in"))
    .observe("rows", count(lit(1)).alias("n"), max("v").plus(1).alias("next"))
    .where(col("v").gt(1))
    .groupBy("k")
    .agg(count().alias("c"))
    .observe("groups", count(lit(1)).alias("n"))
    .writeStream.format("noop")
    .outputMode("complete")
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  const progress = await query.recentProgress();
  expect(progress.map(({ observedMetrics }) => observedMetrics)).toEqual([
    { groups: { n: 1 }, rows: { n: 2, next: 6 } },
    { groups: { n: 2 }, rows: { n: 1, next: 8 } },
  ]);
});

test("a batch passes its rows on", async () => {
  const spark = await session();
  expect(
    await spark
      .range(3)
      .observe("n", count(lit(1)))
      .count(),
  ).toBe(3);
});

test("what is no aggregate, or has another's name, is refused", async () => {
  const frame = (await session()).range(3);
  expect(await conditionOf(() => frame.observe("n", lit(1)).collect())).toBe("INVALID_OBSERVED_METRICS.NON_AGGREGATE");
  expect(
    await conditionOf(() =>
      frame
        .observe("n", count(lit(1)))
        .observe("n", count(lit(1)))
        .collect(),
    ),
  ).toBe("DUPLICATED_METRICS_NAME");
});
