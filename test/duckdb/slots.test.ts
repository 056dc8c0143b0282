import { expect, test } from "vitest";
import { session } from "../scratch.ts";
import { Slots } from "../../src/duckdb/slots.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("at most so many at once, in the order of asking", async () => {
  const slots = new Slots(2);
  let [running, most] = [0, 0];
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      slots.use(async () => {
        order.push(i);
        most = Math.max(most, ++running);
        await turn();
        running--;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("one that fails gives its slot back", async () => {
  const slots = new Slots(1);
  await expect(slots.use(() => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
  expect(await slots.use(async () => 5)).toBe(5);
});

test("twenty queries whose functions query too do not starve each other", async () => {
  const spark = await session();
  const seen: string[] = [];
  const queries = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const stream = await spark.memoryStream("v INT");
      stream.add([i], [i]);
      return stream
        .toDF()
        .writeStream.foreachBatch(async (batch) => {
          const [total, other] = await Promise.all([batch.selectExpr("sum(v) AS s").first(), spark.range(10).count()]);
          seen.push(`${i} ${total!["s"] as bigint} ${other}`);
          for await (const row of batch) expect(row["v"]).toBe(i);
        })
        .trigger({ availableNow: true })
        .start();
    }),
  );
  await Promise.all(queries.map((query) => query.awaitTermination()));
  expect(seen.toSorted()).toEqual(Array.from({ length: 20 }, (_, i) => `${i} ${2 * i} 10`).toSorted());
}, 30_000);

test("nor do forty rows of rows read at once hold anything back", async () => {
  const spark = await session();
  const readers = Array.from({ length: 40 }, () => spark.range(10_000)[Symbol.asyncIterator]());
  for (const reader of readers) await reader.next();
  expect(await spark.range(3).count()).toBe(3);
  for (const reader of readers) await reader.return?.(undefined);
});
