/** `npm run -s bench -- [etl|window|keys|latency|join|start|listing|sink-log ...] [--json]`: speed beside the kernel's own, and what many
 * files and a large state cost; without names, everything. */
import { parseArgs } from "node:util";
import { joinCost } from "./join/join.ts";
import { latency } from "./latency.ts";
import { listing } from "./listing/listing.ts";
import { jsonLine, textLines, type Result } from "./report.ts";
import { sinkLog } from "./sink-log/sink-log.ts";
import { start } from "./start/start.ts";
import { throughput } from "./throughput.ts";
import { workloads } from "./workloads.ts";

const rows = rowsOf(process.env["MILLRACE_BENCH_ROWS"] ?? "2000000");
/** Odd, so that the median is one of the measurements. */
const rounds = 3;

const measurements: Readonly<Record<string, () => Promise<Result>>> = {
  ...Object.fromEntries(
    (Object.keys(workloads) as (keyof typeof workloads)[]).map((name) => [
      name,
      () => throughput(name, { rows, rounds }),
    ]),
  ),
  latency: () => latency(rounds),
  // A million on each side, unless rows are fewer.
  join: () => joinCost(rows / 2),
  start: () => start(5),
  // 50,000 files and 100,000 entries, unless rows are fewer.
  listing: () => listing(rows / 40),
  "sink-log": () => sinkLog(rows / 20),
};

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const unknown = positionals.find((name) => !Object.hasOwn(measurements, name));
if (unknown !== undefined)
  throw new Error(`No workload is called "${unknown}": ${Object.keys(measurements).join(", ")}`);

for (const [name, measurement] of Object.entries(measurements)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const result = await measurement();
  console.log(values.json ? jsonLine(result) : `${textLines(result)}\n`);
}

/** A smaller size is for checking that the bench runs; its figures say nothing. */
function rowsOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number % 100 === 0) return number;
  throw new Error(`MILLRACE_BENCH_ROWS must be a multiple of 100, not ${text}`);
}
