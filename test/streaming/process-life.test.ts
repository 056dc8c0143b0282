import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch, writeLines } from "../scratch.ts";

const MILLRACE = new URL("../../src/index.ts", import.meta.url).href;

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program of its own process to its end; one that does not end, for `patienceMs`, or for `afterOutputMs` from its first output on. */
async function run(root: string, body: string, { patienceMs = 20_000, afterOutputMs = 20_000 } = {}): Promise<Ended> {
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const file = join(root, "program.mjs");
  writeFileSync(
    file,
    `import { connect } from ${JSON.stringify(MILLRACE)};\nconst root = ${JSON.stringify(root)};\n${body}`,
  );
  const temporary = join(root, "tmp");
  mkdirSync(temporary);
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  const kill = (): void => void child.kill("SIGKILL");
  let timer = setTimeout(kill, patienceMs);
  child.stdout.on("data", (chunk: Buffer) => {
    output += String(chunk);
    clearTimeout(timer);
    timer = setTimeout(kill, afterOutputMs);
  });
  child.stderr.on("data", (chunk: Buffer) => (errors += String(chunk)));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on("close", (c, s) => resolve([c, s])),
  );
  clearTimeout(timer);
  return { code, signal, output, errors };
}

const START = `
const spark = await connect();
const query = await spark.readStream.schema("v INT").json(root + "/in").writeStream.format("noop").start();
`;

test("an active query keeps the process alive", async () => {
  const ended = await run(scratch(), `${START} await query.processAllAvailable(); console.log("done");`, {
    afterOutputMs: 2000,
  });
  expect(ended.output).toBe("done\n");
  expect(ended.signal).toBe("SIGKILL");
}, 30_000);

test("so does one that waits for its next trigger", async () => {
  const body = `
const spark = await connect();
const query = await spark.readStream.schema("v INT").json(root + "/in").writeStream.format("noop").trigger({ processingTime: "1 hour" }).start();
console.log("started");`;
  const ended = await run(scratch(), body, { afterOutputMs: 2000 });
  expect(ended).toMatchObject({ output: "started\n", signal: "SIGKILL" });
}, 30_000);

test("a stopped session lets it exit", async () => {
  const ended = await run(
    scratch(),
    `${START} await query.processAllAvailable(); await spark.stop(); console.log("stopped");`,
  );
  expect(ended).toMatchObject({ code: 0, signal: null, output: "stopped\n", errors: "" });
}, 30_000);

test("a session without queries lets it exit, stopped or not", async () => {
  const ended = await run(scratch(), `const spark = await connect(); console.log(await spark.range(3).count());`);
  expect(ended).toMatchObject({ code: 0, output: "3\n", errors: "" });
}, 30_000);

test("a query that has ended by its trigger lets it exit", async () => {
  const body = `
const spark = await connect();
const query = await spark.readStream.schema("v INT").json(root + "/in").writeStream.format("noop").trigger({ availableNow: true }).start();
await query.awaitTermination();`;
  expect(await run(scratch(), body)).toMatchObject({ code: 0, errors: "" });
}, 30_000);

test("a query that broke, with nobody waiting, lets it exit without an unhandled rejection", async () => {
  const body = `
const spark = await connect();
await spark.readStream.schema("v INT").json(root + "/in").writeStream.foreachBatch(() => { throw new Error("no luck"); }).start();`;
  const ended = await run(scratch(), body);
  expect(ended.signal).toBeNull();
  expect(ended.errors).not.toContain("triggerUncaughtException");
  expect(ended.errors).not.toContain("UnhandledPromiseRejection");
}, 30_000);

test("a look at a query that is fine does not hide what breaks it later", async () => {
  const body = `
const { writeFileSync } = await import("node:fs");
const spark = await connect();
let batches = 0;
const query = await spark.readStream.schema("v INT").json(root + "/in").writeStream
  .foreachBatch(() => { if (batches++ > 0) throw new Error("no luck"); }).start();
await query.processAllAvailable();
console.log(await query.exception(), await query.awaitTermination(1));
writeFileSync(root + "/in/b.json", "{}");`;
  const ended = await run(scratch(), body);
  expect(ended).toMatchObject({ code: 1, output: "null false\n" });
  expect(ended.errors).toContain("no luck");
}, 30_000);

test("one that breaks is told of at once, though the program lives on and is ended by a signal", async () => {
  const body = `
const spark = await connect();
await spark.readStream.schema("v INT").json(root + "/in").writeStream.foreachBatch(() => { throw new Error("no luck"); }).start();
setTimeout(() => process.kill(process.pid, "SIGTERM"), 3000);`;
  const ended = await run(scratch(), body);
  expect(ended.signal).toBe("SIGTERM");
  expect(ended.errors.match(/no luck/g)).toHaveLength(1);
}, 30_000);

test("one that somebody waits for is told of by them alone", async () => {
  const body = `
const spark = await connect();
const start = () => spark.readStream.schema("v INT").json(root + "/in").writeStream.foreachBatch(() => { throw new Error("no luck"); }).start();
await start().then((query) => query.awaitTermination()).catch(() => console.log("one"));
await start().then((query) => query.processAllAvailable()).catch(() => console.log("two"));
spark.streams.resetTerminated();
await start().then(() => spark.streams.awaitAnyTermination()).catch(() => console.log("three"));
await spark.stop();`;
  expect(await run(scratch(), body)).toMatchObject({ code: 0, output: "one\ntwo\nthree\n", errors: "" });
}, 30_000);

test("a command that failed with nobody listening is told once, and the exit code is 1", async () => {
  const ended = await run(
    scratch(),
    `const spark = await connect(); spark.range(1).selectExpr("nowhere").createOrReplaceTempView("v");`,
  );
  expect(ended.code).toBe(1);
  expect(ended.errors.match(/UNRESOLVED_COLUMN/g)).toHaveLength(1);
  expect(ended.errors).toMatch(/^millrace: an error nobody awaited: \[UNRESOLVED/);
  expect(ended.errors).not.toContain("at ");
}, 30_000);

test("the temporary files of a session are gone when it is stopped", async () => {
  const body = `${START}
await query.processAllAvailable();
const { readdirSync } = await import("node:fs");
const before = readdirSync(process.env.TMPDIR).length;
await spark.stop();
console.log(before > 0, readdirSync(process.env.TMPDIR).length);`;
  const ended = await run(scratch(), body);
  expect(ended.output).toBe("true 0\n");
}, 30_000);

test("Ctrl-C stops the queries, and then the process ends by the signal", async () => {
  const root = scratch();
  const body = `
const spark = await connect();
spark.streams.addListener({ onQueryTerminated: ({ exception }) => console.log("terminated " + exception) });
const query = await spark.readStream.schema("v INT").json(root + "/in").writeStream.format("noop").option("checkpointLocation", root + "/cp").start();
await query.processAllAvailable();
process.kill(process.pid, "SIGINT");`;
  const ended = await run(root, body);
  expect(ended).toMatchObject({ signal: "SIGINT", output: "terminated null\n", errors: "" });
  expect(existsSync(join(root, "cp", "millrace", "lock"))).toBe(false);
}, 30_000);

test("a program with a handler of its own says itself how it ends", async () => {
  const body = `
process.once("SIGINT", () => console.log("mine"));
${START}
await query.processAllAvailable();
process.kill(process.pid, "SIGINT");
await query.awaitTermination();
await spark.stop();
console.log("ended");`;
  expect(await run(scratch(), body)).toMatchObject({ code: 0, output: "mine\nended\n" });
}, 30_000);
