import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../src/index.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";

const LONG =
  "SELECT count(*), sum(sqrt(a.id * b.id)) FROM range(0, 200000) AS a CROSS JOIN range(0, 50000) AS b WHERE a.id > b.id";

test("stopping a session ends the statement at work, and its caller is told", async () => {
  const spark = await connect();
  const outcome = conditionOf(() => spark.sql(LONG).collect());
  await new Promise((resolve) => setTimeout(resolve, 200));
  await spark.stop();
  expect(await outcome).toBe("OPERATION_CANCELED");
}, 20_000);

test("a write that a batch's function did not await belongs to the batch all the same", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const spark = await session();
  const query = await spark.readStream
    .schema("v INT")
    .json(join(root, "in"))
    .writeStream.trigger({ availableNow: true })
    .foreachBatch((frame) => {
      void frame.write.mode("append").json(join(root, "out"));
    })
    .start();
  await query.awaitTermination();
  expect(await spark.read.schema("v INT").json(join(root, "out")).count()).toBe(1);
});

test("one that fails fails the batch", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 });
  writeLines(join(root, "out", "x.json"), { v: 1 });
  const spark = await session();
  const query = await spark.readStream
    .schema("v INT")
    .json(join(root, "in"))
    .writeStream.option("checkpointLocation", join(root, "cp"))
    .trigger({ availableNow: true })
    .foreachBatch((frame) => {
      void frame.write.json(join(root, "out"));
    })
    .start();
  expect(await conditionOf(() => query.awaitTermination())).toBe("FOREACH_BATCH_USER_FUNCTION_ERROR");
  expect(readdirSync(join(root, "cp"))).not.toContain("commits");
});

test("a checkpoint of another source is refused by name", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const spark = await session();
  const run = async (frame: ReturnType<typeof spark.table>): Promise<void> => {
    const query = await frame.writeStream
      .format("noop")
      .option("checkpointLocation", join(root, "cp"))
      .trigger({ once: true })
      .start();
    await query.awaitTermination();
  };
  await run(spark.readStream.schema("v INT").json(join(root, "in")));
  writeFileSync(join(root, "in", "b.json"), "");
  expect(await conditionOf(() => run(spark.readStream.format("rate").load()))).toBe("CHECKPOINT_FILE_CORRUPT");
});
