/** What is random about a batch is the same when it runs again, and another in the next batch. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { rand, randstr, uuid } from "../../src/index.ts";
import { scratch, session, writeLines } from "../scratch.ts";

test("a batch that runs again draws the same, the next one something else", async () => {
  const root = scratch();
  for (const name of ["a", "b"]) writeLines(join(root, "in", `${name}.json`), { v: 1 }, { v: 2 });
  const seen = new Map<number, string[]>();
  let isFirst = true;
  const run = async (): Promise<void> => {
    const spark = await session();
    const query = await spark.readStream
      .schema("v INT")
      .option("maxFilesPerTrigger", 1)
      .json(join(root, "in"))
      .select(rand().alias("r"), uuid().alias("u"), randstr(5).alias("s"))
      .writeStream.option("checkpointLocation", join(root, "checkpoint"))
      .trigger({ availableNow: true })
      .foreachBatch(async (frame, id) => {
        const rows = await frame.toJSON();
        seen.set(id, [...(seen.get(id) ?? []), rows.join()]);
        if (id === 1 && isFirst) {
          isFirst = false;
          throw new Error("the first attempt of batch 1 ends here");
        }
      })
      .start();
    await query.awaitTermination();
  };
  await expect(run()).rejects.toThrow("the first attempt");
  await run();
  expect(seen.get(1)).toHaveLength(2);
  expect(new Set(seen.get(1)).size).toBe(1);
  expect(seen.get(0)![0]).not.toBe(seen.get(1)![0]);
});
