import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DataStreamWriter } from "../../../src/index.ts";
import { scratch, session, writeLines } from "../../scratch.ts";

/** Files and directories that nobody has touched for a long time. */
function old(root: string): void {
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true }))
    utimesSync(join(entry.parentPath, entry.name), 1000, 1000);
  utimesSync(root, 1000, 1000);
}

test.each([
  ["a trigger that takes all there is", { availableNow: true }, 1],
  ["the same, a file at a time", { availableNow: true }, 3],
  ["one batch", { once: true }, 1],
] as const)("%s finds files in a directory that has not changed for long", async (_, trigger, most) => {
  const root = scratch();
  for (const name of ["a", "b", "c"]) writeLines(join(root, "in", "k=1", `${name}.json`), { v: 1 });
  old(join(root, "in"));
  const spark = await session();
  const frame = spark.readStream
    .schema("v INT, k INT")
    .options(most === 1 ? {} : { maxFilesPerTrigger: 1 })
    .json(join(root, "in"));
  const write: DataStreamWriter = frame.writeStream.format("memory").queryName("t").trigger(trigger);
  const query = await write.start();
  await query.awaitTermination();
  expect(await spark.table("t").count()).toBe(3);
});

test("what a limit leaves over in an unchanged directory comes with the next batches", async () => {
  const root = scratch();
  for (let i = 0; i < 7; i++) writeLines(join(root, "in", `${i}.json`), { v: i });
  old(join(root, "in"));
  const spark = await session();
  const query = await spark.readStream
    .schema("v INT")
    .option("maxFilesPerTrigger", 2)
    .option("latestFirst", true)
    .json(join(root, "in"))
    .writeStream.format("memory")
    .queryName("t")
    .start();
  await query.processAllAvailable();
  expect(await spark.table("t").count()).toBe(7);
  writeLines(join(root, "in", "late.json"), { v: 8 });
  await query.processAllAvailable();
  expect(await spark.table("t").count()).toBe(8);
});
