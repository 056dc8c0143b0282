import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom, simulatedRuntime } from "../../src/testing/index.ts";
import { scratch, session, writeLines } from "../scratch.ts";

test("the clock moves only when told", async () => {
  const { clock } = simulatedRuntime({ start: 1000 });
  expect([clock.now(), clock.monotonic()]).toEqual([1000, 1000]);
  await clock.advance(50);
  expect([clock.now(), clock.monotonic()]).toEqual([1050, 1050]);
});

test("sleepers wake in the order of their times, each at its own", async () => {
  const { clock } = simulatedRuntime();
  const woken: string[] = [];
  for (const ms of [30, 10, 20]) void clock.sleep(ms).then(() => woken.push(`${ms} at ${clock.now()}`));
  expect(clock.sleeping).toBe(3);
  await clock.advance(25);
  expect(woken).toEqual(["10 at 10", "20 at 20"]);
  expect(clock.now()).toBe(25);
  expect(clock.sleeping).toBe(1);
});

test("a sleeper that sleeps again is woken again within one advance", async () => {
  const { clock } = simulatedRuntime();
  const ticks: number[] = [];
  void (async () => {
    for (;;) {
      await clock.sleep(10);
      ticks.push(clock.now());
    }
  })();
  await clock.advance(35);
  expect(ticks).toEqual([10, 20, 30]);
});

test("an aborted sleep ends at once and is forgotten", async () => {
  const { clock } = simulatedRuntime();
  const abort = new AbortController();
  const sleeping = clock.sleep(1000, abort.signal);
  abort.abort();
  await sleeping;
  expect(clock.sleeping).toBe(0);
  await clock.sleep(1000, abort.signal);
});

test("one advance over several ticks runs the batch of each at its time", async () => {
  const root = scratch();
  const runtime = simulatedRuntime({ start: Date.UTC(2024, 0, 1) });
  for (const name of ["a", "b", "c", "d"]) writeLines(join(root, "in", `${name}.json`), { v: 1 });
  const spark = await session({ runtime });
  const query = await spark.readStream
    .schema("v INT")
    .option("maxFilesPerTrigger", 1)
    .json(join(root, "in"))
    .writeStream.format("noop")
    .trigger({ processingTime: "1 minute" })
    .start();
  while (runtime.clock.sleeping === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await runtime.clock.advance(3 * 60_000);
  while (runtime.clock.sleeping === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const times = (await query.recentProgress()).map((progress) => progress.timestamp.slice(11, 19));
  expect(times).toEqual(["00:00:00", "00:01:00", "00:02:00", "00:03:00"]);
});

test("randomness follows the seed", () => {
  const draw = (seed: number): unknown[] => {
    const random = seededRandom(seed);
    return [random.uuid(), random.next(), random.uuid()];
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(draw(3)[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("what the engine prints is kept", async () => {
  const runtime = simulatedRuntime();
  const spark = await session({ runtime });
  await spark.sql("SELECT 1 AS one").show();
  expect(runtime.output.join("")).toBe("+---+\n|one|\n+---+\n|  1|\n+---+\n\n");
});

test("a hasty clock moves to where the first sleeper wants to wake", async () => {
  const { clock } = simulatedRuntime({ isHasty: true });
  const woken: string[] = [];
  await Promise.all([30, 10, 20].map((ms) => clock.sleep(ms).then(() => woken.push(`${ms} at ${clock.now()}`))));
  expect(woken).toEqual(["10 at 10", "20 at 20", "30 at 30"]);
});
