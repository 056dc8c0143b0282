import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DbutilsFs } from "../../src/api/dbutils-fs.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import { conditionOf, scratch } from "../scratch.ts";

function rig() {
  const root = scratch();
  const printed: string[] = [];
  const fs = new DbutilsFs(realRuntime.files, (text) => void printed.push(text));
  return { fs, printed, at: (...path: string[]) => join(root, ...path) };
}

test("ls names what a directory holds, directories with a slash", async () => {
  const { fs, at } = rig();
  mkdirSync(at("d"));
  writeFileSync(at("f"), "four");
  expect(await fs.ls(at())).toMatchObject([
    { name: "d/", path: `${at("d")}/`, size: 0 },
    { name: "f", path: at("f"), size: 4 },
  ]);
  expect(await fs.ls(at("f"))).toMatchObject([{ name: "f", modificationTime: expect.any(Number) }]);
  expect(await conditionOf(() => fs.ls(at("none")))).toBe("PATH_NOT_FOUND");
});

test("head gives at most so many bytes, no half character, and says when there is more", async () => {
  const { fs, at, printed } = rig();
  writeFileSync(at("f"), "aäb");
  expect(await fs.head(at("f"))).toBe("aäb");
  expect(printed).toEqual([]);
  expect(await fs.head(at("f"), 2)).toBe("a");
  expect(printed).toEqual(["[Truncated to first 2 bytes]\n"]);
  writeFileSync(at("long"), "x".repeat(100_000));
  expect(await fs.head(at("long"))).toHaveLength(65_536);
  expect(await conditionOf(() => fs.head(at()))).toBe("IS_A_DIRECTORY");
});

test("put writes once, and again only when told to", async () => {
  const { fs, at, printed } = rig();
  expect(await fs.put(at("new", "f"), "ä")).toBe(true);
  expect(printed).toEqual(["Wrote 2 bytes.\n"]);
  expect(await conditionOf(() => fs.put(at("new", "f"), "b"))).toBe("FILE_ALREADY_EXISTS");
  await fs.put(at("new", "f"), "b", true);
  expect(readFileSync(at("new", "f"), "utf8")).toBe("b");
});

test("rm removes a directory's content only when told to, and says when there is nothing", async () => {
  const { fs, at } = rig();
  await fs.mkdirs(at("a", "b"));
  expect(await conditionOf(() => fs.rm(at("a")))).toBe("DIRECTORY_NOT_EMPTY");
  expect(await fs.rm(at("a", "b"))).toBe(true);
  await fs.mkdirs(at("a", "b"));
  expect(await fs.rm(at("a"), true)).toBe(true);
  expect(await fs.rm(at("a"))).toBe(false);
});

test("cp and mv take files, directories when told to, into a directory that is there", async () => {
  const { fs, at } = rig();
  writeFileSync(at("f"), "1");
  await fs.mkdirs(at("d"));
  await fs.cp(at("f"), at("d"));
  await fs.mv(at("f"), at("g"));
  expect((await fs.ls(at())).map(({ name }) => name)).toEqual(["d/", "g"]);
  expect(await conditionOf(() => fs.cp(at("d"), at("e")))).toBe("IS_A_DIRECTORY");
  await fs.cp(at("d"), at("e"), true);
  await fs.mv(at("d"), at("moved"), true);
  expect((await fs.ls(at())).map(({ name }) => name)).toEqual(["e/", "g", "moved/"]);
  expect(readFileSync(at("moved", "f"), "utf8")).toBe("1");
});

test("rm takes neither an empty name nor the directory one is in", async () => {
  const { fs } = rig();
  expect(await conditionOf(() => fs.rm("", true))).toBe("INVALID_ARGUMENT");
  for (const path of [".", "..", "/", process.cwd()])
    expect(await conditionOf(() => fs.rm(path, true))).toBe("REMOVAL_REFUSED");
});
