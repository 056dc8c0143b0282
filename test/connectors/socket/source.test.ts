import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { realRuntime } from "../../../src/runtime/real.ts";
import { conditionOf, scratch, session } from "../../scratch.ts";

/** A server that sends what it is told to whoever is connected. */
async function server(): Promise<{
  readonly port: number;
  readonly send: (text: string) => void;
  readonly hangUp: () => void;
  /** As when the server dies. */
  readonly reset: () => void;
  readonly connected: () => number;
}> {
  const clients = new Set<Socket>();
  let sent = "";
  const listening: Server = createServer((socket) => {
    clients.add(socket);
    socket.on("error", () => undefined);
    socket.write(sent);
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of clients) socket.destroy();
    listening.close();
  });
  return {
    port: (listening.address() as { port: number }).port,
    send: (text) => {
      sent += text;
      for (const socket of clients) socket.write(text);
    },
    hangUp: () => clients.forEach((socket) => socket.end()),
    reset: () => clients.forEach((socket) => socket.resetAndDestroy()),
    connected: () => [...clients].filter((socket) => !socket.destroyed).length,
  };
}

const quiet = { ...realRuntime, process: { ...realRuntime.process, warn: () => undefined } };
const options = (port: number): Record<string, string | number> => ({ host: "127.0.0.1", port });

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

test("lines come as rows, a line when its end has come, the last one when the server hangs up", async () => {
  const { port, send, hangUp } = await server();
  const spark = await session({ runtime: quiet });
  const lines = spark.readStream.format("socket").options(options(port)).load();
  const query = await lines.writeStream.format("memory").queryName("t").start();
  const values = async (): Promise<unknown[]> => (await spark.table("t").collect()).map((row) => row.at(0));
  send("one\ntwo\r\nthr");
  await until(async () => (await values()).length === 2);
  send("ee\n\nlast");
  hangUp();
  await until(async () => (await values()).length === 5);
  expect(await values()).toEqual(["one", "two", "three", "", "last"]);
  expect((await query.lastProgress())!.sources[0]!.description).toBe(`TextSocketV2[host: 127.0.0.1, port: ${port}]`);
});

test("words are counted over all that has come", async () => {
  const { port, send } = await server();
  const spark = await session({ runtime: quiet });
  const words = spark.readStream
    .format("socket")
    .options(options(port))
    .load()
    .selectExpr("explode(split(value, ' ')) AS word");
  const query = await words
    .groupBy("word")
    .count()
    .writeStream.format("memory")
    .queryName("counts")
    .outputMode("complete")
    .start();
  send("a b a\n");
  await until(async () => (await spark.table("counts").count()) === 2);
  send("a\n");
  await until(async () => (await spark.sql("SELECT count FROM counts WHERE word = 'a'").first())?.at(0) === 3n);
  await query.stop();
});

test("the time of a line's coming is a column, if it is asked for", async () => {
  const { port } = await server();
  const spark = await session({ runtime: quiet });
  const lines = spark.readStream
    .format("socket")
    .options({ ...options(port), includeTimestamp: true })
    .load();
  expect((await lines.schema()).fields.map((f) => f.name)).toEqual(["value", "timestamp"]);
});

test("what is missing or wrong is told, and nobody answering too", async () => {
  const spark = await session({ runtime: quiet });
  const socket = spark.readStream.format("socket");
  expect(await conditionOf(() => socket.load().schema())).toBe("MISSING_OPTION");
  expect(await conditionOf(() => socket.option("host", "x").load().schema())).toBe("MISSING_OPTION");
  expect(await conditionOf(() => spark.read.format("socket").load().schema())).toBe("DATA_SOURCE_NOT_FOUND");
  const nobody = socket.options(options(1)).load();
  expect(await conditionOf(() => nobody.writeStream.format("noop").start())).toBe("CONNECTION_FAILED");
});

test("a restart finds nothing of what was sent before, and says so", async () => {
  const { port, send } = await server();
  const checkpoint = join(scratch(), "cp");
  const run = async (): Promise<void> => {
    const spark = await session({ runtime: quiet });
    const lines = spark.readStream.format("socket").options(options(port)).load();
    const query = await lines.writeStream.format("noop").option("checkpointLocation", checkpoint).start();
    await until(async () => (await query.lastProgress()) !== null || !(await query.isActive()));
    await query.stop();
    const error = await query.exception();
    if (error !== null) throw error;
  };
  send("a\nb\n");
  await run();
  expect(await conditionOf(run)).toBe("CHECKPOINT_RECOVERY_UNSUPPORTED");
});

test("a connection that breaks is told of, and the query goes on", async () => {
  const { port, send, reset } = await server();
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  const spark = await session({ runtime: { ...realRuntime, process: { ...realRuntime.process, warn } } });
  const lines = spark.readStream.format("socket").options(options(port)).load();
  const query = await lines.writeStream.format("memory").queryName("t").start();
  send("one\n");
  await until(async () => (await spark.table("t").count()) === 1);
  reset();
  await until(async () => warnings.some((text) => text.includes("no more lines will come")));
  expect(warnings.at(-1)).toContain(`127.0.0.1:${port} is lost`);
  expect(await query.isActive()).toBe(true);
});

test("a start that fails leaves no connection open", async () => {
  const { port, connected } = await server();
  const spark = await session({ runtime: quiet });
  const one = spark.readStream.format("socket").options(options(port)).load();
  // Nobody listens there.
  const other = spark.readStream.format("socket").options(options(1)).load();
  const start = (): Promise<unknown> => one.union(other).writeStream.format("memory").queryName("t").start();
  expect(await conditionOf(start)).toBe("CONNECTION_FAILED");
  await until(async () => connected() === 0);
  expect(await conditionOf(() => spark.table("t").collect())).toBe("TABLE_OR_VIEW_NOT_FOUND");
});
