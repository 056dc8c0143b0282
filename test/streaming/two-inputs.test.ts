import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { QueryProgress } from "../../src/index.ts";
import { errorOf, scratch, session, writeLines } from "../scratch.ts";

/** A union of two streams, each with its own watermark; the slower one counts. Gives the watermark of every batch since 12:00. */
async function run(root: string): Promise<string[]> {
  const spark = await session();
  const input = (name: string) =>
    spark.readStream
      .schema("t TIMESTAMP")
      .option("maxFilesPerTrigger", 1)
      .json(join(root, name))
      .withWatermark("t", "0 seconds");
  const query = await input("x")
    .union(input("y"))
    .groupBy("t")
    .count()
    .writeStream.outputMode("update")
    .format("noop")
    .option("checkpointLocation", join(root, "cp"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  return (await query.recentProgress()).map(
    (p: QueryProgress) => `${p.batchId} ${p.eventTime!["watermark"]!.slice(11, 19)}`,
  );
}

function inputs(): string {
  const root = scratch();
  for (const name of ["x", "y"]) mkdirSync(join(root, name));
  return root;
}
const add = (root: string, name: string, file: string, time: string): void =>
  writeLines(join(root, name, `${file}.json`), { t: `2024-01-01 ${time}` });

test("each input's own watermark survives a restart", async () => {
  const root = inputs();
  add(root, "x", "1", "12:30:00");
  add(root, "y", "1", "12:10:00");
  expect((await run(root)).at(-1)).toBe("1 12:10:00");
  // Only the slower one moves: the faster one, at 12:30 already, does not hold it back.
  add(root, "y", "2", "12:20:00");
  expect((await run(root)).at(-1)).toBe("3 12:20:00");
});

test("and a crash before the commit of a batch", async () => {
  const root = inputs();
  add(root, "x", "1", "12:30:00");
  add(root, "y", "1", "12:10:00");
  await run(root);
  add(root, "y", "2", "12:20:00");
  await run(root);
  // The batch with y's second file has run, and each input's watermark is on disk; its commit is not.
  for (const [log, id] of [
    ["commits", "3"],
    ["offsets", "3"],
    ["commits", "2"],
  ] as const)
    rmSync(join(root, "cp", log, id));
  expect(await run(root)).toEqual(["2 12:10:00", "3 12:20:00"]);
});

test("watermarks of the inputs that are not those that were written are refused", async () => {
  const root = inputs();
  add(root, "x", "1", "12:30:00");
  add(root, "y", "1", "12:10:00");
  await run(root);
  const file = join(root, "cp", "millrace", "watermarks");
  // Later than true by a digit: rows would be late.
  writeFileSync(file, readFileSync(file, "utf8").replace("[17", "[18"));
  expect((await errorOf(() => run(root))).message).toContain(file);
});
