import { join } from "node:path";
import { expect, test } from "vitest";
import { count, lit, sum } from "../../src/index.ts";
import { scratch, session, writeLines } from "../scratch.ts";

test("twenty queries whose own batches run queries, joins and writes share the kernel", async () => {
  const root = scratch();
  for (let i = 0; i < 3; i++) writeLines(join(root, "in", `${i}.json`), { k: i % 2, v: i }, { k: 1, v: 10 * i });
  const spark = await session();
  await spark
    .createDataFrame(
      [
        [0, "even"],
        [1, "odd"],
      ],
      "k INT, name STRING",
    )
    .createOrReplaceTempView("names");
  const seen = new Map<number, unknown[]>();
  const queries = await Promise.all(
    Array.from({ length: 20 }, (_, q) =>
      spark.readStream
        .schema("k INT, v INT")
        .option("maxFilesPerTrigger", 1)
        .json(join(root, "in"))
        .writeStream.trigger({ availableNow: true })
        .option("checkpointLocation", join(root, `cp-${q}`))
        .foreachBatch(async (batch, batchId) => {
          await batch.createOrReplaceTempView(`batch_${q}`);
          const [total, named] = await Promise.all([
            batch.agg(count(lit(1)).alias("n"), sum("v").alias("s")).first(),
            spark
              .sql(`SELECT name, sum(v) AS s FROM batch_${q} JOIN names USING (k) GROUP BY name ORDER BY name`)
              .collect(),
          ]);
          await batch.write.mode("overwrite").parquet(join(root, "out", `${q}`, `batch=${batchId}`));
          seen.set(q, [...(seen.get(q) ?? []), total!.at(0), named.length]);
        })
        .start(),
    ),
  );
  await Promise.all(queries.map((query) => query.awaitTermination()));
  for (let q = 0; q < 20; q++) {
    expect(seen.get(q)).toEqual([2n, 2, 2n, 1, 2n, 2]);
    expect(await spark.read.parquet(join(root, "out", `${q}`)).count()).toBe(6);
  }
}, 60_000);

test("a query whose function waits does not keep the others from their batches", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const spark = await session();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const frame = (): ReturnType<typeof spark.table> => spark.readStream.schema("v INT").json(join(root, "in"));
  const slow = await Promise.all(
    Array.from({ length: 6 }, () =>
      frame()
        .writeStream.foreachBatch(() => held)
        .start(),
    ),
  );
  while (
    (await Promise.all(slow.map((query) => query.status()))).some(({ message }) => message !== "Processing new data")
  )
    await new Promise((resolve) => setTimeout(resolve, 5));
  const quick = await frame().writeStream.format("memory").queryName("quick").trigger({ availableNow: true }).start();
  await quick.awaitTermination();
  expect(await spark.table("quick").count()).toBe(1);
  release();
  await Promise.all(slow.map((query) => query.stop()));
}, 30_000);
