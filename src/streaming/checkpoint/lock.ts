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
  /** Whether another machine's or thread's lock may be broken: only its user knows that nothing runs there. */
  readonly breaksForeign: boolean;
  /** Whether a run of this process is still going: one that was dropped without a word holds nothing. */
  readonly isRunning: (runId: string) => boolean;
}

export class CheckpointLock {
  readonly #runtime: Runtime;
  readonly #file: string;
  readonly #content: string;
  readonly #checkpoint: string;

  private constructor(runtime: Runtime, checkpoint: string, file: string, content: string) {
    this.#runtime = runtime;
    this.#checkpoint = checkpoint;
    this.#file = file;
    this.#content = content;
  }

  static async acquire(runtime: Runtime, checkpoint: string, options: LockOptions): Promise<CheckpointLock> {
    const { files, process } = runtime;
    const file = `${checkpoint}/millrace/lock`;
    const content = JSON.stringify({ ...process.identity, runId: options.runId } satisfies Owner);
    await files.makeDirectory(`${checkpoint}/millrace`);
    await hold({ runtime, checkpoint, content, options }, file);
    return new CheckpointLock(runtime, checkpoint, file, content);
  }

  /**
   * Refuses to go on with a checkpoint that is no longer this run's: its directory was removed, or another run has broken the lock. What would be
   * written from now on would make a new checkpoint without a beginning, or mix with the other's.
   */
  async check(): Promise<void> {
    if ((await this.#runtime.files.readText(this.#file)) !== this.#content)
      throw millraceError("CHECKPOINT_LOST", { checkpoint: this.#checkpoint, file: this.#file });
  }

  /** Only one's own: another run may have broken it meanwhile. */
  async release(): Promise<void> {
    const { files } = this.#runtime;
    if ((await files.readText(this.#file)) === this.#content) await files.remove(this.#file);
  }
}

interface Claim {
  readonly runtime: Runtime;
  readonly checkpoint: string;
  readonly content: string;
  readonly options: LockOptions;
}

/**
 * Makes the lock, or replaces that of a dead owner. Several may find the same one dead, and who comes late must not replace the lock of who came
 * first: so the right to replace it is a lock of its own, named by the dead run, under which its content is looked at once more. No run comes back.
 */
async function hold(claim: Claim, file: string): Promise<void> {
  const { runtime, checkpoint, content, options } = claim;
  const { files, process } = runtime;
  while (!(await files.createExclusive(file, content))) {
    const dead = await files.readText(file);
    if (dead === undefined) continue;
    const owner = ownerOf(dead);
    const notice = takeover(runtime, checkpoint, owner, options);
    const right = `${file}.${owner?.runId ?? "unreadable"}`;
    await hold(claim, right);
    if ((await files.readText(file)) !== dead) {
      await files.remove(right);
      continue;
    }
    await files.replace(file, content);
    await dropRights(runtime, file);
    if (notice !== undefined) process.warn(`millrace: ${notice}`);
    return;
  }
}

/** One's own, and what a takeover that was cut short has left: of runs that are over all of them. */
async function dropRights({ files }: Runtime, lock: string): Promise<void> {
  const slash = lock.lastIndexOf("/");
  const [directory, begin] = [lock.slice(0, slash), `${lock.slice(slash + 1)}.`];
  for (const name of (await files.names(directory)) ?? [])
    if (name.startsWith(begin)) await files.remove(`${directory}/${name}`);
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
  const isHere = owner.pid === here.pid && owner.bootId === here.bootId && owner.startTime === here.startTime;
  if (isHere && owner.instance === here.instance) {
    if (!options.isRunning(owner.runId)) return undefined;
    throw millraceError("CHECKPOINT_LOCKED.OTHER_PROCESS", { checkpoint, pid: String(owner.pid) });
  }
  if (isHere) {
    if (options.breaksForeign) return `the lock of ${checkpoint}, held by another thread of this process, is broken`;
    throw millraceError("CHECKPOINT_LOCKED.OTHER_THREAD", { checkpoint });
  }
  if (process.isAlive(owner))
    throw millraceError("CHECKPOINT_LOCKED.OTHER_PROCESS", { checkpoint, pid: String(owner.pid) });
  return `the checkpoint ${checkpoint} is taken over from process ${owner.pid}, which has ended`;
}

function ownerOf(text: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isOwner =
      isRecord(value) &&
      typeof value["host"] === "string" &&
      typeof value["pid"] === "number" &&
      typeof value["runId"] === "string" &&
      /^[\w-]+$/.test(value["runId"]);
    return isOwner ? (value as unknown as Owner) : undefined;
  } catch {
    return undefined;
  }
}
