import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Kernel, type KernelOptions } from "../../src/duckdb/kernel.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import { conditionOf, errorOf } from "../scratch.ts";

async function kernel(options: KernelOptions = {}): Promise<Kernel> {
  const opened = await Kernel.open(realRuntime, options);
  onTestFinished(() => opened.close());
  return opened;
}

async function setting(k: Kernel, name: string): Promise<string> {
  const row = await k.using((connection) => connection.row(`SELECT current_setting('${name}')`));
  return String(row[0]);
}

describe("nothing from outside comes in", () => {
  test.each([
    ["autoinstall_known_extensions", "false"],
    ["autoload_known_extensions", "false"],
    ["allow_community_extensions", "false"],
    ["lock_configuration", "true"],
    ["TimeZone", "UTC"],
  ])("%s is %s", async (name, value) => {
    expect(await setting(await kernel(), name)).toBe(value);
  });

  test.each([
    "SET memory_limit = '1GB'",
    "SET GLOBAL TimeZone = 'Europe/Berlin'",
    "SET TimeZone = 'Europe/Berlin'",
    "RESET lock_configuration",
    "SET autoload_known_extensions = true",
  ])("%s is refused", async (sql) => {
    const k = await kernel();
    await errorOf(() => k.using((connection) => connection.run(sql)));
    expect(await setting(k, "TimeZone")).toBe("UTC");
  });

  test("every connection runs in UTC", async () => {
    const k = await kernel();
    const leases = [await k.lease(), await k.lease(), await k.lease()];
    for (const lease of leases) expect(await lease.row("SELECT current_setting('TimeZone')")).toEqual(["UTC"]);
  });

  test("an s3:// path tries no download", async () => {
    const k = await kernel();
    await errorOf(() => k.using((connection) => connection.run("SELECT * FROM read_parquet('s3://bucket/x.parquet')")));
    await errorOf(() => k.using((connection) => connection.run("INSTALL httpfs")));
    await errorOf(() => k.using((connection) => connection.run("LOAD httpfs")));
  });
});

test("limits are taken", async () => {
  const k = await kernel({ memoryLimit: "512MB", threads: 1 });
  expect(await setting(k, "threads")).toBe("1");
  expect(await setting(k, "memory_limit")).toMatch(/^48[78]\.\d MiB$|^512/);
});

test("its temporary directory is its own, below the system's, and goes with it", async () => {
  const k = await Kernel.open(realRuntime);
  const directory = await setting(k, "temp_directory");
  expect(directory.startsWith(join(tmpdir(), "millrace-"))).toBe(true);
  await k.using((connection) => connection.run("CREATE TEMP TABLE t AS SELECT range AS n FROM range(100000)"));
  await k.close();
  expect(existsSync(directory)).toBe(false);
  expect(readdirSync(".")).not.toContain(".tmp");
});

test("closed twice is closed once; a lease afterwards is refused", async () => {
  const k = await Kernel.open(realRuntime);
  await k.close();
  await k.close();
  expect(await conditionOf(() => k.lease())).toBe("SESSION_STOPPED");
});

test("a connection that comes when the kernel is being closed is refused, and the instance stays until it has come", async () => {
  const k = await kernel();
  const leases = Array.from({ length: 5 }, () => conditionOf(() => k.lease()));
  await k.close();
  expect(new Set(await Promise.all(leases))).toEqual(new Set(["SESSION_STOPPED"]));
});

test("names are unique", async () => {
  const k = await kernel();
  const names = Array.from({ length: 100 }, () => k.uniqueName("t"));
  expect(new Set(names).size).toBe(100);
});

test("no more statements are at work than there are slots, and all get their turn", async () => {
  const k = await kernel({ slots: 2 });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      k.using((connection) => connection.row(`SELECT count(*) + ${i} FROM range(100000)`)),
    ),
  );
  expect(answers.map((row) => Number(row[0]))).toEqual(Array.from({ length: 20 }, (_, i) => 100_000 + i));
});
