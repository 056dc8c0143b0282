import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Content } from "../../src/runtime/durability-journal.ts";
import { SimulatedDisk, type Effect, type Strike } from "../../src/runtime/simulated-disk.ts";
import { simulatedFiles } from "../../src/runtime/simulated-files.ts";
import { seededRandom } from "../../src/testing/index.ts";
import { errorOf, scratch } from "../scratch.ts";

function newDisk(strike?: (effect: Effect) => Strike | undefined): { root: string; disk: SimulatedDisk } {
  const root = join(scratch(), "disk");
  mkdirSync(root);
  writeFileSync(join(root, "old"), "old");
  return { root, disk: new SimulatedDisk(root, strike) };
}

/** A crash that keeps nothing that was not synced. */
const crash = (disk: SimulatedDisk, seed = 1): ReadonlyMap<string, Content> =>
  new Map(disk.crash(seededRandom(seed), 0).map(({ path, content }) => [path, content]));

test("what was written by the protocol outlives a power loss", async () => {
  const { root, disk } = newDisk();
  const files = simulatedFiles(disk);
  await files.createExclusive(join(root, "a/b/one"), "1");
  await files.replace(join(root, "old"), "new");
  writeFileSync(files.nativePath(join(root, ".two.tmp")), "2");
  await files.publish(join(root, ".two.tmp"), join(root, "two"));
  crash(disk);
  expect(readdirSync(root)).toEqual(["a", "old", "two"]);
  expect(readFileSync(join(root, "a/b/one"), "utf8")).toBe("1");
  expect(readFileSync(join(root, "old"), "utf8")).toBe("new");
  expect(readFileSync(join(root, "two"), "utf8")).toBe("2");
});

test("a name is lost with its directory's sync, a content with its file's", async () => {
  const { root, disk } = newDisk();
  await disk.write(join(root, "nameless"), "x");
  expect([...crash(disk).keys()]).toEqual(["old"]);

  const { root: other, disk: unsynced } = newDisk();
  writeFileSync(join(other, "torn"), "content");
  await unsynced.syncDirectory(other);
  expect(crash(unsynced).get("torn")).not.toBe("whole");
  expect(readFileSync(join(other, "torn"), "utf8")).not.toBe("content");
});

test("a removal that was not synced comes back, with all below it", async () => {
  const { root, disk } = newDisk();
  const files = simulatedFiles(disk);
  await files.replace(join(root, "d/e/f"), "f");
  await files.removeTree(join(root, "d"));
  await files.remove(join(root, "old"));
  expect(readdirSync(root)).toEqual([]);
  crash(disk);
  expect(readFileSync(join(root, "d/e/f"), "utf8")).toBe("f");
  expect(readFileSync(join(root, "old"), "utf8")).toBe("old");
});

test("a rename leaves the file under one of its names at least, whatever is reordered", async () => {
  for (let seed = 0; seed < 40; seed++) {
    const { root, disk } = newDisk();
    disk.makeDirectory(join(root, "d"));
    await disk.syncDirectory(root);
    disk.rename(join(root, "old"), join(root, seed % 2 === 0 ? "new" : "d/new"));
    const names = [...new Map(disk.crash(seededRandom(seed), 0.5).map((file) => [file.path, file])).keys()];
    expect(names.length).toBeGreaterThan(0);
    // Within a directory it is one stroke.
    if (seed % 2 === 0) expect(names).toHaveLength(1);
  }
});

test("after a power loss nothing happens any more", async () => {
  const { root, disk } = newDisk(({ number }) => (number === 2 ? "before" : undefined));
  const files = simulatedFiles(disk);
  await expect(files.createExclusive(join(root, "a"), "a")).rejects.toThrow();
  await disk.off;
  await expect(files.replace(join(root, "b"), "b")).rejects.toThrow();
  await expect(files.remove(join(root, "old"))).rejects.toThrow();
  expect(existsSync(join(root, "old"))).toBe(true);
  expect(disk.effects).toBe(2);
});

test("an effect that fails is an error of the table", async () => {
  const { root, disk } = newDisk(({ stroke }) => (stroke === "write" ? "ENOSPC" : undefined));
  const error = await errorOf(() => simulatedFiles(disk).replace(join(root, "old"), "longer"));
  expect(error.condition).toBe("FILE_OPERATION_FAILED");
  expect(readFileSync(join(root, "old"), "utf8")).toBe("old");
});

test("times of files are as they were", async () => {
  const { root, disk } = newDisk();
  const { mtimeMs } = statSync(join(root, "old"));
  crash(disk);
  expect(statSync(join(root, "old")).mtimeMs).toBe(mtimeMs);
});

test("a listing may be behind", async () => {
  const { root, disk } = newDisk();
  let hidden = 1;
  const files = simulatedFiles(disk, { hidden: () => hidden });
  writeFileSync(join(root, "young"), "");
  utimesSync(join(root, "young"), new Date(), new Date(Date.now() + 1000));
  expect(await files.names(root)).toEqual(["old"]);
  hidden = 0;
  expect(await files.names(root)).toEqual(["old", "young"]);
});

test("a file may be one that cannot be read, and is so in every way", async () => {
  const { root, disk } = newDisk();
  const old = join(root, "old");
  const files = simulatedFiles(disk, { isUnreadable: (path) => path === old });
  const pieces = async (): Promise<unknown> => {
    for await (const piece of files.pieces(old)) return piece;
    return undefined;
  };
  for (const read of [() => files.read(old), () => files.readText(old), () => files.stat(old), pieces])
    expect((await errorOf(read)).condition).toBe("FILE_OPERATION_FAILED");
  expect(await files.names(root)).toEqual(["old"]);
});
