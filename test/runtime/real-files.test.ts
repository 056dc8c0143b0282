import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { millraceIn } from "../cli/millrace.ts";
import { scratch } from "../scratch.ts";

/** Nothing is forbidden to root: the program becomes somebody else. */
const PROGRAM = `
import { realFiles } from "${join(import.meta.dirname, "../../src/runtime/real-files.ts")}";
if (process.getuid() === 0) process.seteuid(65534);
const said = (action) => action().then(String, (error) => error.message);
console.log(await said(() => realFiles.readText("locked")));
console.log(await said(() => realFiles.names("locked-directory")));
console.log(await said(() => realFiles.stat("locked-directory/file")));
console.log(await said(() => realFiles.makeDirectory("new")));
`;

test("what may not be read says so, what may not be written to says that", async () => {
  const root = scratch();
  writeFileSync(join(root, "main.mjs"), PROGRAM);
  writeFileSync(join(root, "locked"), "");
  mkdirSync(join(root, "locked-directory"));
  for (const name of ["locked", "locked-directory"]) chmodSync(join(root, name), 0);
  chmodSync(root, 0o555);
  const { stdout, stderr } = await millraceIn(root)("run", "main.mjs");
  const failed = (what: string, remedy: string): string =>
    `[FILE_OPERATION_FAILED] Cannot ${what}: EACCES: permission denied. ${remedy} SQLSTATE: 58030\n`;
  const unread = "It may not be read: give this user the right to, or name another one.";
  expect({ stdout, stderr }).toEqual({
    stdout:
      failed("read locked", unread) +
      failed("list locked-directory", unread) +
      failed("look at locked-directory/file", unread) +
      failed("create the directory new", "The place may not be written to: name another one."),
    stderr: "",
  });
  chmodSync(root, 0o755);
});
