import { describe, expect, test } from "vitest";
import { session } from "../scratch.ts";
import { addFile, at, numbers, toParquet } from "./number-files.ts";

describe("progress", () => {
  test("tells of every batch, by Spark's names in Spark's order", async () => {
    addFile("b", 2, 3);
    const query = await toParquet(numbers(await session()))
      .queryName("q")
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    const progress = await query.recentProgress();
    expect(progress.map((p) => [p.batchId, p.numInputRows, p.sink.numOutputRows])).toEqual([
      [0, 1, 1],
      [1, 2, 2],
    ]);
    const optional = /PerSecond$|^eventTime$/;
    expect(Object.keys(progress[0]!).filter((key) => !optional.test(key))).toEqual([
      "id",
      "runId",
      "name",
      "timestamp",
      "batchId",
      "batchDuration",
      "numInputRows",
      "durationMs",
      "stateOperators",
      "sources",
      "sink",
    ]);
    expect(progress[1]).toMatchObject({
      id: query.id,
      runId: query.runId,
      name: "q",
      sources: [
        {
          description: `FileStreamSource[file://${at("in")}]`,
          startOffset: { logOffset: 0 },
          endOffset: { logOffset: 1 },
          numInputRows: 2,
        },
      ],
      sink: { description: `FileSink[file://${at("out")}]` },
    });
    expect(progress[1]!.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("tells how long each phase took, by Spark's names", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    expect(Object.keys((await query.lastProgress())!.durationMs)).toEqual([
      "addBatch",
      "commitOffsets",
      "getBatch",
      "latestOffset",
      "queryPlanning",
      "triggerExecution",
      "walCommit",
    ]);
  });

  test("as JSON leaves empty maps out, as Spark does", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    expect(JSON.stringify(await query.lastProgress())).not.toMatch(/"(eventTime|metrics)":\{\}/);
  });

  test("only the newest are kept", async () => {
    for (const name of ["b", "c", "d"]) addFile(name, 2);
    const spark = await session({ conf: { "spark.sql.streaming.numRecentProgressUpdates": "2" } });
    const query = await numbers(spark).writeStream.format("noop").trigger({ availableNow: true }).start();
    await query.awaitTermination();
    expect((await query.recentProgress()).map((p) => p.batchId)).toEqual([2, 3]);
    expect((await query.lastProgress())?.batchId).toBe(3);
  });
});
