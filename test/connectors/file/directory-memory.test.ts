import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DirectoryMemory } from "../../../src/connectors/file/directory-memory.ts";
import { listDataFiles } from "../../../src/connectors/file/listing.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import type { Files } from "../../../src/runtime/runtime.ts";
import { scratch } from "../../scratch.ts";

/** A directory, a listing of it by a clock that is ahead of its changes, and which directories were really read. */
function rig(aheadMs = 10_000): {
  readonly root: string;
  readonly memory: DirectoryMemory;
  readonly list: () => Promise<readonly string[]>;
  readonly read: string[];
  readonly age: (...path: string[]) => void;
} {
  const root = scratch();
  const read: string[] = [];
  const files: Files = {
    ...realRuntime.files,
    names: (path) => {
      read.push(path.slice(root.length));
      return realRuntime.files.names(path);
    },
  };
  const memory = new DirectoryMemory({ ...realRuntime.clock, now: () => Date.now() + aheadMs });
  const seen = new Set<string>();
  return {
    root,
    memory,
    read,
    age: (...path) => utimesSync(join(root, ...path), 1000, 1000),
    list: async () => {
      const found = await listDataFiles(
        files,
        root,
        {},
        { isWantedIn: (directory) => (name) => !seen.has(`${directory}/${name}`), memory },
      );
      for (const { path } of found!) seen.add(path);
      return found!.map(({ path }) => path.slice(root.length + 1));
    },
  };
}

test("a directory is read again only when it has changed", async () => {
  const { root, list, read } = rig();
  mkdirSync(join(root, "day=1"));
  writeFileSync(join(root, "day=1", "a"), "");
  expect(await list()).toEqual(["day=1/a"]);
  expect(await list()).toEqual([]);
  expect(read).toEqual(["", "/day=1"]);
  writeFileSync(join(root, "day=1", "b"), "");
  expect(await list()).toEqual(["day=1/b"]);
  expect(read).toEqual(["", "/day=1", "/day=1"]);
});

test("one that changed a moment ago may change again unnoticed, and is read again", async () => {
  const { root, list, read } = rig(0);
  writeFileSync(join(root, "a"), "");
  expect(await list()).toEqual(["a"]);
  expect(await list()).toEqual([]);
  expect(read).toEqual(["", ""]);
});

test("a directory whose time is set back has changed all the same", async () => {
  const { root, list, age } = rig();
  age();
  expect(await list()).toEqual([]);
  writeFileSync(join(root, "b"), "");
  age();
  expect(await list()).toEqual(["b"]);
});

test("a file moved in counts, though its own time is old", async () => {
  const { root, list, age } = rig();
  const elsewhere = scratch();
  writeFileSync(join(elsewhere, "old"), "");
  utimesSync(join(elsewhere, "old"), 500, 500);
  age();
  expect(await list()).toEqual([]);
  renameSync(join(elsewhere, "old"), join(root, "old"));
  expect(await list()).toEqual(["old"]);
  rmSync(join(root, "old"));
  expect(await list()).toEqual([]);
});

test("what was left over is found again once the memory is told", async () => {
  const { root, list, memory, read } = rig();
  await list();
  memory.forget();
  await list();
  expect(read).toEqual(["", ""]);
  expect(root).not.toBe("");
});
