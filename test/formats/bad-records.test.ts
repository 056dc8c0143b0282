import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { DataFrame, Session } from "../../src/index.ts";
import { pathToUri } from "../../src/formats/file-uri.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";

interface Bad {
  readonly path: string;
  readonly record?: string;
  readonly reason: string;
}

/** What lies below the path, by kind; the directories' names are times. */
function badIn(root: string): {
  readonly records: readonly Bad[];
  readonly files: readonly Bad[];
  readonly names: readonly string[];
} {
  const of = (kind: string): { name: string; rows: Bad[] }[] =>
    (existsSync(root) ? readdirSync(root) : []).flatMap((time) => {
      expect(time).toMatch(/^\d{8}T\d{6}$/);
      const directory = join(root, time, `bad_${kind}`);
      return (existsSync(directory) ? readdirSync(directory) : []).map((name) => ({
        name,
        rows: readFileSync(join(directory, name), "utf8")
          .trim()
          .split("\n")
          .map((line): Bad => JSON.parse(line)),
      }));
    });
  const [records, files] = [of("records"), of("files")];
  return {
    records: records.flatMap(({ rows }) => rows),
    files: files.flatMap(({ rows }) => rows),
    names: [...records, ...files].map(({ name }) => name),
  };
}

async function collected(frame: DataFrame): Promise<unknown[]> {
  return (await frame.collect()).map((row) => row.at(0));
}

test.each([
  ["PERMISSIVE", {}],
  ["a mode that would drop", { mode: "DROPMALFORMED" }],
  ["a mode that would fail", { mode: "FAILFAST" }],
])("records of JSON that cannot be read go to the path, whatever the mode (%s)", async (_, options) => {
  const root = scratch();
  const file = join(root, "in", "a.json");
  writeLines(file, { v: 1 }, '{"v":', { v: "x" }, { v: 2 });
  const spark = await session();
  const frame = spark.read
    .schema("v INT")
    .options({ ...options, badRecordsPath: join(root, "bad") })
    .json(file);
  expect(await collected(frame)).toEqual([1, 2]);
  const { records, names } = badIn(join(root, "bad"));
  expect(records.map(({ record }) => record)).toEqual(['{"v":', '{"v":"x"}']);
  for (const { path, reason } of records) {
    expect(path).toBe(pathToUri(file));
    expect(reason).not.toBe("");
  }
  expect(names).toEqual([expect.stringMatching(/^part-[0-9a-f-]{36}-0-0\.json$/)]);
});

test("so do those of CSV, with too few values or with one that does not fit", async () => {
  const root = scratch();
  writeFileSync(join(root, "a.csv"), "k,v\nx,1\ny\nz,no\nw,2\n");
  const spark = await session();
  const frame = spark.read
    .schema("k STRING, v INT")
    .options({ header: true, badRecordsPath: join(root, "bad") })
    .csv(join(root, "a.csv"));
  expect(await collected(frame)).toEqual(["x", "w"]);
  expect(badIn(join(root, "bad")).records).toEqual([
    expect.objectContaining({ record: "y" }),
    expect.objectContaining({ record: "z,no", reason: '"no" is no INT, as the column v is' }),
  ]);
});

test("a file that cannot be unpacked is told of beside them; what was read of it stays", async () => {
  const root = scratch();
  const whole = gzipSync(Array.from({ length: 200_000 }, (_, i) => `{"v":${i}}`).join("\n"));
  writeFileSync(join(root, "cut.json.gz"), whole.subarray(0, whole.length / 2));
  const spark = await session();
  const frame = spark.read.schema("v INT").option("badRecordsPath", join(root, "bad")).json(join(root, "cut.json.gz"));
  expect(await frame.count()).toBeGreaterThan(1000);
  expect(badIn(join(root, "bad")).files[0]!.path).toBe(pathToUri(join(root, "cut.json.gz")));
});

test("so is a Parquet file that cannot be opened", async () => {
  const root = scratch();
  const spark = await session();
  await spark.range(3).write.parquet(join(root, "in"));
  writeFileSync(join(root, "in", "broken.parquet"), "no Parquet");
  const frame = spark.read.schema("id BIGINT").option("badRecordsPath", join(root, "bad")).parquet(join(root, "in"));
  expect(await frame.count()).toBe(3);
  expect(badIn(join(root, "bad")).files).toEqual([
    { path: pathToUri(join(root, "in", "broken.parquet")), reason: expect.any(String) },
  ]);
});

test("nothing is made where nothing is bad", async () => {
  const root = scratch();
  writeLines(join(root, "a.json"), { v: 1 });
  const spark = await session();
  expect(
    await collected(spark.read.schema("v INT").option("badRecordsPath", join(root, "bad")).json(join(root, "a.json"))),
  ).toEqual([1]);
  expect(existsSync(join(root, "bad"))).toBe(false);
});

/** A stream of two files, one batch each, into Parquet. */
async function stream(spark: Session, root: string): Promise<Awaited<ReturnType<typeof progressOf>>> {
  const query = await spark.readStream
    .schema("v INT")
    .options({ badRecordsPath: join(root, "bad"), maxFilesPerTrigger: 1 })
    .json(join(root, "in"))
    .writeStream.option("checkpointLocation", join(root, "cp"))
    .trigger({ availableNow: true })
    .start(join(root, "out"));
  await query.awaitTermination();
  return progressOf(query);
}
const progressOf = async (query: {
  recentProgress(): Promise<readonly { readonly sources: readonly object[] }[]>;
}): Promise<object[]> => (await query.recentProgress()).map(({ sources }) => sources[0]!);

test("a stream's bad records are written once, named by query and batch, and counted, also when a batch runs again", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 }, "no");
  writeLines(join(root, "in", "b.json"), "nor this", { v: 2 });
  const first = await stream(await session(), root);
  expect(first).toEqual([
    expect.objectContaining({ numInputRows: 1, metrics: { badRecords: "1" } }),
    expect.objectContaining({ numInputRows: 1, metrics: { badRecords: "1" } }),
  ]);
  const before = badIn(join(root, "bad"));
  expect(before.records.map(({ record }) => record ?? "").toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "no",
    "nor this",
  ]);
  expect(before.names.map((name) => name.replace(/.*-(\d+-\d+\.json)$/, "$1")).toSorted()).toEqual([
    "0-0.json",
    "1-0.json",
  ]);
  rmSync(join(root, "cp", "commits", "1"));
  await stream(await session(), root);
  expect(badIn(join(root, "bad"))).toEqual(before);
  expect((await (await session()).read.parquet(join(root, "out")).collect()).map((row) => row.at(0))).toEqual([1, 2]);
});

test("what a mode drops is counted", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 }, "no", "nor this");
  const spark = await session();
  const query = await spark.readStream
    .schema("v INT")
    .option("mode", "DROPMALFORMED")
    .json(join(root, "in"))
    .writeStream.format("noop")
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  expect(await progressOf(query)).toEqual([expect.objectContaining({ metrics: { droppedMalformedRecords: "2" } })]);
});

test("FAILFAST names the file, and the record in its cause", async () => {
  const root = scratch();
  writeLines(join(root, "a.json"), { v: 1 }, "no");
  const spark = await session();
  const frame = spark.read.schema("v INT").option("mode", "FAILFAST").json(join(root, "a.json"));
  await expect(frame.collect()).rejects.toMatchObject({
    condition: "FAILED_READ_FILE.NO_HINT",
    message: expect.stringContaining(join(root, "a.json")),
    cause: { condition: "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION" },
  });
  expect(await conditionOf(() => frame.collect())).toBe("FAILED_READ_FILE.NO_HINT");
});
