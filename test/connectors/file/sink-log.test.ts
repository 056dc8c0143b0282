import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SinkLog } from "../../../src/connectors/file/sink-log.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import { errorOf, scratch } from "../../scratch.ts";

const entry = (path: string, more: object = {}): string =>
  JSON.stringify({
    path,
    size: 1,
    isDir: false,
    modificationTime: 1,
    blockReplication: 1,
    blockSize: 1,
    action: "add",
    ...more,
  });

function logOf(files: Readonly<Record<string, readonly string[]>>): SinkLog {
  const path = scratch();
  mkdirSync(join(path, "_spark_metadata"));
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(path, "_spark_metadata", name), ["v1", ...lines].join("\n"));
  return new SinkLog(realRuntime.files, path);
}

test("what was deleted is not listed", async () => {
  const log = logOf({ "0": [entry("a"), entry("b")], "1": [entry("a", { action: "delete" })] });
  expect((await log.files()).map((file) => file.path)).toEqual(["b"]);
});

test.each(["99999999999999999999.compact", "00.compact", "01", "10000000000000000000"])(
  "a file called %s is no entry",
  async (name) => {
    const log = logOf({ "0": [entry("a")], [name]: [entry("b")] });
    expect((await log.files()).map((file) => file.path)).toEqual(["a"]);
    expect(await log.latest()).toBe(0);
  },
);

describe("a log that cannot be is refused, since rows would be hidden or doubled:", () => {
  test.each([
    ["a file twice", { "0": [entry("a"), entry("b")], "1": [entry("a")] }, "lists a a second time"],
    ["an action nobody knows", { "0": [entry("a", { action: "ADD" })] }, "is not what belongs there"],
    ["a size that is none", { "0": [entry("a", { size: "1" })] }, "is not what belongs there"],
    ["no time", { "0": [entry("a", { modificationTime: null })] }, "is not what belongs there"],
  ])("%s", async (_, files, reason) => {
    const error = await errorOf(() => logOf(files).files());
    expect(error.condition).toBe("CHECKPOINT_FILE_CORRUPT");
    expect(error.message).toContain(reason);
  });
});
