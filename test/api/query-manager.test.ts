import { join } from "node:path";
import { expect, test } from "vitest";
import type { Session, StreamingQuery, StreamingQueryListener } from "../../src/index.ts";
import { conditionOf, errorOf, scratch, session, writeLines } from "../scratch.ts";

interface Rig {
  readonly spark: Session;
  readonly input: string;
  readonly start: (conf?: { readonly name?: string; readonly where?: string }) => Promise<StreamingQuery>;
}

async function rig(conf: Readonly<Record<string, string>> = {}): Promise<Rig> {
  const root = scratch();
  const input = join(root, "in");
  writeLines(join(input, "a.json"), { v: 1 });
  const spark = await session({ conf });
  const start: Rig["start"] = ({ name = "", where = "true" } = {}) =>
    spark.readStream.schema("v INT").json(input).where(where).writeStream.format("noop").queryName(name).start();
  return { spark, input, start };
}

/** Every event in order, as `kind name-or-id`. */
function recorder(): { readonly events: { kind: string; event: any }[]; readonly listener: StreamingQueryListener } {
  const events: { kind: string; event: any }[] = [];
  const note = (kind: string) => (event: unknown) => void events.push({ kind, event });
  return {
    events,
    listener: {
      onQueryStarted: note("started"),
      onQueryProgress: note("progress"),
      onQueryIdle: note("idle"),
      onQueryTerminated: note("terminated"),
    },
  };
}

test("a listener hears of a query's life in order, with Spark's fields", async () => {
  const { spark, start } = await rig({ "spark.sql.streaming.noDataProgressEventInterval": "0" });
  const { events, listener } = recorder();
  spark.streams.addListener(listener);
  const query = await start({ name: "q" });
  expect(events[0]).toMatchObject({ kind: "started", event: { id: query.id, runId: query.runId, name: "q" } });
  await query.processAllAvailable();
  await query.stop();
  const kinds = events.map(({ kind }) => kind);
  expect(kinds.filter((kind, i) => kind !== kinds[i - 1])).toEqual(["started", "progress", "idle", "terminated"]);
  const { progress } = events.find(({ kind }) => kind === "progress")!.event;
  expect(progress).toEqual((await query.recentProgress())[0]);
  expect(Object.keys(events.find(({ kind }) => kind === "idle")!.event)).toEqual(["id", "runId", "timestamp"]);
  expect(events.at(-1)!.event).toEqual({
    id: query.id,
    runId: query.runId,
    exception: null,
    errorClassOnException: null,
  });
});

test("a broken query's end names what broke it", async () => {
  const { spark, start } = await rig();
  const { events, listener } = recorder();
  spark.streams.addListener(listener);
  const query = await start({ where: "raise_error('no') IS NULL" });
  expect(await conditionOf(() => query.awaitTermination())).toBe("USER_RAISED_EXCEPTION");
  expect(events.at(-1)).toMatchObject({
    kind: "terminated",
    event: { exception: expect.stringContaining("STREAM_FAILED"), errorClassOnException: "USER_RAISED_EXCEPTION" },
  });
});

test("a listener that fails is told of and harms neither the query nor the others", async () => {
  const { spark, start } = await rig();
  const { events, listener } = recorder();
  spark.streams.addListener({
    onQueryStarted: () => {
      throw new Error("mine");
    },
    onQueryProgress: () => Promise.reject(new Error("mine too")),
  });
  spark.streams.addListener(listener);
  const query = await start();
  await query.processAllAvailable();
  await query.stop();
  expect(events.map(({ kind }) => kind)).toContain("progress");
  expect(await query.exception()).toBe(null);
});

test("a removed listener hears nothing more", async () => {
  const { spark, start } = await rig();
  const { events, listener } = recorder();
  spark.streams.addListener(listener);
  expect(spark.streams.listListeners()).toEqual([listener]);
  spark.streams.removeListener(listener);
  expect(spark.streams.listListeners()).toEqual([]);
  await (await start()).stop();
  expect(events).toEqual([]);
  expect(await conditionOf(() => spark.streams.addListener({ onQueryStarted: 5 } as never))).toBe("INVALID_ARGUMENT");
});

test("a listener that would never hear anything is refused", async () => {
  const { spark } = await rig();
  const add = (listener: unknown) => errorOf(() => spark.streams.addListener(listener as StreamingQueryListener));
  expect((await add({ onQueryProgres: () => undefined })).remedy).toContain("Did you mean 'onQueryProgress'?");
  expect((await add({ onQueryStarted: () => undefined, onProgress: () => undefined })).message).toContain("onProgress");
  class Misspelt {
    onQueryTerminate(): void {}
  }
  expect((await add(new Misspelt())).remedy).toContain("Did you mean 'onQueryTerminated'?");
  expect((await add({})).condition).toBe("INVALID_ARGUMENT");
  expect(spark.streams.listListeners()).toEqual([]);
});

test("a listener may have methods of its own", async () => {
  const { spark } = await rig();
  const listener = { onQueryStarted: () => undefined, onAlert: () => undefined, onError: () => undefined };
  spark.streams.addListener(listener);
  expect(spark.streams.listListeners()).toEqual([listener]);
});

test("a listener may be of a class, and have more than its methods", async () => {
  const { spark, start } = await rig();
  class Counter {
    seen = 0;
    onQueryStarted(): void {
      this.count();
    }
    count(): void {
      this.seen += 1;
    }
  }
  class Derived extends Counter {}
  const counter = new Derived();
  spark.streams.addListener(counter);
  await (await start()).stop();
  expect(counter.seen).toBe(1);
});

test("awaitAnyTermination is about what ended since the last reset", async () => {
  const { spark, start } = await rig();
  expect(await spark.streams.awaitAnyTermination(10)).toBe(false);
  const [first, second] = [await start(), await start()];
  const waiting = spark.streams.awaitAnyTermination();
  await first.stop();
  expect(await waiting).toBe(true);
  expect(await spark.streams.awaitAnyTermination(10)).toBe(true);
  spark.streams.resetTerminated();
  expect(await spark.streams.awaitAnyTermination(10)).toBe(false);
  const broken = await start({ where: "raise_error('no') IS NULL" });
  expect(await conditionOf(() => spark.streams.awaitAnyTermination())).toBe("USER_RAISED_EXCEPTION");
  await conditionOf(() => broken.awaitTermination());
  await second.stop();
});

test("active, get and explain", async () => {
  let text = "";
  const { start } = await rig();
  const spark = await session({ console: (printed) => (text += printed) });
  const frame = spark.readStream.format("rate").load().where("value > 3");
  const query = await frame.writeStream.format("noop").start();
  expect((await spark.streams.active()).map(({ id }) => id)).toEqual([query.id]);
  expect((await spark.streams.get(query.id))?.runId).toBe(query.runId);
  expect(await spark.streams.get("none")).toBe(null);
  await query.explain();
  expect(text).toContain("filter (streaming)");
  await query.stop();
  expect(await spark.streams.get(query.id)).toBe(null);
  expect(await (await start()).stop()).toBe(undefined);
});
