import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { window, type Session } from "../../../src/index.ts";
import { realFiles } from "../../../src/runtime/real-files.ts";
import { Checkpoint } from "../../../src/streaming/checkpoint/checkpoint.ts";
import { simulatedRuntime } from "../../../src/testing/index.ts";
import { conditionOf, scratch, session, writeLines } from "../../scratch.ts";

/** Spark 4.3's own, as recorded in test/conformance/expected/restart/checkpoint-two-sources.json (there with 2 partitions). */
const CONF =
  '{"spark.sql.streaming.stateStore.providerClass":"org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider",' +
  '"spark.sql.dropDuplicates.deterministicKeyOrder.enabled":"true","spark.sql.streaming.stateStore.rocksdb.mergeOperatorVersion":"2",' +
  '"spark.sql.streaming.stateStore.rocksdb.formatVersion":"5","spark.sql.streaming.queryEvolution.enableSourceEvolution":"false",' +
  '"spark.sql.streaming.stateStore.encodingFormat":"unsaferow","spark.sql.streaming.statefulOperator.useStrictDistribution":"true",' +
  '"spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion":"2","spark.sql.streaming.multipleWatermarkPolicy":"min",' +
  '"spark.sql.streaming.stateStore.rowChecksum.enabled":"false","spark.sql.streaming.statefulOperator.alwaysNullableOutput.enabled":"true",' +
  '"spark.sql.streaming.aggregation.stateFormatVersion":"2","spark.sql.function.protobufExtensions.enabled":"false",' +
  '"spark.sql.shuffle.partitions":"200","spark.sql.streaming.join.stateFormatVersion":"2",' +
  '"spark.sql.streaming.stateStore.compression.codec":"lz4","spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan":"false"}';
const NOW = 1_719_290_952_214;

const text = (...path: string[]): string => readFileSync(join(...path), "utf8");
const modified = (file: string): number => Math.floor(statSync(file).mtimeMs);

async function etl(spark: Session, root: string): Promise<void> {
  const query = await spark.readStream
    .schema("t TIMESTAMP, v INT")
    .option("maxFilesPerTrigger", 1)
    .json(join(root, "in put"))
    .writeStream.format("parquet")
    .option("path", join(root, "out"))
    .option("checkpointLocation", join(root, "cp"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
}

test("a file-to-Parquet query's checkpoint is Spark's, byte for byte", async () => {
  const root = scratch();
  const [first, second] = [join(root, "in put", "a.json"), join(root, "in put", "b+é.json")];
  writeLines(first, { t: "2024-01-01 00:00:00", v: 1 });
  writeLines(second, { t: "2024-01-01 00:01:00", v: 2 });
  await etl(await session({ runtime: simulatedRuntime({ start: NOW }) }), root);

  const cp = join(root, "cp");
  expect(text(cp, "metadata")).toMatch(/^\{"id":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"\}$/);
  const head = `v1\n{"batchWatermarkMs":0,"batchTimestampMs":${NOW},"conf":${CONF}}`;
  expect(text(cp, "offsets", "0")).toBe(`${head}\n{"logOffset":0}`);
  expect(text(cp, "offsets", "1")).toBe(`${head}\n{"logOffset":1}`);
  expect(text(cp, "commits", "0")).toBe('v1\n{"nextBatchWatermarkMs":0}');
  expect(text(cp, "commits", "1")).toBe('v1\n{"nextBatchWatermarkMs":0}');
  const uri = `file://${root}/in%20put`;
  expect(text(cp, "sources", "0", "0")).toBe(`v1\n{"path":"${uri}/a.json","timestamp":${modified(first)},"batchId":0}`);
  expect(text(cp, "sources", "0", "1")).toBe(
    `v1\n{"path":"${uri}/b+%C3%A9.json","timestamp":${modified(second)},"batchId":1}`,
  );
  expect(
    readdirSync(cp)
      .filter((name) => name !== "millrace")
      .toSorted(),
  ).toEqual(["commits", "metadata", "offsets", "sources"]);
  expect(readdirSync(join(cp, "offsets"))).toEqual(["0", "1"]);
});

test("the file sink's log is Spark's, byte for byte", async () => {
  const root = scratch();
  writeLines(join(root, "in put", "a.json"), { t: "2024-01-01 00:00:00", v: 1 });
  await etl(await session(), root);
  const out = join(root, "out");
  const files = readdirSync(out).filter((name) => name.endsWith(".parquet"));
  expect(files).toEqual([expect.stringMatching(/^part-00000-.*-c000\.snappy\.parquet$/)]);
  const file = join(out, files[0]!);
  expect(text(out, "_spark_metadata", "0")).toBe(
    `v1\n{"path":"file://${file}","size":${statSync(file).size},"isDir":false,"modificationTime":${modified(file)},"blockReplication":1,"blockSize":33554432,"action":"add"}`,
  );
});

test("every tenth entry of the source log and the sink log holds all before it", async () => {
  const root = scratch();
  for (let i = 0; i < 12; i++) writeLines(join(root, "in put", `${i}.json`), { t: "2024-01-01 00:00:00", v: i });
  await etl(await session(), root);
  const sources = text(root, "cp", "sources", "0", "9.compact").split("\n");
  expect(sources).toHaveLength(11);
  expect(sources.slice(1).map((line) => (JSON.parse(line) as { batchId: number }).batchId)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  expect(existsSync(join(root, "cp", "sources", "0", "9"))).toBe(false);
  const sink = text(root, "out", "_spark_metadata", "9.compact").split("\n");
  expect(sink).toHaveLength(11);
  expect(new Set(sink).size).toBe(11);
  expect(text(root, "out", "_spark_metadata", "10").split("\n")).toHaveLength(2);
});

test("a stateful query: watermark in commits and offsets, operator in state/0/_metadata", async () => {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { t: "2024-01-01 00:00:25.123456", v: 1 });
  const spark = await session({ conf: { "spark.sql.shuffle.partitions": "5" } });
  const query = await spark.readStream
    .schema("t TIMESTAMP, v INT")
    .json(join(root, "in"))
    .withWatermark("t", "10 seconds")
    .groupBy(window("t", "5 seconds"))
    .count()
    .writeStream.format("noop")
    .outputMode("update")
    .option("checkpointLocation", join(root, "cp"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  const watermark = Date.UTC(2024, 0, 1, 0, 0, 15, 123);
  expect(text(root, "cp", "commits", "0")).toBe(`v1\n{"nextBatchWatermarkMs":${watermark}}`);
  expect(text(root, "cp", "offsets", "1")).toContain(`v1\n{"batchWatermarkMs":${watermark},"batchTimestampMs":`);
  expect(text(root, "cp", "offsets", "1").split("\n").at(-1)).toBe('{"logOffset":0}');
  expect(text(root, "cp", "state", "0", "_metadata", "metadata")).toBe(
    'v1\n{"operatorInfo":{"operatorId":0,"operatorName":"stateStoreSave"},"stateStoreInfo":[{"storeName":"default","numColsPrefixKey":0,"numPartitions":5}]}',
  );
});

test("a source without data yet is a dash", async () => {
  const root = scratch();
  const checkpoint = new Checkpoint(realFiles, join(root, "cp"));
  await checkpoint.writeBatch({
    batchId: 0,
    watermarkMs: 0,
    timestampMs: 7,
    conf: {},
    offsets: [undefined, '{"logOffset":0}'],
  });
  expect(text(root, "cp", "offsets", "0")).toBe(
    'v1\n{"batchWatermarkMs":0,"batchTimestampMs":7,"conf":{}}\n-\n{"logOffset":0}',
  );
  expect((await checkpoint.readBatch(0))?.offsets).toEqual([undefined, '{"logOffset":0}']);
});

test("who comes second for a batch loses, and the first one's entry stays", async () => {
  const root = scratch();
  const [mine, theirs] = [new Checkpoint(realFiles, root), new Checkpoint(realFiles, root)];
  await mine.writeCommit(0, 1);
  expect(await conditionOf(() => theirs.writeCommit(0, 2))).toBe("CONCURRENT_STREAM_LOG_UPDATE");
  expect(text(root, "commits", "0")).toBe('v1\n{"nextBatchWatermarkMs":1}');
  expect(readdirSync(join(root, "commits"))).toEqual(["0"]);
});

test("Spark's version-2 commits are read", async () => {
  const root = scratch();
  const checkpoint = new Checkpoint(realFiles, root);
  await checkpoint.writeCommit(0, 0);
  writeFileSync(join(root, "commits", "0"), 'v2\n{"nextBatchWatermarkMs":5,"stateUniqueIds":{"0":[["uuid"]]}}');
  expect(await checkpoint.readCommit(0)).toEqual({ nextWatermarkMs: 5 });
});

test("a checksum that Hadoop left beside a file goes when the file is replaced", async () => {
  const root = scratch();
  const checkpoint = new Checkpoint(realFiles, root);
  await checkpoint.writeBatch({ batchId: 0, watermarkMs: 0, timestampMs: 7, conf: {}, offsets: [] });
  writeFileSync(join(root, "offsets", ".1.crc"), "stale");
  await checkpoint.writeBatch({ batchId: 1, watermarkMs: 0, timestampMs: 8, conf: {}, offsets: [] });
  expect(readdirSync(join(root, "offsets"))).toEqual(["0", "1"]);
});

test("what is older than the batches to retain is forgotten", async () => {
  const root = scratch();
  const checkpoint = new Checkpoint(realFiles, root);
  for (let batchId = 0; batchId < 6; batchId++) {
    await checkpoint.writeBatch({ batchId, watermarkMs: 0, timestampMs: 0, conf: {}, offsets: [] });
    await checkpoint.writeCommit(batchId, 0);
  }
  await checkpoint.purge(5, 2);
  expect(await checkpoint.offsets.ids()).toEqual([3, 4, 5]);
  expect(await checkpoint.commits.ids()).toEqual([3, 4, 5]);
});

test.each(["-1", "1.5", "1e999", '"1"', "null", "9007199254740993"])("a time of %s is no time", async (time) => {
  const root = scratch();
  const checkpoint = new Checkpoint(realFiles, root);
  await checkpoint.writeBatch({ batchId: 0, watermarkMs: 0, timestampMs: 0, conf: {}, offsets: [] });
  await checkpoint.writeCommit(0, 0);
  await checkpoint.writeWatermarks(0, [0]);
  const [offsets, commits, watermarks] = [
    ["offsets", "0"],
    ["commits", "0"],
    ["millrace", "watermarks"],
  ].map((parts) => join(root, ...parts));
  const spoil = (file: string): void =>
    writeFileSync(file, readFileSync(file, "utf8").replace(/(Ms":\[?)0/, `$1${time}`));
  for (const file of [offsets!, commits!, watermarks!]) spoil(file);
  expect(await conditionOf(() => checkpoint.readBatch(0))).toBe("CHECKPOINT_FILE_CORRUPT");
  expect(await conditionOf(() => checkpoint.readCommit(0))).toBe("CHECKPOINT_FILE_CORRUPT");
  expect(await conditionOf(() => checkpoint.readWatermarks())).toBe("CHECKPOINT_FILE_CORRUPT");
});
