import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DataFrame, MillraceError, Session, StreamingQuery } from "../../src/index.ts";
import { conditionOf, errorOf, session } from "../scratch.ts";
import { addFile, at, gate, numbers, toParquet } from "./number-files.ts";

const listed = (...path: string[]): string[] =>
  existsSync(at(...path)) ? readdirSync(at(...path)).filter((name) => !/^[._]/.test(name)) : [];

/** Never ends by itself: only an interrupt helps. */
const endless = (spark: Session): DataFrame =>
  numbers(spark).crossJoin(spark.range(1_000_000_000_000)).where("id % 1000003 = v AND id < 0");

async function untilProcessing(query: StreamingQuery): Promise<void> {
  while ((await query.status()).message !== "Processing new data")
    await new Promise((resolve) => setTimeout(resolve, 5));
  // A moment for the statement to be under way.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

describe("start()", () => {
  test("resolves when the checkpoint has its id and the sink its log", async () => {
    const query = await toParquet(numbers(await session())).start();
    expect(JSON.parse(readFileSync(at("cp", "metadata"), "utf8"))).toEqual({ id: query.id });
    expect(existsSync(at("out", "_spark_metadata"))).toBe(true);
    expect(query.runId).not.toBe(query.id);
  });

  test("rejects what cannot run, and leaves nothing active", async () => {
    const spark = await session();
    const missing = spark.readStream.schema("v BIGINT").json(at("nowhere"));
    expect(await conditionOf(() => toParquet(missing).start())).toBe("PATH_NOT_FOUND");
    expect(await conditionOf(() => toParquet(numbers(spark)).outputMode("complete").start())).toBe(
      "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
    );
    expect(
      await conditionOf(() => numbers(spark).writeStream.format("parquet").option("path", at("out")).start()),
    ).toBe("MISSING_CHECKPOINT_LOCATION");
    expect(await conditionOf(() => spark.range(1).writeStream.format("noop").start())).toBe("WRITE_STREAM_NOT_ALLOWED");
    expect(await spark.streams.active()).toEqual([]);
  });

  test("refuses a name that an active query has, and takes it again afterwards", async () => {
    const spark = await session();
    const start = (): Promise<StreamingQuery> => numbers(spark).writeStream.format("noop").queryName("q").start();
    const first = await start();
    expect(await conditionOf(start)).toBe("QUERY_NAME_IN_USE");
    await first.stop();
    await (await start()).stop();
  });

  test("keeps the id over restarts; the run id is new", async () => {
    const spark = await session();
    const first = await toParquet(numbers(spark)).start();
    await first.stop();
    const second = await toParquet(numbers(spark)).start();
    expect(second.id).toBe(first.id);
    expect(second.runId).not.toBe(first.runId);
  });

  test("stops the run of the same checkpoint that is still active", async () => {
    const spark = await session();
    const first = await toParquet(numbers(spark)).start();
    await first.processAllAvailable();
    const second = await toParquet(numbers(spark)).start();
    expect(await first.isActive()).toBe(false);
    addFile("b", 2);
    await second.processAllAvailable();
    expect(await spark.read.parquet(at("out")).count()).toBe(2);
  });
});

describe("stop()", () => {
  test("during a batch interrupts the kernel, resolves, and nothing of the batch is visible", async () => {
    const spark = await session();
    const query = await toParquet(endless(spark)).start();
    await untilProcessing(query);
    await query.stop();
    expect(await query.isActive()).toBe(false);
    expect(await query.exception()).toBeNull();
    expect(await query.awaitTermination()).toBe(true);
    expect(listed("out")).toEqual([]);
    expect(listed("out", "_spark_metadata")).toEqual([]);
    expect(listed("cp", "commits")).toEqual([]);
    expect(listed("cp", "offsets")).toEqual(["0"]);
  }, 30_000);

  test("leaves the batch to be run again, with the same id and files, even by a changed query", async () => {
    const spark = await session();
    const query = await toParquet(endless(spark)).start();
    await untilProcessing(query);
    await query.stop();
    addFile("b", 2);
    const again = await toParquet(numbers(spark).selectExpr("v", "0L AS id")).trigger({ once: true }).start();
    await again.awaitTermination();
    expect((await again.recentProgress()).map((p) => [p.batchId, p.numInputRows])).toEqual([[0, 1]]);
    expect(await spark.read.parquet(at("out")).toJSON()).toEqual(['{"v":1,"id":0}']);
  }, 30_000);

  test("frees the session for other work at once", async () => {
    const spark = await session();
    const query = await toParquet(endless(spark)).start();
    await untilProcessing(query);
    await query.stop();
    expect(await spark.range(3).count()).toBe(3);
    await spark.stop();
  }, 30_000);

  test("waits for the user's function; a batch whose function has returned is done", async () => {
    const spark = await session();
    const [entered, release] = [gate(), gate()];
    const query = await numbers(spark)
      .writeStream.option("checkpointLocation", at("cp"))
      .foreachBatch(async () => {
        entered.open();
        await release.opened;
      })
      .start();
    await entered.opened;
    let stopped = false;
    const stopping = query.stop().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    release.open();
    await stopping;
    expect(await query.exception()).toBeNull();
    expect(listed("cp", "commits")).toEqual(["0"]);
  });

  test("gives up on a user's function after the timeout: STREAM_STOP_TIMEOUT; later it stops after all", async () => {
    const spark = await session({ conf: { "spark.sql.streaming.stopTimeout": "100" } });
    const [entered, release] = [gate(), gate()];
    const query = await numbers(spark)
      .writeStream.queryName("slow")
      .foreachBatch(async () => {
        entered.open();
        await release.opened;
      })
      .start();
    await entered.opened;
    const error = await errorOf(() => query.stop());
    expect(error.condition).toBe("STREAM_STOP_TIMEOUT");
    expect(error.message).toContain("slow");
    release.open();
    expect(await query.awaitTermination()).toBe(true);
    await query.stop();
  });

  test("may be called in the user's own function, if it does not wait for it", async () => {
    const spark = await session();
    let query: StreamingQuery | undefined;
    const started = gate();
    query = await numbers(spark)
      .writeStream.foreachBatch(async () => {
        await started.opened;
        void query!.stop();
      })
      .start();
    started.open();
    expect(await query.awaitTermination()).toBe(true);
  });

  test("twice, or after the end, is nothing", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    await Promise.all([query.stop(), query.stop()]);
    await query.stop();
  });

  test("of the session stops every query and refuses further work", async () => {
    const spark = await session();
    const query = await numbers(spark).writeStream.format("noop").start();
    await spark.stop();
    expect(await query.isActive()).toBe(false);
    expect(await conditionOf(() => spark.range(1).collect())).toBe("SESSION_STOPPED");
  });
});

describe("awaitTermination()", () => {
  test("false when the time went by first; the query goes on", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    expect(await query.awaitTermination(20)).toBe(false);
    expect(await query.isActive()).toBe(true);
  });

  test("true when the query is stopped, for everyone who waits", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    const waiting = [query.awaitTermination(), query.awaitTermination(60_000)];
    await query.stop();
    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(await query.awaitTermination()).toBe(true);
  });

  test("rejects with STREAM_FAILED, the cause of the failure within it", async () => {
    const cause = new Error("no luck");
    const query = await numbers(await session())
      .writeStream.foreachBatch(() => {
        throw cause;
      })
      .start();
    const error = await errorOf(() => query.awaitTermination());
    expect(error.condition).toBe("STREAM_FAILED");
    expect(error.message).toContain(query.id);
    expect(error.message).toContain("no luck");
    expect((error.cause as MillraceError).condition).toBe("FOREACH_BATCH_USER_FUNCTION_ERROR");
    expect((error.cause as MillraceError).cause).toBe(cause);
    expect(await query.exception()).toBe(error);
    expect(await query.isActive()).toBe(false);
    expect((await query.status()).message).toContain("Terminated with exception");
  });
});
