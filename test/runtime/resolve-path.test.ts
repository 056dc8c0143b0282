import { join } from "node:path";
import { expect, test } from "vitest";
import { resolvePath } from "../../src/runtime/resolve-path.ts";
import { conditionOf, scratch, session } from "../scratch.ts";

test.each([
  ["/a/b", "/a/b"],
  ["a/../b", join(process.cwd(), "b")],
  ["file:/a/b", "/a/b"],
  ["file:///a%20b", "/a b"],
  ["FILE:///a", "/a"],
  ["file://localhost/a", "/a"],
  ["file:///50%", "/50%"],
  ["/in/2024-01-01T00:00", "/in/2024-01-01T00:00"],
  ["2024-01-01T00:00/x", join(process.cwd(), "2024-01-01T00:00", "x")],
])("%s is %s", (text, path) => {
  expect(resolvePath(text)).toBe(path);
});

test.each(["s3://bucket/in", "dbfs:/in", "abfss://c@a.dfs.core.windows.net/in", "hdfs:///in"])(
  "%s is no directory here",
  async (path) => {
    const spark = await session();
    const stream = spark.readStream.format("rate").load().writeStream;
    for (const action of [
      () => spark.read.schema("a INT").json(path).collect(),
      () => spark.range(1).write.parquet(path),
      () => spark.readStream.schema("a INT").json(path).writeStream.format("noop").start(),
      () => stream.option("checkpointLocation", path).format("noop").start(),
      () => stream.format("parquet").option("checkpointLocation", join(scratch(), "c")).start(path),
    ])
      expect(await conditionOf(action), String(action)).toBe("UNSUPPORTED_FILE_SYSTEM");
  },
);

test.each(["", " "])("an empty path (%j) is not the working directory", async (path) => {
  const spark = await session();
  for (const action of [
    () => spark.read.json(path),
    () => spark.range(1).write.mode("overwrite").json(path),
    () => spark.readStream.schema("a INT").json(path).writeStream.format("noop").start(),
    () =>
      spark.readStream
        .format("rate")
        .load()
        .writeStream.format("parquet")
        .option("checkpointLocation", path)
        .start(join(scratch(), "out")),
    () =>
      spark.readStream
        .format("rate")
        .load()
        .writeStream.format("parquet")
        .option("checkpointLocation", scratch())
        .start(path),
  ])
    expect(
      await conditionOf(
        async () => await ((await action()) as { collect?: () => Promise<unknown> } | undefined)?.collect?.(),
      ),
    ).toBe("EMPTY_PATH");
});
