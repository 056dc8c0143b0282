import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect, type Session, type StreamingQuery } from "../../../src/index.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import type { Runtime } from "../../../src/runtime/runtime.ts";
import { conditionOf, scratch, session, writeLines } from "../../scratch.ts";

interface Place {
  readonly checkpoint: string;
  readonly lock: string;
  /** Brings more input. */
  readonly add: () => void;
  readonly start: (spark: Session) => Promise<StreamingQuery>;
}

function place(): Place {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1 });
  const checkpoint = join(root, "cp");
  return {
    checkpoint,
    lock: join(checkpoint, "millrace", "lock"),
    add: () => writeLines(join(root, "in", "b.json"), { v: 2 }),
    start: (spark) =>
      spark.readStream
        .schema("v INT")
        .json(join(root, "in"))
        .writeStream.format("noop")
        .option("checkpointLocation", checkpoint)
        .start(),
  };
}

/** The real world, with what it warned of. */
function listening(): { readonly runtime: Runtime; readonly warnings: string[] } {
  const warnings: string[] = [];
  const runtime = {
    ...realRuntime,
    process: { ...realRuntime.process, warn: (text: string) => void warnings.push(text) },
  };
  return { runtime, warnings };
}

const lockOf = (owner: object): string => JSON.stringify({ ...realRuntime.process.identity, runId: "r", ...owner });

function hold(at: Place, content: string): void {
  mkdirSync(join(at.checkpoint, "millrace"), { recursive: true });
  writeFileSync(at.lock, content);
}

test("a running query holds its checkpoint, and lets it go when it stops", async () => {
  const at = place();
  const query = await at.start(await session());
  expect(JSON.parse(readFileSync(at.lock, "utf8"))).toMatchObject({ pid: process.pid, runId: query.runId });
  await query.stop();
  expect(existsSync(at.lock)).toBe(false);
});

test("a start that is refused leaves no lock", async () => {
  const at = place();
  const spark = await session();
  const missing = spark.readStream.schema("v INT").json("/nowhere/at/all");
  const start = (): Promise<unknown> =>
    missing.writeStream.format("noop").option("checkpointLocation", at.checkpoint).start();
  expect(await conditionOf(start)).toBe("PATH_NOT_FOUND");
  expect(existsSync(at.lock)).toBe(false);
});

test("another live process keeps the checkpoint", async () => {
  const at = place();
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await new Promise((resolve) => other.once("spawn", resolve));
  try {
    const stat = readFileSync(`/proc/${other.pid}/stat`, "utf8");
    hold(at, lockOf({ pid: other.pid, startTime: stat.replace(/^.*\) /s, "").split(" ")[19] }));
    expect(await conditionOf(async () => at.start(await session()))).toBe("CHECKPOINT_LOCKED.OTHER_PROCESS");
  } finally {
    other.kill("SIGKILL");
  }
});

test.each([
  ["a process that has ended", { pid: 2 ** 22 - 3 }],
  ["a process of an earlier boot", { pid: 1, bootId: "before" }],
  ["an earlier process of the same id", { pid: process.ppid, startTime: "1" }],
])("%s is taken over from, with a notice", async (_, owner) => {
  const at = place();
  hold(at, lockOf(owner));
  const { runtime, warnings } = listening();
  const query = await at.start(await session({ runtime }));
  await query.processAllAvailable();
  await query.stop();
  expect(warnings).toEqual([expect.stringContaining(`is taken over from process ${owner.pid}`)]);
});

test("another machine's lock is broken only where the user says so", async () => {
  const at = place();
  hold(at, lockOf({ host: "elsewhere" }));
  expect(await conditionOf(async () => at.start(await session()))).toBe("CHECKPOINT_LOCKED.OTHER_HOST");
  const { runtime, warnings } = listening();
  const query = await at.start(await session({ runtime, conf: { "millrace.checkpoint.breakLock": "true" } }));
  await query.stop();
  expect(warnings).toEqual([expect.stringContaining("held on elsewhere, is broken")]);
});

test("in one process the newer run wins, whatever the session, unless told otherwise", async () => {
  const at = place();
  const [first, second] = [await at.start(await session()), await at.start(await session())];
  expect(await first.isActive()).toBe(false);
  expect(await second.isActive()).toBe(true);
  const strict = await session({ conf: { "spark.sql.streaming.stopActiveRunOnRestart": "false" } });
  expect(await conditionOf(() => at.start(strict))).toBe("CONCURRENT_QUERY");
  expect(await second.isActive()).toBe(true);
  expect(JSON.parse(readFileSync(at.lock, "utf8")).runId).toBe(second.runId);
});

test("of many starts at once one goes on, and the others were stopped", async () => {
  const at = place();
  const sessions = await Promise.all(Array.from({ length: 4 }, () => session()));
  const queries = await Promise.all(sessions.map((spark) => at.start(spark)));
  const active = await Promise.all(queries.map((query) => query.isActive()));
  expect(active.filter(Boolean)).toHaveLength(1);
});

test("a run that was dropped without a word holds nothing", async () => {
  const at = place();
  hold(at, lockOf({}));
  const spark = await connect();
  const query = await at.start(spark);
  expect(await query.isActive()).toBe(true);
  await spark.stop();
});

test.each([
  ["is gone with its directory", (at: Place) => rmSync(at.checkpoint, { recursive: true })],
  ["is another run's", (at: Place) => hold(at, lockOf({ runId: "another" }))],
])("a run whose lock %s does not go on", async (_, lose) => {
  const at = place();
  const query = await at.start(await session());
  await query.processAllAvailable();
  lose(at);
  at.add();
  expect(await conditionOf(() => query.processAllAvailable())).toBe("CHECKPOINT_LOST");
});
