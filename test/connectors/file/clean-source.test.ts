import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkCleanable, cleanSource, type CleanSource } from "../../../src/connectors/file/clean-source.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import { conditionOf, scratch, session, writeLines } from "../../scratch.ts";
import { mountDisk, unmountDisk } from "../../small-disk.ts";

test("a restart leaves no file of a committed batch behind but the last", async () => {
  const root = scratch();
  const run = async (name: string): Promise<void> => {
    writeLines(join(root, "in", name), { a: 1 });
    const spark = await session();
    const query = await spark.readStream
      .schema("a INT")
      .option("cleanSource", "delete")
      .json(join(root, "in"))
      .writeStream.format("noop")
      .option("checkpointLocation", join(root, "checkpoint"))
      .start();
    await query.processAllAvailable();
    await query.stop();
    await spark.stop();
  };
  for (const name of ["1.json", "2.json", "3.json", "4.json"]) await run(name);
  expect(readdirSync(join(root, "in"))).toEqual(["4.json"]);
});

/** A cleaner with what it warns of. */
function cleaner(source: string, archive?: string): { readonly clean: CleanSource; readonly warnings: string[] } {
  const warnings: string[] = [];
  const process = { ...realRuntime.process, warn: (text: string) => void warnings.push(text) };
  const options =
    archive === undefined ? { cleanSource: "delete" } : { cleanSource: "archive", sourceArchiveDir: archive };
  return { clean: cleanSource(source, options, { ...realRuntime, process })!, warnings };
}

test("a directory that has come into a file's place stays, with what is in it", async () => {
  const root = scratch();
  mkdirSync(join(root, "a.json"));
  writeFileSync(join(root, "a.json", "precious"), "");
  const { clean, warnings } = cleaner(root);
  await clean(join(root, "a.json"));
  await clean(join(root, "a.json"));
  expect(existsSync(join(root, "a.json", "precious"))).toBe(true);
  expect(warnings).toEqual([expect.stringContaining(`leaves ${join(root, "a.json")} where it is`)]);
});

test("what is archived keeps its path, and replaces no file", async () => {
  const [root, archive] = [scratch(), scratch()];
  const file = join(root, "a.json");
  const { clean, warnings } = cleaner(root, archive);
  writeFileSync(file, "first");
  await clean(file);
  writeFileSync(file, "second");
  await clean(file);
  expect(readFileSync(`${archive}${file}`, "utf8")).toBe("first");
  expect(readFileSync(file, "utf8")).toBe("second");
  expect(warnings).toEqual([expect.stringContaining("PATH_ALREADY_EXISTS")]);
});

test("an archive may lie on another disk", async ({ skip }) => {
  const root = scratch();
  const disk = join(scratch(), "disk");
  if (!mountDisk(disk)) skip("this machine lets nobody mount");
  onTestFinished(() => unmountDisk(disk));
  const file = join(root, "a.json");
  writeFileSync(file, "text");
  await cleaner(root, disk).clean(file);
  expect(readdirSync(root)).toEqual([]);
  expect(readdirSync(`${disk}${root}`)).toEqual(["a.json"]);
  expect(readFileSync(`${disk}${file}`, "utf8")).toBe("text");
});

test.each([
  ["inside of the source", "", "/archive"],
  ["that is the source", "", ""],
  ["above the source", "/in", ""],
  ["that a pattern matches", "/*", "/archive"],
  ["below what a pattern matches", "/i*/{x,y}", "/in/x/archive"],
])("an archive %s is refused", async (_, source, archive) => {
  const root = scratch();
  expect(await conditionOf(() => cleaner(`${root}${source}`, `${root}${archive}`))).toBe("INVALID_OPTION_VALUE");
});

test("the root is above every source", async () => {
  expect(await conditionOf(() => cleaner(scratch(), "/"))).toBe("INVALID_OPTION_VALUE");
});

test("an archive beside what a pattern matches is fine", () => {
  expect(() => cleaner("/a/in*", "/a/archive")).not.toThrow();
});

test("a query that would clean up the output of another fails before its first batch", async () => {
  const root = scratch();
  writeLines(join(root, "in", "1.json"), { a: 1 });
  const spark = await session();
  const write = await spark.readStream
    .schema("a INT")
    .json(join(root, "in"))
    .writeStream.format("json")
    .option("checkpointLocation", join(root, "c1"))
    .trigger({ availableNow: true })
    .start(join(root, "out"));
  await write.awaitTermination();
  const run = async (source: string): Promise<void> => {
    const query = await spark.readStream
      .schema("a INT")
      .option("cleanSource", "delete")
      .json(join(root, source))
      .writeStream.format("noop")
      .option("checkpointLocation", join(root, "c2"))
      .start();
    await query.processAllAvailable();
  };
  expect(await conditionOf(() => run("out"))).toBe("INVALID_OPTION_VALUE");
  expect(await conditionOf(() => run("o*"))).toBe("INVALID_OPTION_VALUE");
  rmSync(join(root, "out", "_spark_metadata"), { recursive: true });
  await checkCleanable(join(root, "out"), realRuntime.files);
});

test("nor does it go on when the other begins to write there", async () => {
  const root = scratch();
  mkdirSync(join(root, "mid"));
  const spark = await session();
  const query = await spark.readStream
    .schema("a INT")
    .option("cleanSource", "delete")
    .json(join(root, "mid"))
    .writeStream.format("noop")
    .start();
  await query.processAllAvailable();
  for (let i = 0; i < 3; i++) {
    writeLines(join(root, "in", `${i}.json`), { a: i });
    const write = await spark.readStream
      .schema("a INT")
      .json(join(root, "in"))
      .writeStream.format("json")
      .option("checkpointLocation", join(root, "checkpoint"))
      .trigger({ availableNow: true })
      .start(join(root, "mid"));
    await write.awaitTermination();
  }
  expect(await conditionOf(() => query.awaitTermination())).toBe("INVALID_OPTION_VALUE");
  expect(readdirSync(join(root, "mid")).filter((name) => name.startsWith("part-"))).toHaveLength(3);
});
