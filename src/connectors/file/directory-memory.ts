/**
 * Directories that need no second look: one that has not changed since it was listed holds no new names. A directory changed shortly before
 * it was listed may have changed again within the same tick of its file system's clock, and is listed anew; so is every one now and then, should
 * that clock and ours be far apart.
 */
import type { Clock, FileInfo } from "../../runtime/runtime.ts";
import type { PartitionValue } from "../../formats/partitions.ts";

/** A directory inside another, with what the names down to it say. */
export interface InnerDirectory {
  readonly path: string;
  readonly partition: readonly PartitionValue[];
}

interface Listed {
  readonly modified: number;
  readonly changed: number | undefined;
  readonly at: number;
  readonly inner: readonly InnerDirectory[];
}

/** More than the clock ticks of a file system that keeps whole seconds, or two of them; and of one that keeps fractions. */
const COARSE_TICK_MS = 2000;
const FINE_TICK_MS = 25;
const LONGEST_TRUST_MS = 60_000;

export class DirectoryMemory {
  readonly #clock: Clock;
  readonly #listed = new Map<string, Listed>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): number {
    return this.#clock.now();
  }

  /** The directories inside, where nothing new can be beside them. */
  recall({ path, modified, changed }: FileInfo): readonly InnerDirectory[] | undefined {
    const listed = this.#listed.get(path);
    if (listed === undefined || listed.modified !== modified || listed.changed !== changed) return undefined;
    const last = Math.max(modified, changed ?? 0);
    const isSettled = last < listed.at - (last % 1000 === 0 ? COARSE_TICK_MS : FINE_TICK_MS);
    return isSettled && this.now - listed.at < LONGEST_TRUST_MS ? listed.inner : undefined;
  }

  /** `info` and `at` are from before the listing. */
  remember({ path, modified, changed }: FileInfo, at: number, inner: readonly InnerDirectory[]): void {
    this.#listed.set(path, { modified, changed, at, inner });
  }

  /** Something that was listed has not been taken, and must be found again. */
  forget(): void {
    this.#listed.clear();
  }
}
