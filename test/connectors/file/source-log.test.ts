import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SourceLog } from "../../../src/connectors/file/source-log.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import { errorOf, scratch } from "../../scratch.ts";

const entry = (file: number, batchId: number = file): string =>
  JSON.stringify({ path: `file:///in/${file}`, timestamp: file, batchId });

function logOf(files: Readonly<Record<string, readonly string[]>>): SourceLog {
  const directory = join(scratch(), "0");
  mkdirSync(directory);
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(directory, name), ["v1", ...lines].join("\n"));
  return new SourceLog(realRuntime.files, directory);
}

test("a log is read from its last compaction on", async () => {
  const log = logOf({ "1": [entry(1)], "1.compact": [entry(0), entry(1)], "2": [entry(2), entry(3, 2)] });
  expect(await log.restore()).toBe(2);
  expect(log.between(0, 2).map((file) => file.timestamp)).toEqual([1, 2, 3]);
});

test("what it strikes out as too old it goes on calling too old", async () => {
  const last = 1099;
  const log = logOf({ [`${last}.compact`]: Array.from({ length: last + 1 }, (_, i) => entry(i)) });
  let id = await log.restore();
  // By the tenth entry all before number 109 may go, of which those of before 50 are too old.
  for (let i = 0; i < 10; i++) await log.add(++id, [{ path: `file:///in/${id}`, timestamp: id, batchId: id }], 50);
  const again = new SourceLog(realRuntime.files, log.directory);
  expect(await again.restore()).toBe(id);
  expect(again.all()[0]).toMatchObject({ timestamp: 50 });
  expect(again.forgottenBefore).toBe(50);

  rmSync(join(log.directory, "forgotten"));
  const error = await errorOf(() => new SourceLog(realRuntime.files, log.directory).restore());
  expect(error.condition).toBe("CHECKPOINT_FILE_MISSING");
  expect(error.message).toContain("forgotten is missing");
});

test("a missing entry is called missing", async () => {
  const error = await errorOf(() => logOf({ "0": [entry(0)], "2": [entry(2)] }).restore());
  expect(error.condition).toBe("CHECKPOINT_FILE_MISSING");
  expect(error.message).toContain("1 is missing");
});

describe("a log that cannot be is refused, since files would be read twice or not at all:", () => {
  test.each([
    ["an entry with another's file", { "0": [entry(0)], "1": [entry(1, 0)] }, "it names a file of entry 0"],
    ["an entry without a file", { "0": [] }, "it names no file"],
    ["a file twice", { "0": [entry(0)], "1": [entry(0, 1)] }, "it names file:///in/0 twice"],
    ["a compaction without some", { "2.compact": [entry(0), entry(2)] }, "it lacks the files of entry 1"],
    [
      "one that is called another",
      { "9.compact": [entry(0), entry(1)], "1": [entry(1)] },
      "it lacks the files of entry 2",
    ],
    ["one of more than there are", { "900000000000000.compact": [entry(0)] }, "it lacks the files of entry"],
    ["one with a later entry's file", { "0.compact": [entry(0), entry(1)] }, "it names a file of entry 1"],
    ["a mark of no time", { forgotten: ['{"beforeMs":"x"}'] }, "is not what belongs there"],
    ["a fraction for a batch", { "0": [entry(0, 0.5)] }, "is not what belongs there"],
  ])("%s", async (_, files, reason) => {
    const error = await errorOf(() => logOf(files).restore());
    expect(error.condition).toBe("CHECKPOINT_FILE_CORRUPT");
    expect(error.message).toContain(reason);
  });
});
