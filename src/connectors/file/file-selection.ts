/**
 * Which of a directory's files are new and come next. Files are taken in the order of their times, the oldest first; those much older than
 * the newest one seen are passed over. What a limit leaves over is kept for the next batches, so that the directory is not listed for each.
 */
import { millraceError } from "../../errors.ts";
import { isTrue } from "../../formats/options.ts";
import { durationMs } from "../../types/duration-text.ts";
import type { DataFile } from "./listing.ts";

export interface SelectionOptions {
  readonly mostFiles: number;
  readonly mostBytes: number;
  readonly isLatestFirst: boolean;
  readonly isByName: boolean;
  readonly maxAgeMs: number;
  readonly mostKept: number;
  readonly discardRatio: number;
  readonly minAgeMs: number;
}

export function selectionOptions(options: Readonly<Record<string, string>>): SelectionOptions {
  const { maxFilesPerTrigger, maxBytesPerTrigger } = options;
  if (maxFilesPerTrigger !== undefined && maxBytesPerTrigger !== undefined)
    throw millraceError("INVALID_OPTION_VALUE", {
      option: "maxBytesPerTrigger",
      value: maxBytesPerTrigger,
      expected: "maxFilesPerTrigger cannot stand beside it",
    });
  const isLatestFirst = isTrue(options["latestFirst"]);
  const isLimited = maxFilesPerTrigger !== undefined || maxBytesPerTrigger !== undefined;
  return {
    mostFiles: Number(maxFilesPerTrigger ?? Number.POSITIVE_INFINITY),
    mostBytes: maxBytesPerTrigger === undefined ? Number.POSITIVE_INFINITY : bytesOf(maxBytesPerTrigger),
    isLatestFirst,
    isByName: isTrue(options["fileNameOnly"]),
    // From the newest on, an age would forget what is still to come.
    maxAgeMs: isLatestFirst && isLimited ? Number.POSITIVE_INFINITY : durationMs(options["maxFileAge"] ?? "7d"),
    mostKept: Number(options["maxCachedFiles"] ?? 10_000),
    discardRatio: Number(options["discardCachedInputRatio"] ?? 0.2),
    minAgeMs: durationMs(options["minFileAge"] ?? "100ms"),
  };
}

const UNIT_BYTES: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

function bytesOf(text: string): number {
  const match = /^\s*(\d+)\s*([bkmgt])?b?\s*$/i.exec(text)!;
  return Number(match[1]) * UNIT_BYTES[(match[2] ?? "b").toLowerCase()]!;
}

/** No longer is a directory left alone because of young files. */
export const LONGEST_PAUSE_MS = 100;

/** As many files are remembered without a look at their age. */
const FEW = 10_000;

export class FileSelection {
  readonly #options: SelectionOptions;
  /** What has been taken, with its modification time: by directory and name, or where the name alone counts by one directory for all. */
  readonly #seen = new Map<string, Map<string, number>>();
  #count = 0;
  #purgeAt = FEW;
  #newest = 0;
  #forgottenBefore = Number.NEGATIVE_INFINITY;
  #kept: readonly DataFile[] = [];
  /** The listing before: a file that looks as it did then is whole, whatever its time. */
  #before: ReadonlyMap<string, string> = new Map();
  #listedAt = Number.NEGATIVE_INFINITY;
  /** How those looked that were found whole in this way, until they are taken. */
  readonly #settled = new Map<string, string>();

  constructor(options: SelectionOptions) {
    this.#options = options;
  }

  /** How long to wait before a listing can say more of young files. */
  get patienceMs(): number {
    return Math.max(1, this.#options.minAgeMs / 4);
  }

  /** How long to wait at most for files that are growing. */
  get longestPatienceMs(): number {
    return 20 * this.#options.minAgeMs;
  }

  isNew(path: string): boolean {
    const { directory, name } = parted(path);
    return this.isNewIn(directory)(name);
  }

  /** The question for many names of one directory: a path for each would be thrown away by the thousand. */
  isNewIn(directory: string): (name: string) => boolean {
    const seen = this.#seen.get(this.#options.isByName ? "" : directory);
    return (name) => seen?.has(name) !== true;
  }

  /** Whether a name says enough: where names count in every directory, a directory may have that of a file. */
  get knowsByPath(): boolean {
    return !this.#options.isByName;
  }

  take(path: string, modified: number): void {
    const { directory, name } = parted(path);
    const key = this.#options.isByName ? "" : directory;
    let seen = this.#seen.get(key);
    if (seen === undefined) this.#seen.set(key, (seen = new Map()));
    this.#settled.delete(path);
    if (!seen.has(name)) this.#count++;
    seen.set(name, modified);
    this.#newest = Math.max(this.#newest, modified);
    if (this.#count >= this.#purgeAt) this.#purge();
  }

  /** Files older than this count as taken, whether they were or not. */
  get oldest(): number {
    return Math.max(this.#newest - this.#options.maxAgeMs, this.#forgottenBefore);
  }

  /** Files older than this may have been taken by an earlier run, though nobody remembers them. */
  forgetBefore(time: number): void {
    this.#forgottenBefore = time;
  }

  /** Forgets what is too old to be taken again. */
  #purge(): void {
    for (const [directory, seen] of this.#seen) {
      for (const [name, modified] of seen) if (modified < this.oldest && seen.delete(name)) this.#count--;
      if (seen.size === 0) this.#seen.delete(directory);
    }
    this.#purgeAt = Math.max(FEW, 2 * this.#count);
  }

  /** Whether the last listing had new files too young to be whole. */
  isWaiting = false;
  /** Before then a listing hardly says more; 0 when there is no reason to wait. */
  readyAt = 0;

  /** What an earlier listing left over, if it is worth a batch. */
  kept(isLimited: boolean): readonly DataFile[] | undefined {
    return isLimited && this.#kept.length > 0 ? this.#kept : undefined;
  }

  /** Of a fresh listing what is new and whole, in the order it is to be read; `nowMs` is the time of the listing. */
  fresh(listed: readonly DataFile[], nowMs: number): readonly DataFile[] {
    const { isLatestFirst } = this.#options;
    const unseen = listed.filter((file) => file.modified >= this.oldest && this.isNew(file.path));
    const whole = unseen.filter((file) => this.#isWhole(file, nowMs));
    // One that is gone before it was taken will not be.
    if (this.#settled.size > whole.length) {
      const there = new Set(whole.map((file) => file.path));
      for (const path of this.#settled.keys()) if (!there.has(path)) this.#settled.delete(path);
    }
    this.isWaiting = whole.length < unseen.length;
    this.readyAt = whole.length > 0 || !this.isWaiting ? 0 : this.#readyAt(unseen, nowMs);
    // By a clock that was set back the listing before is in the future, and says nothing.
    if (nowMs - this.#listedAt >= this.#options.minAgeMs || nowMs < this.#listedAt) {
      const taken = new Set(whole);
      this.#before = new Map(unseen.filter((file) => !taken.has(file)).map((file) => [file.path, lookOf(file)]));
      this.#listedAt = nowMs;
    }
    const order = isLatestFirst ? -1 : 1;
    return whole.toSorted((a, b) => order * (a.modified - b.modified) || (a.path < b.path ? -1 : 1));
  }

  /** When the first of the young files is whole, but soon: another clock may have set their times, and old files may be moved in. */
  #readyAt(young: readonly DataFile[], nowMs: number): number {
    const times = young.map(({ modified }) => modified + this.#options.minAgeMs).filter((time) => time > nowMs);
    return times.reduce((first, time) => Math.min(first, time), nowMs + LONGEST_PAUSE_MS);
  }

  #isWhole(file: DataFile, nowMs: number): boolean {
    const { minAgeMs } = this.#options;
    if (minAgeMs === 0 || nowMs - file.modified >= minAgeMs) return true;
    const look = lookOf(file);
    if (this.#settled.get(file.path) === look) return true;
    if (nowMs - this.#listedAt < minAgeMs || this.#before.get(file.path) !== look) return false;
    this.#settled.set(file.path, look);
    return true;
  }

  /** As many of the files as a batch takes; at least one, if there is one. */
  limited(files: readonly DataFile[], isLimited: boolean, keepsRest: boolean): readonly DataFile[] {
    const { mostFiles, mostBytes, isLatestFirst, mostKept, discardRatio } = this.#options;
    if (!isLimited) return files;
    let [count, bytes] = [0, 0];
    for (const file of files) {
      bytes += file.size;
      if (count > 0 && (count >= mostFiles || bytes > mostBytes)) break;
      count++;
    }
    const rest = files.slice(count);
    const restBytes = rest.reduce((sum, file) => sum + file.size, 0);
    const isWorth = Number.isFinite(mostFiles)
      ? rest.length >= mostFiles * discardRatio
      : restBytes >= mostBytes * discardRatio;
    this.#kept = keepsRest && !isLatestFirst && isWorth ? rest.slice(0, mostKept) : [];
    return files.slice(0, count);
  }
}

function parted(path: string): { readonly directory: string; readonly name: string } {
  const slash = path.lastIndexOf("/");
  return { directory: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}

const lookOf = (file: DataFile): string => `${file.size}:${file.modified}`;
