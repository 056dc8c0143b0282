/**
 * One run at a time over a checkpoint: the process that holds it is named in a file beside the logs. A dead owner needs nobody's help, a
 * live one is never pushed aside.
 */
import { millraceError } from "../../errors.ts";
import { isRecord } from "../../runtime/numbered-log.ts";
import type { ProcessIdentity, Runtime } from "../../runtime/runtime.ts";

interface Owner extends ProcessIdentity {
  readonly runId: string;
}

export interface LockOptions {
  readonly runId: string;
  /** Whether another machine's lock may be broken: only its user knows that nothing runs there. */
  readonly breaksForeign: boolean;
  /** Whether a run of this process is still going: one that was dropped without a word holds nothing. */
  readonly isRunning: (runId: string) => boolean;
}

export class CheckpointLock {
  readonly #runtime: Runtime;
  readonly #file: string;
  readonly #content: string;

  private constructor(runtime: Runtime, file: string, content: string) {
    this.#runtime = runtime;
    this.#file = file;
    this.#content = content;
  }

  static async acquire(runtime: Runtime, checkpoint: string, options: LockOptions): Promise<CheckpointLock> {
    const { files, process } = runtime;
    const file = `${checkpoint}/millrace/lock`;
    const content = JSON.stringify({ ...process.identity, runId: options.runId } satisfies Owner);
    await files.makeDirectory(`${checkpoint}/millrace`);
    while (!(await files.createExclusive(file, content))) {
      const text = await files.readText(file);
      if (text === undefined) continue;
      const notice = takeover(runtime, checkpoint, ownerOf(text), options);
      if (notice !== undefined) process.warn(`millrace: ${notice}`);
      // Whoever else found the owner dead has moved the same file away, or made it anew: the next round tells. Should two still come
      // through, the offset log lets only one of them write a batch.
      if ((await files.readText(file)) === text) await files.remove(file);
    }
    return new CheckpointLock(runtime, file, content);
  }

  /** Only one's own: another run may have broken it meanwhile. */
  async release(): Promise<void> {
    const { files } = this.#runtime;
    if ((await files.readText(this.#file)) === this.#content) await files.remove(this.#file);
  }
}

/** What to say of an owner that may be replaced; an error for one that may not. */
function takeover(
  { process }: Runtime,
  checkpoint: string,
  owner: Owner | undefined,
  options: LockOptions,
): string | undefined {
  if (owner === undefined) return `the lock of ${checkpoint} cannot be read and is replaced`;
  const here = process.identity;
  if (owner.host !== here.host) {
    if (options.breaksForeign) return `the lock of ${checkpoint}, held on ${owner.host}, is broken`;
    throw millraceError("CHECKPOINT_LOCKED.OTHER_HOST", { checkpoint, host: owner.host, pid: String(owner.pid) });
  }
  const isOwn = owner.pid === here.pid && owner.bootId === here.bootId && owner.startTime === here.startTime;
  if (isOwn ? options.isRunning(owner.runId) : process.isAlive(owner))
    throw millraceError("CHECKPOINT_LOCKED.OTHER_PROCESS", { checkpoint, pid: String(owner.pid) });
  return isOwn ? undefined : `the checkpoint ${checkpoint} is taken over from process ${owner.pid}, which has ended`;
}

function ownerOf(text: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isOwner =
      isRecord(value) &&
      typeof value["host"] === "string" &&
      typeof value["pid"] === "number" &&
      typeof value["runId"] === "string";
    return isOwner ? (value as unknown as Owner) : undefined;
  } catch {
    return undefined;
  }
}
