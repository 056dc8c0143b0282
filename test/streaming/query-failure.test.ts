import { describe, expect, test } from "vitest";
import { currentTimestamp, MillraceError } from "../../src/index.ts";
import { errorOf, session } from "../scratch.ts";
import { addFile, at, numbers } from "./number-files.ts";

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

test("what breaks a query is told with its name and the batch", async () => {
  const shares = numbers(await session()).selectExpr("1 / (v - 1) AS share");
  const query = await shares.writeStream.format("noop").queryName("shares").start();
  const error = await errorOf(() => query.awaitTermination());
  expect(error.message).toContain(
    `The query "shares" [id = ${query.id}, runId = ${query.runId}] failed in batch 0: [DIVIDE_BY_ZERO]`,
  );
});
