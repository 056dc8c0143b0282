import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { window, type MillraceError, type QueryProgress, type Session } from "../../src/index.ts";
import { conditionOf, errorOf, scratch, session, writeLines } from "../scratch.ts";

/** A windowed count over three batches of one file each, into Parquet; a fourth file waits for the restart. */
let root: string;
const at = (...path: string[]): string => join(root, ...path);
const copy = (from: string, to: string, ...path: string[]): void => copyFileSync(at(...path, from), at(...path, to));
const remove = (...path: string[]): void => rmSync(at(...path), { recursive: true });
const overwrite = (content: string, ...path: string[]): void => writeFileSync(at(...path), content);

function addFile(name: string, minute: number): void {
  const t = `2024-01-01 00:${String(minute).padStart(2, "0")}:00`;
  writeLines(at("in", `${name}.json`), { t, v: 1 }, { t, v: 2 });
}

async function run(spark: Session, length = "1 minute"): Promise<readonly QueryProgress[]> {
  const query = await spark.readStream
    .schema("t TIMESTAMP, v INT")
    .option("maxFilesPerTrigger", 1)
    .json(at("in"))
    .withWatermark("t", "30 seconds")
    .groupBy(window("t", length))
    .count()
    .selectExpr("window.start AS start", "count")
    .writeStream.format("parquet")
    .option("path", at("out"))
    .option("checkpointLocation", at("cp"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  return query.recentProgress();
}

const restart = async (): Promise<readonly QueryProgress[]> => run(await session());

async function rows(): Promise<string[]> {
  return (await (await session()).read.parquet(at("out")).toJSON()).toSorted();
}

beforeEach(async () => {
  root = scratch();
  for (const [i, name] of ["a", "b", "c"].entries()) addFile(name, i);
  const progress = await restart();
  expect(progress.map((p) => p.batchId)).toEqual([0, 1, 2, 3]);
  expect(readdirSync(at("cp", "commits"))).toEqual(["0", "1", "2", "3"]);
  addFile("d", 3);
});

/** The windows that the last watermark, 00:02:30, has closed. */
const AFTER_ALL = ['{"start":"2024-01-01T00:00:00.000Z","count":2}', '{"start":"2024-01-01T00:01:00.000Z","count":2}'];

test("a whole checkpoint continues with the next batch", async () => {
  expect((await restart()).map((p) => p.batchId)).toEqual([4, 5]);
  expect(await rows()).toEqual(AFTER_ALL);
});

test("a batch without its commit runs again: same id, same offsets, same time, each row once", async () => {
  const offsets = readFileSync(at("cp", "offsets", "2"), "utf8");
  for (const id of ["3", "2"]) remove("cp", "commits", id);
  remove("cp", "offsets", "3");
  remove("out", "_spark_metadata", "3");
  expect((await restart()).map((p) => p.batchId)).toEqual([2, 3, 4]);
  expect(readFileSync(at("cp", "offsets", "2"), "utf8")).toBe(offsets);
  expect(await rows()).toEqual(AFTER_ALL);
});

test("a batch whose output is there runs again over the same input, or its state would not agree with it", async () => {
  await restart();
  remove("cp", "commits", "5");
  remove("cp", "commits", "4");
  remove("cp", "offsets", "5");
  remove("out", "_spark_metadata", "5");
  addFile("d", 7);
  expect(((await errorOf(restart)).cause as MillraceError).condition).toBe("FILE_CHANGED_AFTER_OUTPUT");
  remove("out", "_spark_metadata", "4");
  // Nothing of the batch has been seen: it is read as it is.
  expect((await restart()).map((p) => p.batchId)).toEqual([4, 5]);
});

test("a crash between a batch and the one without data that it calls for does not lose the latter", async () => {
  remove("in", "d.json");
  for (const log of [
    ["cp", "commits"],
    ["cp", "offsets"],
    ["out", "_spark_metadata"],
  ])
    remove(...log, "3");
  expect((await rows()).length).toBeLessThan(AFTER_ALL.length);
  const progress = await restart();
  expect(progress.map((p) => [p.batchId, p.numInputRows])).toEqual([[3, 0]]);
  expect(await rows()).toEqual(AFTER_ALL.slice(0, 1));
  expect(await restart()).toEqual([]);
});

test("what a crash leaves beside the logs is passed over", async () => {
  overwrite("half", "cp", "commits", ".4.123-1.tmp");
  overwrite("half", "cp", "offsets", ".4.123-1.tmp");
  overwrite("crc", "cp", "offsets", ".3.crc");
  await restart();
  expect(await rows()).toEqual(AFTER_ALL);
});

describe("a damaged checkpoint is an error with a condition, never a silent new beginning:", () => {
  test.each<[name: string, damage: () => void, condition: string]>([
    ["no metadata", () => remove("cp", "metadata"), "STREAMING_CHECKPOINT_MISSING_METADATA_FILE"],
    ["empty metadata", () => overwrite("", "cp", "metadata"), "CHECKPOINT_FILE_CORRUPT"],
    ["metadata without an id", () => overwrite('{"name":"x"}', "cp", "metadata"), "CHECKPOINT_FILE_CORRUPT"],
    [
      "metadata with an id that is none",
      () => overwrite('{"id":"9f#06251"}', "cp", "metadata"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "a delta of the state that is a directory",
      () => (remove("cp", "state", "0", "2.delta.parquet"), mkdirSync(at("cp", "state", "0", "2.delta.parquet"))),
      "FILE_OPERATION_FAILED",
    ],
    ["no offsets", () => remove("cp", "offsets"), "CHECKPOINT_FILE_MISSING"],
    ["no metadata, no offsets", () => (remove("cp", "offsets"), remove("cp", "metadata")), "CHECKPOINT_FILE_MISSING"],
    ["last offsets gone", () => remove("cp", "offsets", "3"), "CHECKPOINT_FILE_MISSING"],
    ["empty offsets", () => overwrite("", "cp", "offsets", "3"), "CHECKPOINT_FILE_CORRUPT"],
    [
      "offsets of another version",
      () => overwrite('v9\n{}\n{"logOffset":2}', "cp", "offsets", "3"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "offsets cut short",
      () => overwrite('v1\n{"batchWatermarkMs":0,"batchTi', "cp", "offsets", "3"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "an offset that is none",
      () => overwrite('v1\n{"batchWatermarkMs":0,"batchTimestampMs":1,"conf":{}}\n{"x":2}', "cp", "offsets", "3"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "the offsets before those that run again without a source's",
      () => {
        remove("cp", "commits", "3");
        const [version, head] = readFileSync(at("cp", "offsets", "2"), "utf8").split("\n");
        overwrite(`${version}\n${head}`, "cp", "offsets", "2");
      },
      "STREAMING_SOURCE_COUNT_CHANGED",
    ],
    [
      "offsets of more sources",
      () =>
        overwrite(
          'v1\n{"batchWatermarkMs":0,"batchTimestampMs":1,"conf":{}}\n{"logOffset":2}\n{"logOffset":2}',
          "cp",
          "offsets",
          "3",
        ),
      "STREAMING_SOURCE_COUNT_CHANGED",
    ],
    ["no commits", () => remove("cp", "commits"), "CHECKPOINT_FILE_MISSING"],
    ["two commits gone", () => (remove("cp", "commits", "3"), remove("cp", "commits", "2")), "CHECKPOINT_FILE_MISSING"],
    ["empty commit", () => overwrite("", "cp", "commits", "3"), "CHECKPOINT_FILE_CORRUPT"],
    ["commit that is no JSON", () => overwrite("v1\n{", "cp", "commits", "3"), "CHECKPOINT_FILE_CORRUPT"],
    [
      "offsets before an uncommitted batch gone",
      () => (remove("cp", "commits", "3"), remove("cp", "offsets", "2")),
      "CHECKPOINT_FILE_MISSING",
    ],
    [
      "neither offsets nor commits, but state",
      () => (remove("cp", "commits"), remove("cp", "offsets")),
      "CHECKPOINT_FILE_MISSING",
    ],
    ["source log: an entry within gone", () => remove("cp", "sources", "0", "1"), "CHECKPOINT_FILE_MISSING"],
    ["source log: the first entry gone", () => remove("cp", "sources", "0", "0"), "CHECKPOINT_FILE_MISSING"],
    ["source log: the last entry gone", () => remove("cp", "sources", "0", "2"), "CHECKPOINT_FILE_MISSING"],
    ["source log: all gone", () => remove("cp", "sources"), "CHECKPOINT_FILE_MISSING"],
    [
      "source log: an entry corrupt",
      () => overwrite('v1\n{"path":', "cp", "sources", "0", "1"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    ["source log: an entry empty", () => overwrite("", "cp", "sources", "0", "1"), "CHECKPOINT_FILE_CORRUPT"],
    ["source log: an entry of another number", () => copy("0", "1", "cp", "sources", "0"), "CHECKPOINT_FILE_CORRUPT"],
    [
      "source log: a path that no path can be written as",
      () => overwrite('v1\n{"path":"file:///%","timestamp":1,"batchId":1}', "cp", "sources", "0", "1"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    ["offsets that are those of the batch before", () => copy("2", "3", "cp", "offsets"), "CHECKPOINT_FILE_CORRUPT"],
    ["offsets before those of the batch before", () => copy("0", "3", "cp", "offsets"), "CHECKPOINT_FILE_CORRUPT"],
    ["offsets of the batch before gone", () => remove("cp", "offsets", "2"), "CHECKPOINT_FILE_MISSING"],
    ["state gone", () => remove("cp", "state"), "STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY"],
    [
      "the state's description gone",
      () => remove("cp", "state", "0", "_metadata", "metadata"),
      "STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY",
    ],
    [
      "the state's description corrupt",
      () => overwrite("v1\n{", "cp", "state", "0", "_metadata", "metadata"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "the state's schema gone",
      () => remove("cp", "state", "0", "_metadata", "millrace-schema"),
      "CHECKPOINT_FILE_MISSING",
    ],
    [
      "state schema: a column that is no text",
      () => overwrite('{"key":[{}],"value":[]}', "cp", "state", "0", "_metadata", "millrace-schema"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "the state's schema corrupt",
      () => overwrite("{", "cp", "state", "0", "_metadata", "millrace-schema"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    ["a delta of the state gone", () => remove("cp", "state", "0", "2.delta.parquet"), "CHECKPOINT_FILE_MISSING"],
    [
      "a delta of the state corrupt",
      () => overwrite("no Parquet", "cp", "state", "0", "2.delta.parquet"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
    [
      "a delta of the state empty",
      () => overwrite("", "cp", "state", "0", "2.delta.parquet"),
      "CHECKPOINT_FILE_CORRUPT",
    ],
  ])("%s", async (_, damage, condition) => {
    damage();
    expect(await conditionOf(restart)).toBe(condition);
    // Nor may the attempt make the damage look whole for the next one.
    expect(await conditionOf(restart)).toBe(condition);
  });

  test("the error names the file", async () => {
    overwrite("", "cp", "commits", "3");
    expect((await errorOf(restart)).message).toContain(at("cp", "commits", "3"));
  });

  test("a sink log that lacks committed batches", async () => {
    remove("out", "_spark_metadata");
    await errorOf(restart);
  });

  test("a sink log with a gap cannot be read", async () => {
    remove("out", "_spark_metadata", "2");
    await errorOf(rows);
  });

  test.each([
    ["an entry cut short", () => overwrite('v1\n{"path":', "out", "_spark_metadata", "2")],
    ["an entry of another batch", () => copy("1", "2", "out", "_spark_metadata")],
    ["a path that is none", () => overwrite('v1\n{"path":"file:///%","action":"add"}', "out", "_spark_metadata", "2")],
    ["an unknown action", () => overwrite('v1\n{"path":"file:///a","action":"aed"}', "out", "_spark_metadata", "2")],
  ])("a sink log with %s cannot be read", async (_, damage) => {
    damage();
    expect(await conditionOf(rows)).toBe("CHECKPOINT_FILE_CORRUPT");
  });

  test("the error of an offset that is none names the log", async () => {
    overwrite('v1\n{"batchWatermarkMs":0,"batchTimestampMs":1,"conf":{}}\n{"logOffset":2', "cp", "offsets", "3");
    expect((await errorOf(restart)).message).toContain(at("cp", "offsets", "3"));
  });
});

test("a query without state may not continue a checkpoint with state, nor the other way round", async () => {
  const spark = await session();
  const stateless = async (checkpoint: string): Promise<unknown> => {
    const query = await spark.readStream
      .schema("t TIMESTAMP, v INT")
      .json(at("in"))
      .writeStream.format("noop")
      .option("checkpointLocation", at(checkpoint))
      .trigger({ availableNow: true })
      .start();
    return query.awaitTermination();
  };
  expect(await conditionOf(() => stateless("cp"))).toBe("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA");
  await stateless("other");
  remove("cp");
  remove("out");
  renameSync(at("other"), at("cp"));
  // As in Spark, it fails when there is something to do.
  addFile("e", 4);
  expect(await conditionOf(restart)).toBe("STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY");
});

test("windows of another length than the state's are refused: it keeps only where they begin", async () => {
  addFile("d", 9);
  expect(await conditionOf(async () => run(await session(), "2 minutes"))).toBe(
    "STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE",
  );
});

test("a file that a batch could not read may be mended: the batch that runs again reads it as it is", async () => {
  writeFileSync(at("in", "z.json"), '{"t":"2024-01-01 00:09:00","v":1}\n{"t":');
  const copyTo = async (spark: Session): Promise<void> => {
    const query = await spark.readStream
      .schema("t TIMESTAMP, v INT")
      .option("mode", "FAILFAST")
      .json(at("in"))
      .select("t", "v")
      .writeStream.option("checkpointLocation", at("copies"))
      .trigger({ availableNow: true })
      .start(at("copied"));
    await query.awaitTermination();
  };
  expect((await errorOf(async () => copyTo(await session()))).message).toContain("MALFORMED_RECORD");
  writeLines(at("in", "z.json"), { t: "2024-01-01 00:09:00", v: 1 }, { t: "2024-01-01 00:09:30", v: 2 });
  const spark = await session();
  await copyTo(spark);
  expect(await spark.read.parquet(at("copied")).where("t >= '2024-01-01 00:09:00'").count()).toBe(2);
});

test("a query does not write where it reads", async () => {
  const spark = await session();
  const start = (): Promise<unknown> =>
    spark.readStream
      .schema("t TIMESTAMP, v INT")
      .json(at("in"))
      .writeStream.format("json")
      .option("checkpointLocation", at("other"))
      .start(at("in"));
  expect(await conditionOf(start)).toBe("OUTPUT_IS_INPUT");
  expect(readdirSync(at("in"))).not.toContain("_spark_metadata");
});
