/** What a checkpoint holds, read without taking its lock: a query may be running over it. */
import type { Runtime } from "../../runtime/runtime.ts";
import { isRecord } from "../../runtime/numbered-log.ts";
import { millraceError } from "../../errors.ts";
import { Checkpoint } from "./checkpoint.ts";

export interface CheckpointReport {
  readonly directory: string;
  /** The query's id. */
  readonly id: string;
  /** The newest batch that was planned, and whether it is committed; null before the first one. */
  readonly latest: BatchReport | null;
  /** The batches whose offsets are kept. */
  readonly batches: { readonly first: number; readonly last: number; readonly committed: number } | null;
  /** Settings that were fixed with the first batch. */
  readonly conf: Readonly<Record<string, string>>;
  readonly stateOperators: readonly StateReport[];
  /** The process that has the checkpoint, or had it when it was killed. */
  readonly lock: { readonly host: string; readonly pid: number; readonly isAlive: boolean } | null;
}

export interface BatchReport {
  readonly batchId: number;
  readonly isCommitted: boolean;
  /** When it was planned, in milliseconds since 1970. */
  readonly timestampMs: number;
  /** The watermark it works with, in milliseconds since 1970; 0 is none yet. */
  readonly watermarkMs: number;
  /** Where each source was read up to, in the source's own form; null for one that has had no data. */
  readonly offsets: readonly (string | null)[];
}

export interface StateReport {
  readonly operatorId: number;
  readonly operatorName: string;
  readonly version: number;
  readonly files: number;
  readonly bytes: number;
}

export async function checkpointReport(runtime: Runtime, path: string): Promise<CheckpointReport> {
  const { files } = runtime;
  const directory = files.resolve(path);
  if ((await files.stat(directory)) === undefined) throw millraceError("PATH_NOT_FOUND", { path: directory });
  if ((await files.stat(`${directory}/metadata`)) === undefined)
    throw millraceError("NOT_A_CHECKPOINT", { path: directory });
  const checkpoint = new Checkpoint(files, directory);
  const [planned, committed] = [await checkpoint.offsets.ids(), await checkpoint.commits.ids()];
  const last = planned.at(-1);
  const plan = last === undefined ? undefined : await checkpoint.readBatch(last);
  return {
    directory,
    // With its metadata there, no id is made.
    id: await checkpoint.openMetadata(() => ""),
    latest:
      plan === undefined
        ? null
        : {
            batchId: plan.batchId,
            isCommitted: committed.at(-1) === plan.batchId,
            timestampMs: plan.timestampMs,
            watermarkMs: plan.watermarkMs,
            offsets: plan.offsets.map((offset) => offset ?? null),
          },
    batches: last === undefined ? null : { first: planned[0]!, last, committed: committed.at(-1) ?? -1 },
    conf: plan?.conf ?? {},
    stateOperators: await stateReports(runtime, `${directory}/state`),
    lock: await lockReport(runtime, `${directory}/millrace/lock`),
  };
}

async function stateReports({ files }: Runtime, root: string): Promise<readonly StateReport[]> {
  const reports: StateReport[] = [];
  for (const name of (await files.names(root)) ?? []) {
    const entry = jsonOf((await files.readText(`${root}/${name}/_metadata/metadata`))?.split("\n")[1]);
    const info = isRecord(entry) && isRecord(entry["operatorInfo"]) ? entry["operatorInfo"] : {};
    // A join keeps a log for each side.
    const logs = [`${root}/${name}`, `${root}/${name}/left`, `${root}/${name}/right`];
    const listed = await Promise.all(logs.map((log) => files.list(log)));
    const stored = listed.flatMap((each) => each ?? []).filter(({ path }) => /\/\d+\.\w+\.parquet$/.test(path));
    const versions = stored.map(({ path }) => Number(/(\d+)\.\w+\.parquet$/.exec(path)![1]));
    reports.push({
      operatorId: Number(name),
      operatorName: typeof info["operatorName"] === "string" ? info["operatorName"] : "unknown",
      version: Math.max(0, ...versions),
      files: stored.length,
      bytes: stored.reduce((sum, { size }) => sum + size, 0),
    });
  }
  return reports.toSorted((a, b) => a.operatorId - b.operatorId);
}

async function lockReport({ files, process }: Runtime, file: string): Promise<CheckpointReport["lock"]> {
  const owner = jsonOf(await files.readText(file));
  if (!isRecord(owner)) return null;
  const isAlive = owner["host"] === process.identity.host && process.isAlive(owner as never);
  return { host: String(owner["host"]), pid: Number(owner["pid"]), isAlive };
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
