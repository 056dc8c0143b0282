import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JoinCost } from "../../bench/join/join.ts";

const program = join(import.meta.dirname, "../../bench/main.ts");

function bench(rows: string, ...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((settle) => {
    const env = { ...process.env, MILLRACE_BENCH_ROWS: rows };
    const child = execFile(process.execPath, [program, ...args], { env }, (_, stdout, stderr) => {
      settle({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

// Few rows: that every side runs to its end and the line has its form. The figures say nothing.
test.each(["etl", "window", "keys"])("%s is measured", { timeout: 120_000 }, async (workload) => {
  const { exitCode, stdout, stderr } = await bench("2000", workload, "--json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const positive: unknown = expect.toSatisfy((value: number) => value > 0);
  const speed = { rowsPerSecond: positive, ms: positive, peakRssMb: positive };
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([{ workload, ratio: positive, rawRatio: positive, millrace: speed, limit: speed }]);
});

test("a listing and a sink log are measured", { timeout: 120_000 }, async () => {
  const { exitCode, stdout, stderr } = await bench("20000", "listing", "sink-log", "--json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const positive: unknown = expect.toSatisfy((value: number) => value > 0);
  const percentiles = { p50Ms: positive, p95Ms: positive };
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      workload: "listing",
      files: 500,
      firstMs: positive,
      nextMs: positive,
      unchangedMs: percentiles,
      restartMs: positive,
      peakRssMb: positive,
    },
    {
      workload: "sink-log",
      entries: 1000,
      batchMs: { p50: positive },
      compactedMs: percentiles,
      ratio: positive,
      peakRssMb: positive,
    },
  ]);
});

test("a join is measured, and holds what its watermark leaves open", { timeout: 120_000 }, async () => {
  const { exitCode, stdout, stderr } = await bench("2000", "join", "--json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const positive: unknown = expect.toSatisfy((value: number) => value > 0);
  const { hour, ...batch } = JSON.parse(stdout) as JoinCost;
  expect(batch).toEqual({
    workload: "join",
    liveRows: expect.toSatisfy((rows: number) => rows >= 2000),
    batchMs: { p50Ms: positive, p95Ms: positive, longestMs: positive },
    peakRssMb: positive,
  });
  expect(hour.quarters).toHaveLength(4);
  for (const { stateRows } of hour.quarters) expect(stateRows).toBeLessThanOrEqual(hour.boundRows);
});

test("what is no workload is refused", async () => {
  const { exitCode, stderr } = await bench("2000", "speed");
  expect(stderr).toContain('No workload is called "speed": etl, window, keys, latency, join, start, listing, sink-log');
  expect(exitCode).toBe(1);
});
