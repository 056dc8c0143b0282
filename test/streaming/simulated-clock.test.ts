import { join } from "node:path";
import { expect, test } from "vitest";
import { currentTimestamp, type StreamingQuery } from "../../src/index.ts";
import { simulatedRuntime, type SimulatedRuntime } from "../../src/testing/index.ts";
import { scratch, session, writeLines } from "../scratch.ts";

const START = Date.UTC(2024, 0, 1, 12, 0, 1, 234);
const clockTime = (ms: number): string => new Date(ms).toISOString().slice(11, 23);

/** The query has done what it could and waits for the clock. */
async function asleep(runtime: SimulatedRuntime): Promise<void> {
  while (runtime.clock.sleeping === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function start(root: string, runtime: SimulatedRuntime, interval: string): Promise<StreamingQuery> {
  const spark = await session({ runtime });
  return spark.readStream
    .schema("v INT")
    .option("maxFilesPerTrigger", 1)
    .json(join(root, "in"))
    .withColumn("time", currentTimestamp())
    .writeStream.format("memory")
    .queryName("seen")
    .trigger({ processingTime: interval })
    .start();
}

const batchTimes = async (query: StreamingQuery): Promise<string[]> =>
  (await query.recentProgress()).map((progress) => progress.timestamp.slice(11, 23));

test("the first batch begins at once, every other one at a multiple of the interval", async () => {
  const [root, runtime] = [scratch(), simulatedRuntime({ start: START })];
  for (const name of ["a", "b", "c"]) writeLines(join(root, "in", `${name}.json`), { v: 1 });
  const query = await start(root, runtime, "5 seconds");
  for (const step of [0, 3765, 1, 4999, 1]) {
    await asleep(runtime);
    await runtime.clock.advance(step);
  }
  await asleep(runtime);
  expect(await batchTimes(query)).toEqual(["12:00:01.234", "12:00:05.000", "12:00:10.000"]);
});

test("files that come between two ticks wait for the next; a tick without data makes no batch", async () => {
  const [root, runtime] = [scratch(), simulatedRuntime({ start: START })];
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const query = await start(root, runtime, "1 minute");
  await asleep(runtime);
  for (let minute = 1; minute <= 3; minute++) {
    await runtime.clock.advance(60_000);
    await asleep(runtime);
  }
  writeLines(join(root, "in", "b.json"), { v: 2 });
  await runtime.clock.advance(30_000);
  await asleep(runtime);
  expect(await batchTimes(query)).toEqual(["12:00:01.234"]);
  await runtime.clock.advance(30_000);
  await asleep(runtime);
  expect(await batchTimes(query)).toEqual(["12:00:01.234", "12:04:00.000"]);
});

test("current_timestamp is the batch's time on that clock", async () => {
  const [root, runtime] = [scratch(), simulatedRuntime({ start: START })];
  writeLines(join(root, "in", "a.json"), { v: 1 }, { v: 2 });
  const spark = await session({ runtime });
  const query = await spark.readStream
    .schema("v INT")
    .json(join(root, "in"))
    .withColumn("time", currentTimestamp())
    .writeStream.format("memory")
    .queryName("seen")
    .trigger({ processingTime: "1 hour" })
    .start();
  await asleep(runtime);
  const times = (await spark.table("seen").collect()).map((row) => clockTime((row["time"] as Date).getTime()));
  expect(times).toEqual([clockTime(START), clockTime(START)]);
  await query.stop();
});

test("stop() does not wait for the clock", async () => {
  const [root, runtime] = [scratch(), simulatedRuntime({ start: START })];
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const query = await start(root, runtime, "1 hour");
  await asleep(runtime);
  await query.stop();
  expect(await query.isActive()).toBe(false);
  expect(runtime.clock.sleeping).toBe(0);
});

test("awaitTermination's time is that clock's", async () => {
  const [root, runtime] = [scratch(), simulatedRuntime({ start: START })];
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const query = await start(root, runtime, "1 hour");
  await asleep(runtime);
  let answer: boolean | undefined;
  void query.awaitTermination(1000).then((ended) => (answer = ended));
  await runtime.clock.advance(999);
  expect(answer).toBeUndefined();
  await runtime.clock.advance(1);
  expect(answer).toBe(false);
});

test("two runs of one seed give the same ids", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 2; i++) {
    const [root, runtime] = [scratch(), simulatedRuntime({ start: START, seed: 7 })];
    writeLines(join(root, "in", "a.json"), { v: 1 });
    const query = await start(root, runtime, "1 hour");
    ids.push(`${query.id} ${query.runId}`);
    await query.stop();
  }
  expect(ids[0]).toBe(ids[1]);
});
