import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileSource } from "../../../src/connectors/file/source.ts";
import { findFormat } from "../../../src/formats/registry.ts";
import type { DataStreamWriter } from "../../../src/index.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import type { Runtime } from "../../../src/runtime/runtime.ts";
import { parseSchema } from "../../../src/types/ddl-parser.ts";
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

/** A listing takes a second, in which two files come one after the other; it meets the second alone. */
function slowListing(root: string): Runtime {
  let aheadMs = 0;
  return {
    ...realRuntime,
    clock: { ...realRuntime.clock, now: () => Date.now() + aheadMs },
    files: {
      ...realRuntime.files,
      async names(path) {
        const there = (await realRuntime.files.names(path)) ?? [];
        if (path !== root || there.length > 0) return there;
        for (const name of ["earlier.json", "later.json"]) writeFileSync(join(root, name), "{}");
        aheadMs += 1000;
        return ["later.json"];
      },
    },
  };
}

/** A source over the directory, in a world of the test's own. */
function open(root: string, runtime: Runtime, logDirectory: string): Promise<FileSource> {
  return FileSource.open({
    request: { format: "json", paths: [root], schema: parseSchema("v INT"), options: {} },
    format: findFormat("json")!,
    runtime,
    settings: {
      caseSensitive: false,
      csvColumnPruning: true,
      ignoreMissingFiles: false,
      ignoreCorruptFiles: false,
      corruptColumn: "_corrupt_record",
    },
    logDirectory,
    holdsCheckpoint: async () => undefined,
  });
}

test("a file that a slow listing has passed over is not overtaken by one that came after it", async () => {
  const root = scratch();
  const logDirectory = join(scratch(), "sources", "0");
  const source = await open(root, slowListing(root), logDirectory);
  expect(await source.latestOffset(undefined, false)).toBeUndefined();
  expect(await source.latestOffset(undefined, false)).toBe('{"logOffset":0}');
  const [entry] = readFileSync(join(logDirectory, "0"), "utf8").split("\n").slice(1);
  expect(entry).toContain("earlier.json");
});

test("a directory is not listed again before its young files can be whole", async () => {
  const root = scratch();
  let [aheadMs, listings] = [0, 0];
  const runtime: Runtime = {
    ...realRuntime,
    clock: { ...realRuntime.clock, now: () => Date.now() + aheadMs },
    files: {
      ...realRuntime.files,
      names: (path) => {
        if (path === root) listings++;
        return realRuntime.files.names(path);
      },
    },
  };
  const source = await open(root, runtime, join(scratch(), "sources", "0"));
  writeFileSync(join(root, "young.json"), "{}");
  for (let i = 0; i < 3; i++) expect(await source.latestOffset(undefined, false)).toBeUndefined();
  expect(listings).toBe(1);
  expect(source.isWaiting).toBe(true);
  aheadMs = 1000;
  expect(await source.latestOffset(undefined, false)).toBe('{"logOffset":0}');
});

test("one batch takes what is whole, whatever comes meanwhile", async () => {
  const root = scratch();
  writeLines(join(root, "in", "old.json"), { v: 1 });
  const spark = await session();
  let count = 0;
  const dropping = setInterval(() => writeFileSync(join(root, "in", `young-${count++}.json`), '{"v":2}'), 20);
  const query = await spark.readStream
    .schema("v INT")
    .json(join(root, "in"))
    .writeStream.format("memory")
    .queryName("t")
    .trigger({ once: true })
    .start();
  await query.awaitTermination();
  clearInterval(dropping);
  expect(await spark.table("t").where("v = 1").count()).toBe(1);
});

test("a directory may have the name of a file that was seen, where names alone count", async () => {
  const root = scratch();
  writeLines(join(root, "in", "data"), { v: 1 });
  const spark = await session();
  const query = await spark.readStream
    .schema("v INT")
    .option("fileNameOnly", true)
    .option("recursiveFileLookup", true)
    .json(join(root, "in"))
    .writeStream.format("memory")
    .queryName("t")
    .start();
  await query.processAllAvailable();
  writeLines(join(root, "in", "sub", "data", "2.json"), { v: 2 });
  await query.processAllAvailable();
  expect(await spark.table("t").count()).toBe(2);
});

test.each([3_600_000, -3_600_000])(
  "a clock that is set by %d ms hides no file, whatever the file's time",
  async (shift) => {
    const root = scratch();
    let aheadMs = 0;
    const runtime: Runtime = { ...realRuntime, clock: { ...realRuntime.clock, now: () => Date.now() + aheadMs } };
    const source = await open(root, runtime, join(scratch(), "sources", "0"));
    expect(await source.latestOffset(undefined, false)).toBeUndefined();
    aheadMs = shift;
    writeFileSync(join(root, "new.json"), "{}");
    await expect.poll(() => source.latestOffset(undefined, false), { timeout: 2000 }).toBe('{"logOffset":0}');
  },
);

test("a file whose time is to come is among those that are there", async () => {
  const root = scratch();
  writeFileSync(join(root, "young.json"), "{}");
  utimesSync(join(root, "young.json"), new Date(Date.now() + 3_600_000), new Date(Date.now() + 3_600_000));
  const source = await open(root, realRuntime, join(scratch(), "sources", "0"));
  await source.prepareForAvailableNow(new AbortController().signal);
  expect(await source.latestOffset(undefined, false)).toBe('{"logOffset":0}');
});

test("a higher maxFileAge does not bring back files that the log has forgotten", async () => {
  const root = scratch();
  const spark = await session();
  const run = async (maxFileAge: string): Promise<number> => {
    let rows = 0;
    const query = await spark.readStream
      .schema("v INT")
      .option("maxFileAge", maxFileAge)
      .json(join(root, "in"))
      .writeStream.foreachBatch(async (frame) => void (rows += await frame.count()))
      .option("checkpointLocation", join(root, "cp"))
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    return rows;
  };
  const write = (name: string, seconds: number): void => {
    writeLines(join(root, "in", name), { v: 1 });
    utimesSync(join(root, "in", name), seconds, seconds);
  };
  write("new.json", 1000);
  expect(await run("100s")).toBe(1);
  // As a compaction leaves it when it strikes out entries.
  writeFileSync(join(root, "cp", "sources", "0", "forgotten"), 'v1\n{"beforeMs":900000}');
  write("maybe-read.json", 899);
  write("never-read.json", 901);
  expect(await run("7d")).toBe(1);
});
