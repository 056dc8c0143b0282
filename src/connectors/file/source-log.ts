import { millraceError } from "../../errors.ts";
import type { Files } from "../../runtime/runtime.ts";
import { isPathOrUri } from "../../formats/file-uri.ts";
import { corrupt, isRecord, lastCompacted, NumberedLog, parseEntry } from "../../runtime/numbered-log.ts";

/** A file the source has handed out, and in which log entry. */
export interface SeenFile {
  readonly path: string;
  readonly timestamp: number;
  readonly batchId: number;
}

/** Every tenth entry holds all before it too, so that a restart reads few files. */
const COMPACT_INTERVAL = 10;
/** Entries that a restart may still ask for: more than a query keeps offsets of by default. */
const REPLAYED = 1000;
/** Names the time before which files have been struck from the log. Its name is no number, so that Spark passes it over. */
const FORGOTTEN = "forgotten";

/** Which files belong to which offset: `sources/<i>/N`, byte for byte as Spark writes it. */
export class SourceLog {
  readonly directory: string;
  readonly #log: NumberedLog;
  readonly #entries = new Map<number, SeenFile[]>();
  /** Entries as they are written, once they have been: a compaction would write all of them anew. */
  readonly #texts = new Map<number, string>();
  #forgottenBefore = Number.NEGATIVE_INFINITY;

  constructor(files: Files, directory: string) {
    this.directory = directory;
    this.#log = new NumberedLog(files, directory);
  }

  /** Files older than this may have been read without being in the log any more: whatever age is allowed later, they are not taken again. */
  get forgottenBefore(): number {
    return this.#forgottenBefore;
  }

  /** Reads what there is; the number of the last entry, or -1. */
  async restore(): Promise<number> {
    const from = lastCompacted(await this.#log.names());
    await this.#restoreForgotten();
    if (from >= 0) {
      for (const file of await this.#read(`${from}.compact`)) this.#remember(file);
      this.#checkWhole(from);
    }
    const later = (await this.#log.ids()).filter((id) => id > from);
    later.forEach((id, i) => {
      if (id !== from + 1 + i) throw this.#missing(from + 1 + i);
    });
    for (const id of later) {
      const files = await this.#read(String(id));
      if (files.length === 0) throw corrupt(this.#log.path(id), "it names no file");
      // Another entry's files would be read again, and this one's not at all.
      const other = files.find((file) => file.batchId !== id);
      if (other !== undefined) throw corrupt(this.#log.path(id), `it names a file of entry ${other.batchId}`);
      this.#entries.set(id, files);
    }
    this.#checkOnce();
    return later.at(-1) ?? from;
  }

  /** A file twice would be read twice, and the one whose place it has not at all. */
  #checkOnce(): void {
    const seen = new Set<string>();
    for (const { path, timestamp } of this.all()) {
      const file = `${timestamp} ${path}`;
      if (seen.has(file)) throw corrupt(this.directory, `it names ${path} twice`);
      seen.add(file);
    }
  }

  /** `oldest`: older files than this are never taken again, so that the log need not remember them. */
  async add(id: number, files: readonly SeenFile[], oldest: number = Number.NEGATIVE_INFINITY): Promise<void> {
    this.#entries.set(id, [...files]);
    if ((id + 1) % COMPACT_INTERVAL === 0) {
      await this.#forget(id - REPLAYED, oldest);
      await this.#log.add(
        `${id}.compact`,
        this.#ids.map((each) => this.#text(each)).filter((text) => text !== ""),
      );
      await this.#log.dropBefore(id - COMPACT_INTERVAL);
    } else await this.#log.add(id, [this.#text(id)]);
  }

  #text(id: number): string {
    let text = this.#texts.get(id);
    if (text === undefined) this.#texts.set(id, (text = this.#entries.get(id)!.map(line).join("\n")));
    return text;
  }

  get #ids(): readonly number[] {
    return [...this.#entries.keys()].toSorted((a, b) => a - b);
  }

  between(after: number, to: number): readonly SeenFile[] {
    const files: SeenFile[] = [];
    for (let id = after + 1; id <= to; id++) for (const file of this.#entries.get(id) ?? []) files.push(file);
    return files;
  }

  all(): readonly SeenFile[] {
    return this.#ids.flatMap((id) => this.#entries.get(id)!);
  }

  async #forget(before: number, oldest: number): Promise<void> {
    const isOld = (file: SeenFile): boolean => file.timestamp < oldest;
    const old = [...this.#entries].filter(([id, files]) => id < before && files.some(isOld));
    if (old.length === 0) return;
    if (oldest > this.#forgottenBefore) {
      // First, or a crash before it would leave them forgotten without a word.
      await this.#log.replace(FORGOTTEN, [JSON.stringify({ beforeMs: oldest })]);
      this.#forgottenBefore = oldest;
    }
    for (const [id, files] of old) {
      const kept = files.filter((file) => !isOld(file));
      this.#texts.delete(id);
      if (kept.length === 0) this.#entries.delete(id);
      else this.#entries.set(id, kept);
    }
  }

  async #restoreForgotten(): Promise<void> {
    const lines = await this.#log.get(FORGOTTEN);
    if (lines === undefined) return;
    this.#forgottenBefore = parseEntry(this.#log.path(FORGOTTEN), lines[0], isForgotten).beforeMs;
  }

  #missing(name: number | string): Error {
    return millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: this.directory, file: String(name) });
  }

  /** A compacted entry has its own files and those of all before it, but for very old ones; what it lacks would be read again. */
  #checkWhole(id: number): void {
    const file = this.#log.path(`${id}.compact`);
    for (let each = Math.max(0, id - REPLAYED); each <= id; each++)
      if (!this.#entries.has(each)) throw corrupt(file, `it lacks the files of entry ${each}`);
    const earlier = Math.max(0, id - REPLAYED);
    const isForgetful = this.#ids.filter((each) => each < earlier).length < earlier;
    if (isForgetful && this.#forgottenBefore === Number.NEGATIVE_INFINITY) throw this.#missing(FORGOTTEN);
    const beyond = this.#ids.find((each) => each > id);
    if (beyond !== undefined) throw corrupt(file, `it names a file of entry ${beyond}`);
  }

  #remember(file: SeenFile): void {
    const entry = this.#entries.get(file.batchId);
    if (entry === undefined) this.#entries.set(file.batchId, [file]);
    else entry.push(file);
  }

  async #read(name: string): Promise<SeenFile[]> {
    const lines = (await this.#log.get(name)) ?? [];
    return lines.filter((text) => text !== "").map((text) => parseEntry(this.#log.path(name), text, isSeenFile));
  }
}

const line = ({ path, timestamp, batchId }: SeenFile): string => JSON.stringify({ path, timestamp, batchId });

function isSeenFile(value: unknown): value is SeenFile {
  return (
    isRecord(value) &&
    isPathOrUri(value["path"]) &&
    Number.isFinite(value["timestamp"]) &&
    Number.isSafeInteger(value["batchId"])
  );
}

const isForgotten = (value: unknown): value is { readonly beforeMs: number } =>
  isRecord(value) && Number.isFinite(value["beforeMs"]);
