import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import {
  currentTimestamp,
  MillraceError,
  type DataFrame,
  type DataStreamWriter,
  type Session,
  type StreamingQuery,
} from "../../src/index.ts";
import { conditionOf, errorOf, scratch, session, writeLines } from "../scratch.ts";

let root: string;
const at = (...path: string[]): string => join(root, ...path);
const listed = (...path: string[]): string[] =>
  existsSync(at(...path)) ? readdirSync(at(...path)).filter((name) => !/^[._]/.test(name)) : [];
const addFile = (name: string, ...values: number[]): void =>
  writeLines(at("in", `${name}.json`), ...values.map((v) => ({ v })));

beforeEach(() => {
  root = scratch();
  addFile("a", 1);
});

function numbers(spark: Session): DataFrame {
  return spark.readStream.schema("v BIGINT").option("maxFilesPerTrigger", 1).json(at("in"));
}

function toParquet(frame: DataFrame): DataStreamWriter {
  return frame.writeStream.format("parquet").option("path", at("out")).option("checkpointLocation", at("cp"));
}

/** Never ends by itself: only an interrupt helps. */
const endless = (spark: Session): DataFrame =>
  numbers(spark).crossJoin(spark.range(1_000_000_000_000)).where("id % 1000003 = v AND id < 0");

/** A promise and what settles it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function untilProcessing(query: StreamingQuery): Promise<void> {
  while ((await query.status()).message !== "Processing new data")
    await new Promise((resolve) => setTimeout(resolve, 5));
  // A moment for the statement to be under way.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

describe("start()", () => {
  test("resolves when the checkpoint has its id and the sink its log", async () => {
    const query = await toParquet(numbers(await session())).start();
    expect(JSON.parse(readFileSync(at("cp", "metadata"), "utf8"))).toEqual({ id: query.id });
    expect(existsSync(at("out", "_spark_metadata"))).toBe(true);
    expect(query.runId).not.toBe(query.id);
  });

  test("rejects what cannot run, and leaves nothing active", async () => {
    const spark = await session();
    const missing = spark.readStream.schema("v BIGINT").json(at("nowhere"));
    expect(await conditionOf(() => toParquet(missing).start())).toBe("PATH_NOT_FOUND");
    expect(await conditionOf(() => toParquet(numbers(spark)).outputMode("complete").start())).toBe(
      "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
    );
    expect(
      await conditionOf(() => numbers(spark).writeStream.format("parquet").option("path", at("out")).start()),
    ).toBe("MISSING_CHECKPOINT_LOCATION");
    expect(await conditionOf(() => spark.range(1).writeStream.format("noop").start())).toBe("WRITE_STREAM_NOT_ALLOWED");
    expect(await spark.streams.active()).toEqual([]);
  });

  test("refuses a name that an active query has, and takes it again afterwards", async () => {
    const spark = await session();
    const start = (): Promise<StreamingQuery> => numbers(spark).writeStream.format("noop").queryName("q").start();
    const first = await start();
    expect(await conditionOf(start)).toBe("QUERY_NAME_IN_USE");
    await first.stop();
    await (await start()).stop();
  });

  test("keeps the id over restarts; the run id is new", async () => {
    const spark = await session();
    const first = await toParquet(numbers(spark)).start();
    await first.stop();
    const second = await toParquet(numbers(spark)).start();
    expect(second.id).toBe(first.id);
    expect(second.runId).not.toBe(first.runId);
  });

  test("stops the run of the same checkpoint that is still active", async () => {
    const spark = await session();
    const first = await toParquet(numbers(spark)).start();
    await first.processAllAvailable();
    const second = await toParquet(numbers(spark)).start();
    expect(await first.isActive()).toBe(false);
    addFile("b", 2);
    await second.processAllAvailable();
    expect(await spark.read.parquet(at("out")).count()).toBe(2);
  });
});

describe("stop()", () => {
  test("during a batch interrupts the kernel, resolves, and nothing of the batch is visible", async () => {
    const spark = await session();
    const query = await toParquet(endless(spark)).start();
    await untilProcessing(query);
    await query.stop();
    expect(await query.isActive()).toBe(false);
    expect(await query.exception()).toBeNull();
    expect(await query.awaitTermination()).toBe(true);
    expect(listed("out")).toEqual([]);
    expect(listed("out", "_spark_metadata")).toEqual([]);
    expect(listed("cp", "commits")).toEqual([]);
    expect(listed("cp", "offsets")).toEqual(["0"]);
  }, 30_000);

  test("leaves the batch to be run again, with the same id and files, even by a changed query", async () => {
    const spark = await session();
    const query = await toParquet(endless(spark)).start();
    await untilProcessing(query);
    await query.stop();
    addFile("b", 2);
    const again = await toParquet(numbers(spark).selectExpr("v", "0L AS id")).trigger({ once: true }).start();
    await again.awaitTermination();
    expect((await again.recentProgress()).map((p) => [p.batchId, p.numInputRows])).toEqual([[0, 1]]);
    expect(await spark.read.parquet(at("out")).toJSON()).toEqual(['{"v":1,"id":0}']);
  }, 30_000);

  test("frees the session for other work at once", async () => {
    const spark = await session();
    const query = await toParquet(endless(spark)).start();
    await untilProcessing(query);
    await query.stop();
    expect(await spark.range(3).count()).toBe(3);
    await spark.stop();
  }, 30_000);

  test("waits for the user's function; a batch whose function has returned is done", async () => {
    const spark = await session();
    const [entered, release] = [gate(), gate()];
    const query = await numbers(spark)
      .writeStream.option("checkpointLocation", at("cp"))
      .foreachBatch(async () => {
        entered.open();
        await release.opened;
      })
      .start();
    await entered.opened;
    let stopped = false;
    const stopping = query.stop().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    release.open();
    await stopping;
    expect(await query.exception()).toBeNull();
    expect(listed("cp", "commits")).toEqual(["0"]);
  });

  test("gives up on a user's function after the timeout: STREAM_STOP_TIMEOUT; later it stops after all", async () => {
    const spark = await session({ conf: { "spark.sql.streaming.stopTimeout": "100" } });
    const [entered, release] = [gate(), gate()];
    const query = await numbers(spark)
      .writeStream.queryName("slow")
      .foreachBatch(async () => {
        entered.open();
        await release.opened;
      })
      .start();
    await entered.opened;
    const error = await errorOf(() => query.stop());
    expect(error.condition).toBe("STREAM_STOP_TIMEOUT");
    expect(error.message).toContain("slow");
    release.open();
    expect(await query.awaitTermination()).toBe(true);
    await query.stop();
  });

  test("may be called in the user's own function, if it does not wait for it", async () => {
    const spark = await session();
    let query: StreamingQuery | undefined;
    const started = gate();
    query = await numbers(spark)
      .writeStream.foreachBatch(async () => {
        await started.opened;
        void query!.stop();
      })
      .start();
    started.open();
    expect(await query.awaitTermination()).toBe(true);
  });

  test("twice, or after the end, is nothing", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    await Promise.all([query.stop(), query.stop()]);
    await query.stop();
  });

  test("of the session stops every query and refuses further work", async () => {
    const spark = await session();
    const query = await numbers(spark).writeStream.format("noop").start();
    await spark.stop();
    expect(await query.isActive()).toBe(false);
    expect(await conditionOf(() => spark.range(1).collect())).toBe("SESSION_STOPPED");
  });
});

describe("processAllAvailable()", () => {
  test("everything that was there when it was called has reached the sink, again and again", async () => {
    const spark = await session();
    const query = await toParquet(numbers(spark)).start();
    for (let i = 1; i <= 8; i++) {
      await query.processAllAvailable();
      expect(await spark.read.parquet(at("out")).count()).toBe(i);
      addFile(`more-${i}`, i);
    }
  });

  test("with nothing new it resolves", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    await query.processAllAvailable();
    await query.processAllAvailable();
  });

  test("it includes the batch without data that a new watermark asks for", async () => {
    const spark = await session();
    writeLines(at("times", "a.json"), { t: "2024-01-01 00:00:01" }, { t: "2024-01-01 00:10:00" });
    const query = await spark.readStream
      .schema("t TIMESTAMP")
      .json(at("times"))
      .withWatermark("t", "1 minute")
      .groupBy("t")
      .count()
      .writeStream.format("memory")
      .queryName("closed")
      .start();
    await query.processAllAvailable();
    expect(await spark.table("closed").toJSON()).toEqual(['{"t":"2024-01-01T00:00:01.000Z","count":1}']);
  });

  test("it rejects when the query breaks meanwhile, and afterwards", async () => {
    const query = await numbers(await session())
      .writeStream.foreachBatch(() => {
        throw new Error("no luck");
      })
      .start();
    expect((await errorOf(() => query.processAllAvailable())).condition).toBe("STREAM_FAILED");
    expect((await errorOf(() => query.processAllAvailable())).condition).toBe("STREAM_FAILED");
  });

  test("it resolves when the query is stopped meanwhile", async () => {
    const [entered, release] = [gate(), gate()];
    const query = await numbers(await session())
      .writeStream.foreachBatch(async () => {
        entered.open();
        await release.opened;
      })
      .start();
    const waiting = query.processAllAvailable();
    await entered.opened;
    const stopping = query.stop();
    release.open();
    await Promise.all([waiting, stopping]);
  });

  test("after a query that ended by its trigger it resolves", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    await query.processAllAvailable();
  });
});

describe("awaitTermination()", () => {
  test("false when the time went by first; the query goes on", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    expect(await query.awaitTermination(20)).toBe(false);
    expect(await query.isActive()).toBe(true);
  });

  test("true when the query is stopped, for everyone who waits", async () => {
    const query = await numbers(await session())
      .writeStream.format("noop")
      .start();
    const waiting = [query.awaitTermination(), query.awaitTermination(60_000)];
    await query.stop();
    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(await query.awaitTermination()).toBe(true);
  });

  test("rejects with STREAM_FAILED, the cause of the failure within it", async () => {
    const cause = new Error("no luck");
    const query = await numbers(await session())
      .writeStream.foreachBatch(() => {
        throw cause;
      })
      .start();
    const error = await errorOf(() => query.awaitTermination());
    expect(error.condition).toBe("STREAM_FAILED");
    expect(error.message).toContain(query.id);
    expect(error.message).toContain("no luck");
    expect((error.cause as MillraceError).condition).toBe("FOREACH_BATCH_USER_FUNCTION_ERROR");
    expect((error.cause as MillraceError).cause).toBe(cause);
    expect(await query.exception()).toBe(error);
    expect(await query.isActive()).toBe(false);
    expect((await query.status()).message).toContain("Terminated with exception");
  });
});

describe("a batch that failed", () => {
  interface Seen {
    readonly batchId: number;
    readonly rows: readonly string[];
  }

  /** Runs to the end of what there is, or to the failure in batch `failing`; what the function was called with. */
  async function attempt(failing: number | undefined): Promise<{ seen: Seen[]; error: unknown }> {
    const spark = await session();
    const seen: Seen[] = [];
    const query = await numbers(spark)
      .withColumn("time", currentTimestamp())
      .writeStream.option("checkpointLocation", at("cp"))
      .foreachBatch(async (batch, batchId) => {
        seen.push({ batchId, rows: await batch.toJSON() });
        if (batchId === failing) throw new Error("no luck");
      })
      .trigger({ availableNow: true })
      .start();
    const error: unknown = await query.awaitTermination().catch((e: unknown) => e);
    return { seen, error };
  }

  test("runs again with the same id, files and time, before anything new", async () => {
    addFile("b", 2);
    const first = await attempt(1);
    expect(first.seen.map((batch) => batch.batchId)).toEqual([0, 1]);
    expect(first.error).toBeInstanceOf(MillraceError);
    addFile("0-comes-first-by-name", 3);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await attempt(undefined);
    expect(second.seen.map((batch) => batch.batchId)).toEqual([1, 2]);
    expect(second.seen[0]).toEqual(first.seen[1]);
    expect(second.seen[1]!.rows[0]).toContain('"v":3');
  });

  test("may fail again and again", async () => {
    const first = await attempt(0);
    expect((await attempt(0)).seen).toEqual(first.seen);
    expect((await attempt(undefined)).seen).toEqual(first.seen);
  });

  test("has left the state as it was before", async () => {
    const counts = async (failing: number | undefined): Promise<string[]> => {
      const spark = await session();
      const last: string[] = [];
      const query = await numbers(spark)
        .groupBy()
        .sum("v")
        .writeStream.outputMode("complete")
        .option("checkpointLocation", at("cp"))
        .foreachBatch(async (batch, batchId) => {
          last.push(...(await batch.toJSON()));
          if (batchId === failing) throw new Error("no luck");
        })
        .trigger({ availableNow: true })
        .start();
      await query.awaitTermination().catch(() => undefined);
      return last;
    };
    addFile("b", 10);
    expect(await counts(1)).toEqual(['{"sum(v)":1}', '{"sum(v)":11}']);
    expect(await counts(1)).toEqual(['{"sum(v)":11}']);
    addFile("c", 100);
    expect(await counts(undefined)).toEqual(['{"sum(v)":11}', '{"sum(v)":111}']);
  });
});

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

test("what breaks a query is told with its name and the batch", async () => {
  const shares = numbers(await session()).selectExpr("1 / (v - 1) AS share");
  const query = await shares.writeStream.format("noop").queryName("shares").start();
  const error = await errorOf(() => query.awaitTermination());
  expect(error.message).toContain(
    `The query "shares" [id = ${query.id}, runId = ${query.runId}] failed in batch 0: [DIVIDE_BY_ZERO]`,
  );
});
