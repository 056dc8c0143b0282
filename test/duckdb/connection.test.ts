import { expect, onTestFinished, test } from "vitest";
import { Kernel } from "../../src/duckdb/kernel.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import { LONG } from "../../src/types/data-type.ts";
import { conditionOf, session } from "../scratch.ts";

async function kernel(): Promise<Kernel> {
  const opened = await Kernel.open(realRuntime);
  onTestFinished(() => opened.close());
  return opened;
}

const MANY = "SELECT range AS n FROM range(2000000)";

test("a connection that streams refuses any other statement: it would cut the result short", async () => {
  const connection = await (await kernel()).lease();
  const rows = connection.stream(MANY, [LONG]);
  let count = (await rows.next()).value!.rowCount as number;
  expect(await conditionOf(() => connection.run("SELECT 1"))).toBe("CONNECTION_BUSY");
  expect(await conditionOf(() => connection.rows("SELECT 1"))).toBe("CONNECTION_BUSY");
  expect(await conditionOf(() => connection.columns("SELECT 1", [LONG]))).toBe("CONNECTION_BUSY");
  expect(await conditionOf(() => connection.append("t", [], []))).toBe("CONNECTION_BUSY");
  expect(await conditionOf(() => connection.stream("SELECT 1", [LONG]).next())).toBe("CONNECTION_BUSY");
  for await (const piece of rows) count += piece.rowCount;
  expect(count).toBe(2_000_000);
});

test("drained or left, it takes statements again", async () => {
  const connection = await (await kernel()).lease();
  for await (const piece of connection.stream(MANY, [LONG])) {
    expect(piece.rowCount).toBeGreaterThan(0);
    break;
  }
  expect(await connection.row("SELECT 1")).toEqual([1]);
  for await (const piece of connection.stream("SELECT 1::BIGINT", [LONG])) expect(piece.rowCount).toBe(1);
  expect(await connection.row("SELECT 2")).toEqual([2]);
});

test("a failing stream frees it too", async () => {
  const connection = await (await kernel()).lease();
  await conditionOf(() => connection.stream("SELECT nonsense", [LONG]).next());
  expect(await connection.row("SELECT 1")).toEqual([1]);
});

test("while one streams, another connection works", async () => {
  const k = await kernel();
  const rows = (await k.lease()).stream(MANY, [LONG]);
  await rows.next();
  expect(await k.using((other) => other.row("SELECT 1"))).toEqual([1]);
  await rows.return(undefined);
});

test("an interrupt ends the statement at work, and every later one until the release", async () => {
  const k = await kernel();
  const connection = await k.lease();
  const endless = conditionOf(() => connection.run("SELECT count(*) FROM range(10000000000) a, range(1000) b"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  connection.interrupt();
  expect(await endless).toBe("OPERATION_CANCELED");
  expect(await conditionOf(() => connection.run("SELECT 1"))).toBe("OPERATION_CANCELED");
  connection.release();
  expect(await (await k.lease()).row("SELECT 1")).toEqual([1]);
});

test("an interrupt ends a stream", async () => {
  const connection = await (await kernel()).lease();
  const rows = connection.stream("SELECT range AS n FROM range(100000000000)", [LONG]);
  await rows.next();
  connection.interrupt();
  expect(
    await conditionOf(async () => {
      for await (const piece of rows) expect(piece.rowCount).toBeGreaterThan(0);
    }),
  ).toBe("OPERATION_CANCELED");
});

test("rows of a session that is stopped meanwhile do not end as if there were no more", async () => {
  const spark = await session();
  let count = 0;
  const read = async (): Promise<void> => {
    for await (const row of spark.range(300_000))
      if (row["id"] === BigInt(count) && ++count === 3000) await spark.stop();
  };
  const failed = await read().then(
    () => false,
    () => true,
  );
  expect(failed || count === 300_000).toBe(true);
});

test("what one lease left half read, the next does not see as busy", async () => {
  const k = await kernel();
  const first = await k.lease();
  await first.stream(MANY, [LONG]).next();
  first.release();
  const second = await k.lease();
  expect(await second.row("SELECT 1")).toEqual([1]);
});
