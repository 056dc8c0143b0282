/**
 * A streaming job and its tests: the job is a function from frames to a frame, the tests feed it by hand. To start from for tests of your own.
 *
 *   npx millrace run examples/testing-a-job.test.ts
 *   node --test                                        in a project that has installed millrace
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { connect, max, window, type DataFrame, type Session, type Timestamp } from "millrace";

interface Reading {
  readonly time: Timestamp | null;
  readonly room: string | null;
  readonly degrees: number | null;
}

/** The job: the highest temperature of every room and quarter of an hour, without what a broken sensor sends. */
function highest(readings: DataFrame<Reading>) {
  return readings
    .where((r) => r.degrees.between(-50, 60))
    .withWatermark("time", "5 minutes")
    .groupBy(window("time", "15 minutes"), "room")
    .agg({ degrees: max("degrees") })
    .select("window.start", "room", "degrees");
}

const schema = "time TIMESTAMP, room STRING, degrees DOUBLE";
const at = (time: string): string => `2024-05-01 ${time}`;

let spark: Session;
beforeEach(async () => {
  spark = await connect();
});
afterEach(() => spark.stop());

/** The job over a stream: `step` adds rows in one batch, and gives all that has come out so far. */
async function started() {
  const readings = await spark.memoryStream(schema);
  const query = await highest(readings.toDF()).writeStream.format("memory").queryName("out").start();
  const step = async (...rows: [time: string, room: string, degrees: number][]): Promise<string[]> => {
    readings.add(...rows.map(([time, ...rest]) => [at(time), ...rest]));
    await query.processAllAvailable();
    const out = await spark.table("out").orderBy("start", "room").toJSON();
    return out.map((text) => JSON.parse(text)).map((row) => `${row.start.slice(11, 16)} ${row.room} ${row.degrees}`);
  };
  return { query, step };
}

test("a quarter comes out when the watermark has passed its end", async () => {
  const { step } = await started();
  assert.deepEqual(await step(["12:01", "hall", 20], ["12:14", "hall", 22.5], ["12:03", "attic", 31]), []);
  assert.deepEqual(await step(["12:19", "hall", 18]), []);
  assert.deepEqual(await step(["12:20", "hall", 19]), ["12:00 attic 31", "12:00 hall 22.5"]);
});

test("a row that is late counts while its quarter is open, and not later", async () => {
  const { query, step } = await started();
  await step(["12:16", "hall", 20]);
  await step(["12:10", "hall", 25]);
  assert.deepEqual(await step(["12:21", "hall", 20]), ["12:00 hall 25"]);
  assert.deepEqual(await step(["12:11", "hall", 30]), ["12:00 hall 25"]);
  assert.equal((await query.lastProgress())?.stateOperators[0]?.numRowsDroppedByWatermark, 1);
});

test("a broken sensor is not heard", async () => {
  const readings = spark.createDataFrame(
    [
      [at("12:01"), "hall", 20],
      [at("12:02"), "hall", 999],
    ],
    schema,
  );
  assert.deepEqual(
    (await highest(readings).collect()).map((row) => row.degrees),
    [20],
  );
});
