import { mkdirSync, writeFileSync } from "node:fs";
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
    ["a fraction for a batch", { "0": [entry(0, 0.5)] }, "is not what belongs there"],
  ])("%s", async (_, files, reason) => {
    const error = await errorOf(() => logOf(files).restore());
    expect(error.condition).toBe("CHECKPOINT_FILE_CORRUPT");
    expect(error.message).toContain(reason);
  });
});
