import { millraceError } from "../errors.ts";
import type { BatchPlan, Checkpoint } from "./checkpoint/checkpoint.ts";
import { corrupt } from "../runtime/numbered-log.ts";
import type { Offset } from "./source.ts";

/** Where a query stands between two batches. */
export interface Position {
  /** The next batch. */
  readonly batchId: number;
  readonly committed: readonly (Offset | undefined)[];
  /** The watermark the last batch evicted by: by it the next one judges what is late. */
  readonly evictionWatermark: number;
  /** The batch that was logged but not committed; it must run again, just as it was. */
  readonly planned: BatchPlan | undefined;
}

export interface Recovered {
  readonly position: Position;
  readonly watermarkMs: number;
  readonly inputWatermarksMs: readonly number[] | undefined;
  readonly conf: Readonly<Record<string, string>>;
}

/** Reads the checkpoint: the last logged batch, whether it was committed, and what came before it. */
export async function recover(
  checkpoint: Checkpoint,
  sourceCount: number,
  conf: Readonly<Record<string, string>>,
): Promise<Recovered> {
  const last = await checkpoint.offsets.latest();
  const lastCommit = await checkpoint.commits.latest();
  if (last === undefined) {
    if (lastCommit !== undefined) throw missing(checkpoint, `offsets/${lastCommit}`);
    if (await checkpoint.hasState()) throw missing(checkpoint, "offsets/0");
    const committed = Array.from({ length: sourceCount }, () => undefined);
    return {
      position: { batchId: 0, committed, evictionWatermark: 0, planned: undefined },
      watermarkMs: 0,
      inputWatermarksMs: undefined,
      conf,
    };
  }
  if (lastCommit !== undefined && lastCommit > last) throw missing(checkpoint, `offsets/${lastCommit}`);
  if (last > 0 && (lastCommit === undefined || lastCommit < last - 1)) throw missing(checkpoint, `commits/${last - 1}`);
  const plan = await required(checkpoint, last, sourceCount);
  const before = last === 0 ? undefined : await required(checkpoint, last - 1, sourceCount);
  if (before !== undefined) checkSuccession(checkpoint, before, plan);
  const commit = await checkpoint.readCommit(last);
  const inputs = await checkpoint.readWatermarks();
  // Also when a batch runs again: an input's watermark only grows, and the batch itself runs by the one in its plan.
  const base = { inputWatermarksMs: inputs?.watermarksMs, conf: plan.conf };
  if (commit !== undefined) {
    return {
      ...base,
      watermarkMs: Math.max(plan.watermarkMs, commit.nextWatermarkMs),
      position: { batchId: last + 1, committed: plan.offsets, evictionWatermark: plan.watermarkMs, planned: undefined },
    };
  }
  return {
    ...base,
    watermarkMs: plan.watermarkMs,
    position: {
      batchId: last,
      committed: before?.offsets ?? plan.offsets.map(() => undefined),
      evictionWatermark: before?.watermarkMs ?? 0,
      planned: plan,
    },
  };
}

/** A batch goes on from the one before it: one that does not, an older copy perhaps, would have rows read twice. */
function checkSuccession(checkpoint: Checkpoint, before: BatchPlan, plan: BatchPlan): void {
  const file = checkpoint.offsets.path(plan.batchId);
  if (plan.watermarkMs < before.watermarkMs)
    throw corrupt(file, `its watermark is before that of batch ${before.batchId}`);
  if (plan.offsets.some((offset, i) => logOffset(offset) < logOffset(before.offsets[i])))
    throw corrupt(file, `its offsets are before those of batch ${before.batchId}`);
  // Planned at the same time, by the same watermark, up to the same offsets: there was no reason for it.
  const isSame = plan.offsets.every((offset, i) => offset === before.offsets[i]);
  if (isSame && plan.watermarkMs === before.watermarkMs && plan.timestampMs === before.timestampMs)
    throw corrupt(file, `it is that of batch ${before.batchId}`);
}

/** Of a file source's offset the number, which only grows. */
export function logOffset(offset: Offset | undefined): number {
  const match = /^\{"logOffset":(\d+)\}$/.exec(offset ?? "");
  return match === null ? -1 : Number(match[1]);
}

async function required(checkpoint: Checkpoint, batchId: number, sourceCount: number): Promise<BatchPlan> {
  const plan = await checkpoint.readBatch(batchId);
  if (plan === undefined) throw missing(checkpoint, `offsets/${batchId}`);
  if (plan.offsets.length !== sourceCount)
    throw millraceError("STREAMING_SOURCE_COUNT_CHANGED", {
      checkpoint: String(plan.offsets.length),
      current: String(sourceCount),
    });
  return plan;
}

function missing(checkpoint: Checkpoint, file: string): Error {
  return millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: checkpoint.directory, file });
}
