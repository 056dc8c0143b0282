import { join } from "node:path";
import { expect, test } from "vitest";
import { isMillraceError, type DataFrame, type Session, type StreamingQuery } from "../../src/index.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";

/** A query over one file, whose batches are handed to the function together with the query itself and its session. */
async function started(
  call: (query: StreamingQuery, frame: DataFrame, spark: Session) => unknown,
): Promise<StreamingQuery> {
  const root = scratch();
  writeLines(join(root, "1.json"), { v: 1 });
  const spark = await session();
  const ready = Promise.withResolvers<StreamingQuery>();
  const query = await spark.readStream
    .schema("v INT")
    .json(root)
    .writeStream.foreachBatch(async (frame) => void (await call(await ready.promise, frame, spark)))
    .start();
  ready.resolve(query);
  return query;
}

test.each([
  ["awaitTermination", (query: StreamingQuery) => query.awaitTermination()],
  ["processAllAvailable", (query: StreamingQuery) => query.processAllAvailable()],
  ["awaitAnyTermination", async () => (await session()).streams.awaitAnyTermination(60_000)],
])("%s in the query's own function would wait for itself", async (_, wait) => {
  const query = await started(wait);
  const error = await query.awaitTermination().catch((reason: unknown) => reason);
  expect(String(error)).toContain("[WAIT_WITHIN_QUERY]");
});

test("what a function has set going is not the query's own when the batch is over", async () => {
  const later = Promise.withResolvers<boolean>();
  let batches = 0;
  const query = await started((own) => {
    if (batches++ === 0) setTimeout(() => void own.stop().then(async () => later.resolve(await own.isActive())), 100);
  });
  await query.processAllAvailable();
  expect(await later.promise).toBe(false);
});

test("an error of the function's own that comes after stop() is not forgotten", async () => {
  const entered = Promise.withResolvers<void>();
  const query = await started(async () => {
    entered.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new Error("the disk of the target is full");
  });
  await entered.promise;
  await query.stop();
  expect((await query.exception())?.message).toContain("the disk of the target is full");
});

test("what the function asks for ends when the query is stopped, and that is no failure", async () => {
  const entered = Promise.withResolvers<void>();
  let ended: unknown;
  const query = await started(async (_, frame, spark) => {
    entered.resolve();
    const endless = frame.crossJoin(spark.range(1_000_000_000_000)).where("id % 1000003 = v AND id < 0");
    await endless.collect().catch((error: unknown) => {
      ended = error;
      throw error;
    });
  });
  await entered.promise;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await query.stop();
  expect(isMillraceError(ended) && ended.condition).toBe("OPERATION_CANCELED");
  expect(await query.exception()).toBeNull();
});

test("a function that catches what the stop has ended has not done its batch: it comes again", async () => {
  const root = scratch();
  const [input, checkpoint] = [join(root, "in"), join(root, "cp")];
  writeLines(join(input, "1.json"), { v: 1 });
  const entered = Promise.withResolvers<void>();
  const run = async (work: (frame: DataFrame, spark: Session) => Promise<unknown>): Promise<StreamingQuery> => {
    const spark = await session();
    return spark.readStream
      .schema("v INT")
      .json(input)
      .writeStream.option("checkpointLocation", checkpoint)
      .foreachBatch(async (frame) => void (await work(frame, spark)))
      .start();
  };
  const first = await run(async (frame, spark) => {
    entered.resolve();
    const endless = frame.crossJoin(spark.range(1_000_000_000_000)).where("id % 1000003 = v AND id < 0");
    await endless.collect().catch(() => "logged, and gone on");
  });
  await entered.promise;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await first.stop();
  const seen: string[] = [];
  const second = await run(async (frame) => seen.push(...(await frame.toJSON())));
  await second.processAllAvailable();
  expect(seen).toEqual(['{"v":1}']);
});

test("whoever is told of a start finds the query", async () => {
  const root = scratch();
  writeLines(join(root, "1.json"), { v: 1 });
  const spark = await session();
  const found: Promise<string | undefined>[] = [];
  spark.streams.addListener({
    onQueryStarted: ({ id }) => void found.push(spark.streams.get(id).then((query) => query?.id)),
  });
  const query = await spark.readStream.schema("v INT").json(root).writeStream.format("noop").start();
  expect(await Promise.all(found)).toEqual([query.id]);
});

test("what is thrown may have no text", async () => {
  const query = await started(() => {
    throw Object.create(null);
  });
  expect(await conditionOf(() => query.awaitTermination())).toBe("FOREACH_BATCH_USER_FUNCTION_ERROR");
  expect(isMillraceError(await query.exception())).toBe(true);
});

test("an error may be its own cause", async () => {
  const entered = Promise.withResolvers<void>();
  const query = await started(async () => {
    entered.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const error = new Error("round and round");
    error.cause = error;
    throw error;
  });
  await entered.promise;
  await query.stop();
  expect((await query.exception())?.message).toContain("round and round");
});
