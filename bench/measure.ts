/**
 * One measurement in a process of its own, so that its memory is its own: takes a Job as its argument, prints a Measured.
 *
 *   millrace : the stream, from its start to its end; the last commit is durable by then
 *   limit    : the kernel alone, one statement over the read expression that Millrace generates; its file made durable
 *   raw      : the same statement over the kernel's own typed reading, which knows nothing of Spark's rules
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kernel } from "../src/duckdb/kernel.ts";
import { fastReadSql } from "../src/formats/json/fast-read.ts";
import { connect } from "../src/index.ts";
import { realRuntime } from "../src/runtime/real.ts";
import { parseSchema } from "../src/types/ddl-parser.ts";
import type { DataSet } from "./data.ts";
import { output, READ_SETTINGS, SCHEMA, type Workload } from "./workload.ts";
import { workloads, type WorkloadName } from "./workloads.ts";

export type Side = "millrace" | "limit" | "raw";

export interface Job {
  readonly workload: WorkloadName;
  readonly side: Side;
  readonly data: DataSet;
  readonly filesPerBatch: number;
}

export interface Measured {
  readonly ms: number;
  readonly peakRssMb: number;
  /** Milliseconds by step for every batch that had input, as the progress tells them. */
  readonly batches: readonly Readonly<Record<string, number>>[];
}

const job = JSON.parse(process.argv[2]!) as Job;
const work = await mkdtemp(join(tmpdir(), "millrace-bench-work-"));
try {
  const measured = await (job.side === "millrace" ? measureStream(job, work) : measureStatement(job, work));
  console.log(JSON.stringify({ ...measured, peakRssMb: process.resourceUsage().maxRSS / 1024 } satisfies Measured));
} finally {
  await rm(work, { recursive: true });
}

type Timed = Omit<Measured, "peakRssMb">;

async function measureStream({ workload, data, filesPerBatch }: Job, directory: string): Promise<Timed> {
  const spark = await connect({ conf: { "spark.sql.streaming.numRecentProgressUpdates": "1000" } });
  // The kernel opens with the first query: that is part of the process's start.
  await spark.range(1).collect();
  const readings = spark.readStream.schema(SCHEMA).option("maxFilesPerTrigger", filesPerBatch).json(data.directory);
  const began = performance.now();
  const query = await workloads[workload].start(readings, directory);
  await query.awaitTermination();
  const ms = performance.now() - began;
  const progress = await query.recentProgress();
  const rows = progress.reduce((sum, { numInputRows }) => sum + numInputRows, 0);
  if (rows !== data.rows) throw new Error(`${rows} rows were read of ${data.rows}`);
  await spark.stop();
  return { ms, batches: progress.filter(({ numInputRows }) => numInputRows > 0).map(({ durationMs }) => durationMs) };
}

async function measureStatement({ workload, side, data }: Job, directory: string): Promise<Timed> {
  const kernel = await Kernel.open(realRuntime);
  const connection = await kernel.lease();
  const began = performance.now();
  const { statement }: Workload = workloads[workload];
  await connection.run(statement(side === "limit" ? exactRead(data.files) : typedRead(data.files), directory));
  await makeDurable(output(directory));
  const ms = performance.now() - began;
  connection.release();
  await kernel.close();
  return { ms, batches: [] };
}

function exactRead(files: readonly string[]): string {
  const schema = parseSchema(SCHEMA);
  const columns = schema.fields.map(({ name }) => name);
  const sql = fastReadSql(
    {
      files,
      schema,
      whole: schema,
      columns,
      fileColumn: "file",
      options: {},
      zone: "UTC",
      now: 0n,
      settings: READ_SETTINGS,
    },
    files,
  );
  return sql ?? fail("the readings have no fast form");
}

function typedRead(files: readonly string[]): string {
  const columns = "{timestamp: 'TIMESTAMP', deviceId: 'BIGINT', deviceType: 'VARCHAR', signalStrength: 'DOUBLE'}";
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(", ");
  return `SELECT * FROM read_json([${list}], columns = ${columns}, format = 'newline_delimited', filename = 'file')`;
}

/** The file a statement wrote, if it wrote one. */
async function makeDurable(path: string): Promise<void> {
  const file = await open(path, "r+").catch(() => undefined);
  await file?.sync();
  await file?.close();
}

function fail(message: string): never {
  throw new Error(message);
}
