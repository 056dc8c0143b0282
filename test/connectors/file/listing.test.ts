import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileSelection, selectionOptions } from "../../../src/connectors/file/file-selection.ts";
import { conditionOf, scratch, session, writeLines } from "../../scratch.ts";

/** The values of column `a` in what the path means, in order. */
async function values(path: string, options: Record<string, string> = {}): Promise<unknown[]> {
  const spark = await session();
  const rows = await spark.read.schema("a INT").options(options).json(path).orderBy("a").collect();
  return rows.map((row) => row.at(0));
}

test("hidden files, logs and files that are still copied are no data, by a pattern or without", async () => {
  const root = scratch();
  for (const [name, a] of [
    ["x.json", 1],
    [".x.json", 2],
    ["_x.json", 3],
    ["x.json._COPYING_", 4],
  ] as const)
    writeLines(join(root, name), { a });
  mkdirSync(join(root, "_spark_metadata_of_another"));
  expect(await values(root)).toEqual([1]);
  expect(await values(join(root, "*"))).toEqual([1]);
});

test("a partition's name may begin with an underscore", async () => {
  const root = scratch();
  writeLines(join(root, "_p=2", "x.json"), { a: 1 });
  const spark = await session();
  const rows = await spark.read.schema("a INT").json(root).collect();
  expect(JSON.stringify(rows)).toBe('[{"a":1,"_p":2}]');
});

test("braces choose among words, with directories in them too", async () => {
  const root = scratch();
  for (const [path, a] of [
    ["x/1.json", 1],
    ["y/2.json", 2],
    ["z/3.json", 3],
  ] as const)
    writeLines(join(root, path), { a });
  expect(await values(join(root, "{x,z}"))).toEqual([1, 3]);
  expect(await values(join(root, "{x/1,y/2}*"))).toEqual([1, 2]);
});

test("a pattern that is none is refused", async () => {
  const root = scratch();
  writeFileSync(join(root, "x.json"), "");
  expect(await conditionOf(() => values(join(root, "{x")))).toBe("INVALID_GLOB");
  expect(await conditionOf(() => values(root, { pathGlobFilter: "{x" }))).toBe("INVALID_GLOB");
});

test("bounds on modification times are read by the session's clock", async () => {
  const root = scratch();
  // Written at 2017-07-14 02:40 UTC and some seconds, which is 11:40 in Tokyo.
  writeLines(join(root, "x.json"), { a: 1 });
  const spark = await session({ conf: { "spark.sql.session.timeZone": "Asia/Tokyo" } });
  const count = (name: string, time: string) => spark.read.schema("a INT").option(name, time).json(root).count();
  expect(await count("modifiedAfter", "2017-07-14T11:00:00")).toBe(1);
  expect(await count("modifiedAfter", "2017-07-14T13:00:00")).toBe(0);
  expect(await count("modifiedBefore", "2017-07-14T13:00:00")).toBe(1);
});

test("what is older than the age limit is forgotten, and not read again", () => {
  const selection = new FileSelection({ ...selectionOptions({ maxFileAge: "1s", minFileAge: "0ms" }) });
  for (let i = 0; i < 30_000; i++) selection.take(`/in/${i}`, i);
  const file = (path: string, modified: number) => ({ path, size: 1, modified, isDirectory: false, partition: [] });
  expect(selection.fresh([file("/in/5", 5), file("/in/29999", 29_999), file("/in/x", 29_500)], 40_000)).toEqual([
    file("/in/x", 29_500),
  ]);
});

test("what an earlier run may have forgotten stays too old when a higher age is allowed", () => {
  const selection = new FileSelection(selectionOptions({ maxFileAge: "7d", minFileAge: "0ms" }));
  const file = (path: string, modified: number) => ({ path, size: 1, modified, isDirectory: false, partition: [] });
  selection.forgetBefore(500);
  expect(selection.fresh([file("/in/a", 499), file("/in/b", 500)], 40_000)).toEqual([file("/in/b", 500)]);
});

test("a file that two matches of a pattern lead to is read once", async () => {
  const root = scratch();
  writeLines(join(root, "a", "1.json"), { a: 1 });
  writeLines(join(root, "a", "b", "2.json"), { a: 2 });
  expect(await values(join(root, "{a,a/b}"), { recursiveFileLookup: "true" })).toEqual([1, 2]);
});

test("a pattern matches directories whose names begin with _ or a point, but no such files and no sink's own", async () => {
  const root = scratch();
  for (const [path, a] of [
    ["_x/1.json", 1],
    [".y/2.json", 2],
    ["z/_3.json", 3],
    ["_4.json", 4],
    ["_spark_metadata/5.json", 5],
    [".millrace/6.json", 6],
    ["z/7.json", 7],
  ] as const)
    writeLines(join(root, path), { a });
  expect(await values(join(root, "*"))).toEqual([1, 2, 7]);
  expect(await values(join(root, "_4.json"))).toEqual([]);
});
