/** What the next start over a checkpoint would stumble on, found without changing anything. No query may be running over it meanwhile. */
import { IntentLists } from "../connectors/file/intent-lists.ts";
import { SourceLog } from "../connectors/file/source-log.ts";
import { isMillraceError, millraceError } from "../errors.ts";
import { corrupt } from "../runtime/numbered-log.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Checkpoint } from "../streaming/checkpoint/checkpoint.ts";
import { logOffset, recover, type Position } from "../streaming/recovery.ts";
import { isAsSealed } from "../streaming/state/checksum.ts";
import { filesToRestore } from "../streaming/state/state-files.ts";
import { readOperator, readSchema } from "../streaming/state/state-metadata.ts";

/**
 * One message for each thing that is wrong; what it has made impossible to look at comes to light when it is mended. Whether a query has state only the
 * query knows: a `state` directory that is gone as a whole is not missed.
 */
export async function examineCheckpoint(runtime: Runtime, directory: string): Promise<readonly string[]> {
  const checkpoint = new Checkpoint(runtime.files, directory);
  const problems: string[] = [];
  const attempt = async <T>(look: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await look();
    } catch (error) {
      if (!isMillraceError(error)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const found = await attempt(() => placeOf(checkpoint));
  if (found === undefined) return problems;
  const { queryId, position } = found;
  const offsets = position.planned?.offsets ?? position.committed;
  for (const [i, offset] of offsets.entries())
    await attempt(() => checkSourceLog(runtime, checkpoint.sourceDirectory(i), logOffset(offset)));
  // Before the first commit there is no state that counts.
  const inState = position.batchId === 0 ? undefined : await runtime.files.names(`${directory}/state`);
  const operators = inState?.filter((name) => /^\d+$/.test(name));
  if (operators?.length === 0)
    problems.push(millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: directory, file: "state/0" }).message);
  for (const name of operators ?? [])
    await attempt(() => checkState(runtime, `${directory}/state/${name}`, position.batchId));
  // A dead owner's is replaced whatever is in it, if it can be read.
  await attempt(() => runtime.files.readText(`${directory}/millrace/lock`));
  const intents = new IntentLists(runtime.files, directory, queryId);
  for (const batch of await intents.batches()) await attempt(() => intents.read(batch));
  return problems;
}

interface Place {
  readonly queryId: string;
  readonly position: Position;
}

async function placeOf(checkpoint: Checkpoint): Promise<Place> {
  const queryId = await checkpoint.openMetadata(() => {
    throw millraceError("NOT_A_CHECKPOINT", { path: checkpoint.directory });
  });
  const last = await checkpoint.offsets.latest();
  const plan = last === undefined ? undefined : await checkpoint.readBatch(last);
  const { position } = await recover(checkpoint, plan?.offsets.length ?? 0, {});
  return { queryId, position };
}

async function checkSourceLog({ files }: Runtime, directory: string, offset: number): Promise<void> {
  if (offset < 0) return;
  const last = await new SourceLog(files, directory).restore();
  if (last < offset) throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: directory, file: String(offset) });
}

/** A join keeps a log for each side, below its own directory. */
async function checkState({ files }: Runtime, directory: string, version: number): Promise<void> {
  if ((await readOperator(files, directory)) === undefined)
    throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: directory, file: "_metadata/metadata" });
  await readSchema(files, directory);
  const sides = ["left", "right"].map((side) => `${directory}/${side}`);
  const isJoin = (await files.names(sides[0]!)) !== undefined;
  for (const log of isJoin ? sides : [directory])
    for (const { name } of filesToRestore(log, (await files.names(log)) ?? [], version))
      if (!(await isAsSealed(files, `${log}/${name}`)))
        throw corrupt(`${log}/${name}`, "its checksum is not that of its content");
}
