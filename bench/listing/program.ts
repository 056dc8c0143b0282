// Plans batches over a directory and reads none of them. A process of its own, so that its memory is its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileSource } from "../../src/connectors/file/source.ts";
import { jsonFormat } from "../../src/formats/json/json.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import { parseSchema } from "../../src/types/ddl-parser.ts";
import type { Percentiles } from "../latency.ts";
import { median, quantile } from "../statistics.ts";
import { READ_SETTINGS } from "../workload.ts";

export interface Planned {
  /** Of a batch of 100 files: the listing, the choice, the source log. */
  readonly firstMs: number;
  /** The same for the batches behind it, which take what the listing left over; the median. */
  readonly nextMs: number;
  /** A listing that finds nothing new when every file is known. */
  readonly unchangedMs: Percentiles;
  /** Reading the log of all files. */
  readonly restartMs: number;
  readonly peakRssMb: number;
}

const UNCHANGED_LISTINGS = 10;
const NEXT_BATCHES = 20;

const directory = process.argv[2]!;
const work = await mkdtemp(join(tmpdir(), "millrace-bench-work-"));
try {
  const limited = await open("limited", { maxFilesPerTrigger: "100" });
  const firstMs = await timed(() => limited.latestOffset(undefined, true));
  const next: number[] = [];
  for (let i = 0; i < NEXT_BATCHES; i++) next.push(await timed(() => limited.latestOffset(undefined, true)));

  const whole = await open("whole", {});
  await whole.latestOffset(undefined, true);
  const unchanged: number[] = [];
  for (let i = 0; i < UNCHANGED_LISTINGS; i++) unchanged.push(await timed(() => whole.latestOffset(undefined, true)));
  const restartMs = await timed(() => open("whole", {}));

  const unchangedMs = { p50Ms: median(unchanged), p95Ms: quantile(unchanged, 0.95) };
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ firstMs, nextMs: median(next), unchangedMs, restartMs, peakRssMb } satisfies Planned));
} finally {
  await rm(work, { recursive: true });
}

function open(log: string, options: Readonly<Record<string, string>>): Promise<FileSource> {
  return FileSource.open({
    request: { format: "json", options, paths: [directory], schema: parseSchema("id BIGINT") },
    format: jsonFormat,
    runtime: realRuntime,
    settings: READ_SETTINGS,
    logDirectory: join(work, log),
    holdsCheckpoint: async () => undefined,
  });
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await action();
  return performance.now() - began;
}
