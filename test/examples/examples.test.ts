/** Every example runs as its header says, and prints what it is there to show. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sensorFileDefaults, sensorFiles } from "../../src/cli/sensor-files.ts";

const root = join(import.meta.dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "millrace-examples-"));
afterAll(() => rmSync(place, { recursive: true }));

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(name: string, ...args: string[]): Promise<Ran> {
  const cli = join(root, "src", "cli", "main.ts");
  // A test file of node:test must not think it is a child of a test runner.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((settle) => {
    const command = [cli, "run", join(root, "examples", name), ...args];
    const child = execFile(process.execPath, command, { cwd: place, env }, (_error, stdout, stderr) =>
      settle({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const OUTPUT: Readonly<Record<string, string>> = {
  "word-count.ts": `
+----+-----+
|word|count|
+----+-----+
|  to|    4|
|  be|    2|
|  or|    2|
+----+-----+
`,
  "clickstream.ts": `
batch 0: 12:00 ann 2, 12:00 bob 1
batch 2: 12:00 ann 3, 12:10 ann 1
batch 4: 12:00 bob 2, 12:30 cem 1
batch 6: 12:30 cem 2

The board:
  12:00 ann 3
  12:00 bob 2
  12:10 ann 1
  12:30 cem 2
`,
  "log-files.ts": `
batch 0: 5 lines, 1 of them no log lines
+----------+-----+-----+
|       day|level|count|
+----------+-----+-----+
|2024-05-01|ERROR|    1|
|2024-05-01| INFO|    1|
|2024-05-02| INFO|    1|
|2024-05-02| WARN|    1|
+----------+-----+-----+
`,
};

/** Says that a socket's lines are not kept over a restart. */
const WARNS = new Set(["word-count.ts"]);

test.each(Object.entries(OUTPUT))("%s", { timeout: 60_000 }, async (name, output) => {
  const { exitCode, stdout, stderr } = await run(name);
  if (!WARNS.has(name)) expect(stderr).toBe("");
  expect(stdout.trim()).toBe(output.trim());
  expect(exitCode).toBe(0);
});

test("log-files.ts, with logs of one's own, reads only new files the second time", { timeout: 60_000 }, async () => {
  const [logs, output] = [join(place, "logs"), join(place, "table")];
  mkdirSync(logs);
  writeFileSync(join(logs, "a.log"), "2024-05-01 10:00:01 INFO started\n");
  expect((await run("log-files.ts", logs, output)).stdout).toMatch(/^batch 0: 1 lines, 0 of them/);
  writeFileSync(join(logs, "b.log"), "2024-05-01 10:00:02 INFO stopped\nwhat?\n");
  const { stdout } = await run("log-files.ts", logs, output);
  expect(stdout).toMatch(/^batch 1: 2 lines, 1 of them/);
  expect(stdout).toContain("|2024-05-01| INFO|    2|");
});

test(
  "iot.ts says how many alerts there are, also where an earlier run has told them",
  { timeout: 120_000 },
  async () => {
    const sensors = join(place, "sensors");
    mkdirSync(sensors);
    for (const { name, content } of sensorFiles({ ...sensorFileDefaults, files: 2, records: 20 }))
      writeFileSync(join(sensors, name), content);
    const alertsOf = async (): Promise<string | undefined> => {
      const { stdout } = await run("iot/iot.ts", "--once", "--work", join(place, "demo"), "--data", sensors);
      return /^ {2}alerts +(.*)$/m.exec(stdout)?.[1];
    };
    const told = await alertsOf();
    const lines = readFileSync(join(place, "demo", "alerts.jsonl"), "utf8").match(/\n/g)!.length;
    expect(told).toBe(`${lines} in alerts.jsonl, ${lines} of them told by this run`);
    expect(await alertsOf()).toBe(`${lines} in alerts.jsonl, 0 of them told by this run`);
  },
);

test("testing-a-job.test.ts", { timeout: 60_000 }, async () => {
  const { exitCode, stdout, stderr } = await run("testing-a-job.test.ts");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/pass 3\b/);
});

test("each example is run here", () => {
  const files = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".ts"));
  expect(files.toSorted()).toEqual([...Object.keys(OUTPUT), "testing-a-job.test.ts"].toSorted());
});
