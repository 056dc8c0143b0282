import { describe, expect, test } from "vitest";
import { errorOf, session, writeLines } from "../scratch.ts";
import { addFile, at, gate, numbers, toParquet } from "./number-files.ts";

describe("processAllAvailable()", () => {
  test("everything that was there when it was called has reached the sink, again and again", async () => {
    const spark = await session();
    const query = await toParquet(numbers(spark)).start();
    for (let i = 1; i <= 8; i++) {
      await query.processAllAvailable();
      expect(await spark.read.parquet(at("out")).count()).toBe(i);
      addFile(`more-${i}`, i);
    }
  });

  test("with nothing new it resolves", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    await query.processAllAvailable();
    await query.processAllAvailable();
  });

  test("it includes the batch without data that a new watermark asks for", async () => {
    const spark = await session();
    writeLines(at("times", "a.json"), { t: "2024-01-01 00:00:01" }, { t: "2024-01-01 00:10:00" });
    const query = await spark.readStream
      .schema("t TIMESTAMP")
      .json(at("times"))
      .withWatermark("t", "1 minute")
      .groupBy("t")
      .count()
      .writeStream.format("memory")
      .queryName("closed")
      .start();
    await query.processAllAvailable();
    expect(await spark.table("closed").toJSON()).toEqual(['{"t":"2024-01-01T00:00:01.000Z","count":1}']);
  });

  test("it rejects when the query breaks meanwhile, and afterwards", async () => {
    const query = await numbers(await session())
      .writeStream.foreachBatch(() => {
        throw new Error("no luck");
      })
      .start();
    expect((await errorOf(() => query.processAllAvailable())).condition).toBe("STREAM_FAILED");
    expect((await errorOf(() => query.processAllAvailable())).condition).toBe("STREAM_FAILED");
  });

  test("it resolves when the query is stopped meanwhile", async () => {
    const [entered, release] = [gate(), gate()];
    const query = await numbers(await session())
      .writeStream.foreachBatch(async () => {
        entered.open();
        await release.opened;
      })
      .start();
    const waiting = query.processAllAvailable();
    await entered.opened;
    const stopping = query.stop();
    release.open();
    await Promise.all([waiting, stopping]);
  });

  test("after a query that ended by its trigger it resolves", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    await query.processAllAvailable();
  });
});
