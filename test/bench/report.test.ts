import { expect, test } from "vitest";
import { jsonLine } from "../../bench/report.ts";

test("a throughput line holds the two ratios, ours and the limit's speed", () => {
  const speed = (ms: number): { rowsPerSecond: number; ms: number; peakRssMb: number } => ({
    rowsPerSecond: 2e9 / ms,
    ms,
    peakRssMb: 100.06,
  });
  const line = jsonLine({
    workload: "etl",
    ratio: 0.12345,
    rawRatio: 0.1,
    millrace: speed(1200),
    limit: speed(600.25),
    raw: speed(480),
    steps: { addBatch: 10 },
  });
  expect(line).toBe(
    '{"workload":"etl","ratio":0.123,"rawRatio":0.1,"millrace":{"rowsPerSecond":1666667,"ms":1200,"peakRssMb":100.1},"limit":{"rowsPerSecond":3331945,"ms":600.3,"peakRssMb":100.1}}',
  );
});

test("latency and start have lines of their own", () => {
  const etl = { p50Ms: 12.34, p95Ms: 20 };
  expect(jsonLine({ workload: "latency", etl, window: etl })).toBe(
    '{"workload":"latency","etl":{"p50Ms":12.3,"p95Ms":20},"window":{"p50Ms":12.3,"p95Ms":20}}',
  );
  expect(jsonLine({ workload: "start", firstRowMs: { p50: 512.06 }, limit: { firstRowMs: 99 } })).toBe(
    '{"workload":"start","firstRowMs":{"p50":512.1},"limit":{"firstRowMs":99}}',
  );
});
