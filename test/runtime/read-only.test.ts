import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, type TestContext } from "vitest";
import { readOnlyRoot } from "../../src/runtime/read-only.ts";
import { realFiles } from "../../src/runtime/real-files.ts";
import { millraceIn } from "../cli/millrace.ts";
import { errorOf, scratch } from "../scratch.ts";
import { mountDisk, remountDisk, unmountDisk } from "../small-disk.ts";

/** A disk that holds the directory `d` and the file `f`, and may not be written to. */
function readOnlyDisk({ skip, task }: TestContext): string {
  const root = scratch();
  const disk = join(root, "disk");
  if (!mountDisk(disk)) {
    process.stderr.write(`NOT RUN: ${task.name}: no disk could be mounted\n`);
    skip();
  }
  onTestFinished(() => unmountDisk(disk));
  mkdirSync(join(disk, "d"));
  writeFileSync(join(disk, "f"), "");
  if (!remountDisk(disk, "ro")) expect.fail("the disk could not be made read-only");
  return disk;
}

const refusal = (operation: string, path: string, disk: string): string =>
  `[FILE_OPERATION_FAILED] Cannot ${operation} ${path}: EROFS: read-only file system ${disk}. The place may not be written to: mount its file system for writing, or name another one. SQLSTATE: 58030`;

test("the read-only file system is found from any name in it", (context) => {
  const disk = readOnlyDisk(context);
  for (const name of ["", "d", "f", "d/new", "new/below"]) expect(readOnlyRoot(join(disk, name))).toBe(disk);
  expect(readOnlyRoot(join(disk, ".."))).toBeUndefined();
});

test("what changes files on a read-only file system names it", async (context) => {
  const disk = readOnlyDisk(context);
  const at = (name: string): string => join(disk, name);
  const said = async (action: () => Promise<unknown>): Promise<string> => (await errorOf(action)).message;
  for (const name of ["new", "new/below", "d/new"])
    expect(await said(() => realFiles.makeDirectory(at(name)))).toBe(refusal("create the directory", at(name), disk));
  for (const name of ["d/file", "new/file"]) {
    expect(await said(() => realFiles.replace(at(name), ""))).toBe(refusal("write", at(name), disk));
    expect(await said(() => realFiles.createExclusive(at(name), ""))).toBe(refusal("create", at(name), disk));
  }
  expect(await said(() => realFiles.removeTree(at("f")))).toBe(refusal("remove", at("f"), disk));
  // It is there: nothing has to be written.
  await realFiles.makeDirectory(at("d"));
});

test("the command line names a read-only file system", async (context) => {
  const disk = readOnlyDisk(context);
  for (const args of [["fs", "mkdirs"], ["generate"]])
    expect(await millraceIn(scratch())(...args, join(disk, "new"))).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `millrace: ${refusal("create the directory", join(disk, "new"), disk)}\n`,
    });
});
