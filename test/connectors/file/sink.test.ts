import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { MillraceError, StreamingQuery } from "../../../src/index.ts";
import { FileSink } from "../../../src/connectors/file/sink.ts";
import { findFormat } from "../../../src/formats/registry.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import { conditionOf, errorOf, scratch, session, writeLines } from "../../scratch.ts";

/** Three batches of one file each have been written; a fourth file waits. */
let root: string;
let id: string;
const at = (...path: string[]): string => join(root, ...path);
const dataFiles = (): string[] =>
  readdirSync(at("out"))
    .filter((name) => /^[^._]/.test(name))
    .toSorted();
const dataFile = (batch: number): string =>
  `part-00000-${id.slice(0, 24)}${batch.toString(16).padStart(12, "0")}-c000.snappy.parquet`;
const addFile = (name: string, v: number): void => writeLines(at("in", `${name}.json`), { v });

async function run(multiply = 1, output = "out", checkpoint = "cp"): Promise<void> {
  const spark = await session();
  const query = await spark.readStream
    .schema("v BIGINT")
    .option("maxFilesPerTrigger", 1)
    .json(at("in"))
    .selectExpr(`v * ${multiply} AS v`)
    .writeStream.format("parquet")
    .option("path", at(output))
    .option("checkpointLocation", at(checkpoint))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
}

async function byLog(): Promise<number[]> {
  const rows = await (await session()).read.parquet(at("out")).collect();
  return rows.map((row) => Number(row["v"])).toSorted((a, b) => a - b);
}

/** What a reader sees who knows nothing of the log: every data file there is. */
async function byListing(): Promise<number[]> {
  const files = dataFiles().map((name) => at("out", name));
  const rows = await (await session()).read.parquet(...files).collect();
  return rows.map((row) => Number(row["v"])).toSorted((a, b) => a - b);
}

beforeEach(async () => {
  root = scratch();
  for (const v of [1, 2, 3]) addFile(`f${v}`, v);
  await run();
  id = (JSON.parse(readFileSync(at("cp", "metadata"), "utf8")) as { id: string }).id;
});

test("files are named by query and batch, and nothing else stays behind", () => {
  expect(dataFiles()).toEqual([dataFile(0), dataFile(1), dataFile(2)]);
  expect(readdirSync(at("out", "_spark_metadata"))).toEqual(["0", "1", "2"]);
  expect(existsSync(at("cp", "millrace", "intents")) ? readdirSync(at("cp", "millrace", "intents")) : []).toEqual([]);
});

test("readers of the log and of the bare listing see the same rows", async () => {
  expect(await byLog()).toEqual([1, 2, 3]);
  expect(await byListing()).toEqual([1, 2, 3]);
});

test("a file that is not in the log is none of a reader's business", async () => {
  const spark = await session();
  await spark.range(100, 101).selectExpr("id AS v").write.parquet(at("foreign"));
  const [name] = readdirSync(at("foreign")).filter((n) => n.endsWith(".parquet"));
  writeFileSync(at("out", "foreign.parquet"), readFileSync(at("foreign", name!)));
  expect(await byLog()).toEqual([1, 2, 3]);
});

describe("after a crash", () => {
  const uncommit = (): void => rmSync(at("cp", "commits", "2"));
  const unlist = (): void => rmSync(at("out", "_spark_metadata", "2"));
  const intend = (batch: number, ...files: string[]): void => {
    mkdirSync(at("cp", "millrace", "intents"), { recursive: true });
    writeFileSync(at("cp", "millrace", "intents", String(batch)), JSON.stringify({ batchId: batch, files }));
  };

  test("before anything was written, the batch is written", async () => {
    uncommit();
    unlist();
    rmSync(at("out", dataFile(2)));
    await run(10);
    expect(await byLog()).toEqual([1, 2, 30]);
    expect(await byListing()).toEqual([1, 2, 30]);
  });

  test("between the data file and the sink log: the file of the attempt before is gone", async () => {
    uncommit();
    unlist();
    const second = dataFile(2).replace("part-00000", "part-00001");
    intend(2, dataFile(2), second);
    writeFileSync(at("out", second), "half");
    await run(10);
    expect(dataFiles()).toEqual([dataFile(0), dataFile(1), dataFile(2)]);
    expect(await byLog()).toEqual([1, 2, 30]);
    expect(await byListing()).toEqual([1, 2, 30]);
    expect(readdirSync(at("cp", "millrace", "intents"))).toEqual([]);
  });

  test("between the sink log and the commit: the batch is not written again", async () => {
    uncommit();
    intend(2, dataFile(2));
    const before = statSync(at("out", dataFile(2))).mtimeMs;
    await run(10);
    expect(statSync(at("out", dataFile(2))).mtimeMs).toBe(before);
    expect(await byLog()).toEqual([1, 2, 3]);
    expect(await byListing()).toEqual([1, 2, 3]);
    expect(readdirSync(at("cp", "commits"))).toContain("2");
  });

  test("while data was written aside: the half file is gone, and was never visible", async () => {
    uncommit();
    unlist();
    rmSync(at("out", dataFile(2)));
    mkdirSync(at("out", ".millrace", id), { recursive: true });
    writeFileSync(at("out", ".millrace", id, `${dataFile(2)}.tmp`), "half");
    expect(await byLog()).toEqual([1, 2]);
    await run();
    expect(await byLog()).toEqual([1, 2, 3]);
    const left = readdirSync(at("out"), { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
    expect(left.filter((e) => e.name.endsWith(".tmp"))).toEqual([]);
  });

  test("an intent list of a committed batch deletes nothing", async () => {
    intend(1, dataFile(1));
    await run();
    expect(await byLog()).toEqual([1, 2, 3]);
    expect(await byListing()).toEqual([1, 2, 3]);
  });

  test("a corrupt intent list is an error that names it, not a licence to go on", async () => {
    uncommit();
    unlist();
    mkdirSync(at("cp", "millrace", "intents"), { recursive: true });
    writeFileSync(at("cp", "millrace", "intents", "2"), '{"batchId":2,"fi');
    const error = await errorOf(() => run());
    expect(error.message).toContain(at("cp", "millrace", "intents", "2"));
  });

  test("an intent list that names another batch's file is an error, and deletes nothing", async () => {
    uncommit();
    unlist();
    intend(2, dataFile(0));
    expect((await errorOf(() => run())).message).toContain(at("cp", "millrace", "intents", "2"));
    expect(existsSync(at("out", dataFile(0)))).toBe(true);
  });
  test.each(["../precious", "/precious", "x/../../precious", "", "."])(
    "an intent list that names %j removes nothing",
    async (path) => {
      uncommit();
      unlist();
      writeFileSync(at("precious"), "kept");
      intend(2, dataFile(2), path);
      expect((await errorOf(() => run())).message).toContain(at("cp", "millrace", "intents", "2"));
      expect(existsSync(at("precious"))).toBe(true);
      expect(dataFiles()).toHaveLength(3);
    },
  );

  test("another query's unfinished files are left alone", async () => {
    mkdirSync(at("out", ".millrace", "another-query"), { recursive: true });
    writeFileSync(at("out", ".millrace", "another-query", "part.tmp"), "busy");
    uncommit();
    await run();
    expect(existsSync(at("out", ".millrace", "another-query", "part.tmp"))).toBe(true);
  });
});

test("a batch without rows writes an empty file, as Spark does, and readers cope", async () => {
  rmSync(at("in"), { recursive: true });
  writeLines(at("in", "only.json"), { w: 1 });
  const spark = await session();
  const query = await spark.readStream
    .schema("v BIGINT, w INT")
    .json(at("in"))
    .where("w = 2")
    .writeStream.format("parquet")
    .option("path", at("empty"))
    .option("checkpointLocation", at("cp2"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  expect(readdirSync(at("empty")).filter((name) => name.endsWith(".parquet"))).toHaveLength(1);
  expect(await spark.read.parquet(at("empty")).collect()).toEqual([]);
  expect(await spark.read.parquet(at("empty")).columns()).toEqual(["v", "w"]);
});

test("a stream that reads the output through the log sees every committed row once, while it is written", async () => {
  const spark = await session();
  const reader = await spark.readStream
    .schema("v BIGINT")
    .parquet(at("out"))
    .writeStream.format("memory")
    .queryName("seen")
    .start();
  for (const v of [4, 5, 6]) {
    addFile(`f${v}`, v);
    await run();
    await reader.processAllAvailable();
  }
  const seen = (await spark.table("seen").collect()).map((row) => Number(row["v"]));
  expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("TIMESTAMP is written as adjusted to UTC, TIMESTAMP_NTZ plain", async () => {
  const spark = await session();
  writeLines(at("times", "a.json"), { t: "2024-01-01T00:00:00Z", n: "2024-01-01 00:00:00" });
  const query = await spark.readStream
    .schema("t TIMESTAMP, n TIMESTAMP_NTZ")
    .json(at("times"))
    .writeStream.format("parquet")
    .option("path", at("zones"))
    .option("checkpointLocation", at("cp3"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  const schema = await spark.read.parquet(at("zones")).schema();
  expect(schema.fields.map((f) => [f.name, f.dataType.kind])).toEqual([
    ["t", "timestamp"],
    ["n", "timestamp_ntz"],
  ]);
});

test("another query's output is refused, and the query's own continues", async () => {
  addFile("f4", 4);
  expect(await conditionOf(() => run(1, "out", "another"))).toBe("OUTPUT_HAS_OTHER_BATCHES");
  await run();
  expect(await byLog()).toEqual([1, 2, 3, 4]);
});

test("of two queries that write into one directory the second fails, and leaves nothing there", async () => {
  const place = scratch();
  const spark = await session();
  for (const name of ["a", "b"]) writeLines(join(place, name, "1.json"), { v: name });
  const start = (name: string): Promise<StreamingQuery> =>
    spark.readStream
      .schema("v STRING")
      .json(join(place, name))
      .writeStream.format("json")
      .option("checkpointLocation", join(place, `checkpoint-${name}`))
      .start(join(place, "out"));
  // Both find an empty output when they start.
  const queries = [await start("a"), await start("b")];
  const ends = await Promise.allSettled(queries.map((query) => query.processAllAvailable()));
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await Promise.all(queries.map((query) => query.stop()));
  expect(readdirSync(join(place, "out")).filter((name) => name.startsWith("part-"))).toHaveLength(1);

  const loser = ends[0]!.status === "fulfilled" ? "b" : "a";
  expect(await conditionOf(async () => (await start(loser)).processAllAvailable())).toBe("OUTPUT_HAS_OTHER_BATCHES");
  expect(await spark.read.schema("v STRING").json(join(place, "out")).count()).toBe(1);
});

test("nor may a batch without rows be taken for another query's", async () => {
  const place = scratch();
  const spark = await session();
  writeLines(join(place, "in", "1.json"), { v: 1, k: "a" });
  const start = async (least: number): Promise<void> => {
    const query = await spark.readStream
      .schema("v INT, k STRING")
      .json(join(place, "in"))
      .where(`v >= ${least}`)
      .writeStream.format("json")
      .partitionBy("k")
      .option("checkpointLocation", join(place, `checkpoint-${least}`))
      .trigger({ availableNow: true })
      .start(join(place, "out"));
    await query.awaitTermination();
  };
  // The other has planned its first batch and not yet run it.
  mkdirSync(join(place, "checkpoint-0"), { recursive: true });
  await start(1000);
  cpSync(join(place, "checkpoint-1000"), join(place, "checkpoint-0"), { recursive: true });
  writeFileSync(join(place, "checkpoint-0", "metadata"), '{"id":"11111111-2222-4333-8444-555555555555"}');
  for (const part of ["commits", "millrace"]) rmSync(join(place, "checkpoint-0", part), { recursive: true });
  expect(await conditionOf(() => start(0))).toBe("OUTPUT_HAS_OTHER_BATCHES");

  // The first one's own batch, not yet committed, is known to be its own.
  rmSync(join(place, "checkpoint-1000", "commits"), { recursive: true });
  await start(1000);
  writeLines(join(place, "in", "2.json"), { v: 2000, k: "b" });
  await start(1000);
  expect(readdirSync(join(place, "checkpoint-1000", "commits")).filter((name) => /^\d+$/.test(name))).toEqual([
    "0",
    "1",
  ]);
  expect(await spark.read.schema("v INT, k STRING").json(join(place, "out")).count()).toBe(1);
});

test("an output that holds what others have written is told of when the query begins there, and not again", async () => {
  const warnings: string[] = [];
  const process = { ...realRuntime.process, warn: (text: string) => void warnings.push(text) };
  const begin = async (path: string): Promise<void> => {
    const sink = new FileSink(
      {
        path,
        checkpoint: at("cp2"),
        format: findFormat("json")!,
        options: {},
        zone: "UTC",
        ignoreNullFields: true,
        partitionBy: [],
      },
      { ...realRuntime, process },
    );
    await sink.open("6e0ea0c2-62c5-4b1a-9a0f-1a2b3c4d5e6f");
    await sink.recover(0, false).catch(() => undefined);
  };
  await begin(at("new"));
  await begin(at("out"));
  expect(warnings).toEqual([]);
  await begin(at("in"));
  expect(warnings).toEqual([expect.stringContaining(`${at("in")} holds files that are not this query's`)]);
});

test("a log that is ahead of the batch to run again is refused: the ones between would be passed over", async () => {
  addFile("f4", 4);
  cpSync(at("cp"), at("backup"), { recursive: true });
  await run();
  rmSync(at("cp"), { recursive: true });
  cpSync(at("backup"), at("cp"), { recursive: true });
  // The batch after the last one in the backup was planned when it was made.
  rmSync(at("cp", "commits", "2"));
  const error = await errorOf(() => run());
  expect((error.cause as MillraceError).condition).toBe("OUTPUT_HAS_OTHER_BATCHES");
  expect(await byLog()).toEqual([1, 2, 3, 4]);
});

test("a query does not go on behind another's batches, whatever their number", async () => {
  await run(10, "other", "cp2");
  addFile("f4", 4);
  const error = await errorOf(() => run(10, "out", "cp2"));
  expect((error.cause as MillraceError).condition).toBe("OUTPUT_HAS_OTHER_BATCHES");
  expect(await byLog()).toEqual([1, 2, 3]);
});
