import { millraceError } from "../../errors.ts";
import { pathToUri, uriToPath } from "../../formats/file-uri.ts";
import type { Format, LoadedRows, ReadSettings } from "../../formats/format.ts";
import { loadFiles, type FileToLoad } from "../../formats/load-files.ts";
import type { ReadRequest } from "../../types/read-request.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { isRecord, parseEntry } from "../../runtime/numbered-log.ts";
import type { Offset, Source, SourceRead } from "../../streaming/source.ts";
import { struct, type StructType } from "../../types/data-type.ts";
import { checkCleanable, cleanSource, type CleanSource } from "./clean-source.ts";
import { isTrue } from "../../formats/options.ts";
import type { PartitionValue } from "../../formats/partitions.ts";
import { FileSelection, LONGEST_PAUSE_MS, selectionOptions } from "./file-selection.ts";
import { isGlob } from "./glob.ts";
import { DirectoryMemory } from "./directory-memory.ts";
import { listDataFiles, partitionBelow, type DataFile } from "./listing.ts";
import { SourceLog, type SeenFile } from "./source-log.ts";

export interface FileSourceParts {
  readonly request: ReadRequest;
  readonly format: Format;
  readonly runtime: Runtime;
  readonly settings: ReadSettings;
  readonly logDirectory: string;
  /** Refuses to write into a checkpoint that is another run's by now. */
  readonly holdsCheckpoint: () => Promise<void>;
}

/** Files that appear in a directory, oldest first. An offset is the number of the source log's entry that names the files. */
export class FileSource implements Source {
  readonly schema: StructType;
  readonly #path: string;
  readonly #isRecursive: boolean;
  readonly #parts: FileSourceParts;
  readonly #log: SourceLog;
  readonly #selection: FileSelection;
  readonly #clean: CleanSource | undefined;
  readonly #memory: DirectoryMemory;
  #last = -1;
  #cleaned = -1;
  /** Set by availableNow: these files and no others. */
  #fixed: readonly DataFile[] | undefined;
  /** The log's last entry of an earlier run. */
  #restored = -1;

  private constructor(parts: FileSourceParts) {
    const { request, runtime } = parts;
    this.schema = request.schema;
    this.#parts = parts;
    this.#path = runtime.files.resolve(request.paths[0] ?? "");
    this.#isRecursive = isTrue(request.options["recursiveFileLookup"]);
    this.#log = new SourceLog(runtime.files, parts.logDirectory);
    this.#selection = new FileSelection(selectionOptions(request.options));
    this.#memory = new DirectoryMemory(runtime.clock);
    this.#clean = cleanSource(this.#path, request.options, runtime);
  }

  /** Continues where the log in the checkpoint ends. */
  static async open(parts: FileSourceParts): Promise<FileSource> {
    const source = new FileSource(parts);
    source.#last = await source.#log.restore();
    source.#restored = source.#last;
    // A batch is cleaned up when the one behind it is planned: the last ones before the restart may still be there.
    source.#cleaned = Math.max(-1, source.#last - 2);
    source.#selection.forgetBefore(source.#log.forgottenBefore);
    for (const file of source.#log.all()) source.#selection.take(uriToPath(file.path), file.timestamp);
    return source;
  }

  async latestOffset(from: Offset | undefined, isLimited: boolean): Promise<Offset | undefined> {
    this.#checkLogged(from);
    const files = await this.#next(isLimited);
    if (files.length > 0) {
      const id = this.#last + 1;
      await this.#parts.holdsCheckpoint();
      await this.#log.add(
        id,
        files.map((file): SeenFile => ({ path: pathToUri(file.path), timestamp: file.modified, batchId: id })),
        this.#selection.oldest,
      );
      this.#last = id;
      for (const file of files) this.#selection.take(file.path, file.modified);
    }
    return this.#last < 0 ? undefined : offsetOf(this.#last);
  }

  get isWaiting(): boolean {
    return this.#selection.isWaiting;
  }

  /** Waits for young files to be whole, but not for ever: one that goes on growing is for a later batch. */
  async settle(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts.runtime;
    const until = clock.monotonic() + this.#selection.longestPatienceMs;
    const there = new Set((await this.#list()).map((file) => file.path));
    const isYoung = async (): Promise<boolean> => {
      const whole = new Set((await this.#fresh()).map((file) => file.path));
      return this.#selection.isWaiting && [...there].some((path) => this.#selection.isNew(path) && !whole.has(path));
    };
    while (!signal.aborted && clock.monotonic() < until && (await isYoung()))
      await clock.sleep(this.#selection.patienceMs, signal);
  }

  async prepareForAvailableNow(signal: AbortSignal): Promise<void> {
    await this.settle(signal);
    this.#fixed = await this.#fresh();
  }

  async read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows> {
    this.#checkLogged(to);
    const { request, format, runtime, settings } = this.#parts;
    const seen = this.#log.between(this.#numberOf(from), this.#numberOf(to));
    const files = await this.#filesOf(seen, settings.ignoreMissingFiles, read);
    const loaded = await loadFiles(
      format,
      read.connection,
      runtime,
      {
        files,
        schema: struct(read.fields.map((i) => this.schema.fields[i]!)),
        whole: this.schema,
        columns: read.fields.map((i) => read.columns[i]!),
        options: request.options,
        zone: read.zone,
        now: read.now,
        settings,
        ...(read.fileColumn === undefined ? {} : { fileColumn: read.fileColumn }),
        ...(read.metadataColumn === undefined ? {} : { metadataColumn: read.metadataColumn }),
      },
      read.table,
    );
    for (const file of files) await this.#checkUnchanged(file, loaded);
    return loaded;
  }

  /** The logged files as they are now, which must be as they were when they were logged. */
  async #filesOf(seen: readonly SeenFile[], ignoresMissing: boolean, read: SourceRead): Promise<readonly FileToLoad[]> {
    const { files } = this.#parts.runtime;
    const found: FileToLoad[] = [];
    for (const { path: uri, timestamp, batchId } of seen) {
      const path = uriToPath(uri);
      if (!isGlob(this.#path) && path !== this.#path && !path.startsWith(`${this.#path}/`))
        throw millraceError("WRONG_BASE_PATH", { basePath: this.#path, path: uri });
      const info = await files.stat(path);
      if (info === undefined) {
        if (read.isWritten && read.isStateful) throw millraceError("FILE_CHANGED_AFTER_OUTPUT", { path: uri });
        if (ignoresMissing) continue;
        throw millraceError("FAILED_READ_FILE.FILE_NOT_EXIST", { path: uri });
      }
      if (info.modified !== timestamp) this.#takeChanged(uri, batchId, read);
      found.push({ ...info, partition: this.#partitionOf(path) });
    }
    return found;
  }

  /**
   * A file that has changed since it was listed may be one that is still being written. In a batch that an earlier run has left undone it is read as
   * it is now, where nothing of that attempt is to be seen: to mend a file is often what the restart is for.
   */
  #takeChanged(uri: string, entry: number, { isWritten, isStateful }: SourceRead): void {
    if (isWritten && isStateful) throw millraceError("FILE_CHANGED_AFTER_OUTPUT", { path: uri });
    if (entry > this.#restored) throw millraceError("FILE_CHANGED", { path: uri });
    const now = isWritten
      ? "was planned that is written already; what was written stays"
      : "was planned that runs again now; it is read as it is";
    this.#parts.runtime.process.warn(`millrace: the file ${uri} has changed since the batch ${now}`);
  }

  /** What the directories between the path that is read, or `basePath`, and the file say. */
  #partitionOf(file: string): readonly PartitionValue[] {
    if (this.#isRecursive) return [];
    const { request, runtime } = this.#parts;
    const { basePath } = request.options;
    if (basePath !== undefined) return partitionBelow(runtime.files.resolve(basePath), file);
    // Of a pattern, what it matched: as many names as it has.
    const root = isGlob(this.#path) ? file.split("/").slice(0, this.#path.split("/").length).join("/") : this.#path;
    return partitionBelow(root, file);
  }

  /** A file that was written while it was read may have been read half. */
  async #checkUnchanged(file: FileToLoad, loaded: LoadedRows): Promise<void> {
    const after = await this.#parts.runtime.files.stat(file.path);
    if (after?.size === file.size && after.modified === file.modified) return;
    await loaded.drop();
    throw millraceError("FILE_CHANGED", { path: pathToUri(file.path) });
  }

  /** An offset the query has logged must be in the source log, or files would be read twice or not at all. */
  #checkLogged(offset: Offset | undefined): void {
    const id = this.#numberOf(offset);
    if (id > this.#last)
      throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: this.#log.directory, file: String(id) });
  }

  /** The number of the log's entry that an offset names; -1 before the first. */
  #numberOf(offset: Offset | undefined): number {
    if (offset === undefined) return -1;
    if (/^\d+$/.test(offset)) return Number(offset);
    return parseEntry(
      `${this.#log.directory.replace(/\/sources\/\d+$/, "")}/offsets`,
      offset,
      (v): v is { logOffset: number } =>
        isRecord(v) && Number.isSafeInteger(v["logOffset"]) && (v["logOffset"] as number) >= 0,
    ).logOffset;
  }

  async commit(to: Offset): Promise<void> {
    if (this.#clean === undefined) return;
    const id = this.#numberOf(to);
    for (const { path } of this.#log.between(this.#cleaned, id)) await this.#clean(uriToPath(path));
    this.#cleaned = Math.max(this.#cleaned, id);
  }
  describe(): string {
    return `FileStreamSource[${pathToUri(this.#path)}]`;
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {}

  async #next(isLimited: boolean): Promise<readonly DataFile[]> {
    const kept = this.#fixed === undefined ? this.#selection.kept(isLimited) : undefined;
    if (kept === undefined && this.#fixed === undefined && this.#isTooSoon()) return [];
    const fresh =
      kept ?? this.#fixed?.filter((file) => this.#selection.isNew(file.path)) ?? (await this.#fresh(this.#memory));
    const chosen = this.#selection.limited(fresh, isLimited, this.#fixed === undefined);
    // What an earlier listing has left over is logged as it is now.
    const taken = kept === undefined && this.#fixed === undefined ? chosen : await this.#asTheyAre(chosen);
    if (chosen.length < fresh.length || this.#selection.isWaiting) this.#memory.forget();
    return taken;
  }

  /** The last listing met files that were too young, and they still are. */
  #isTooSoon(): boolean {
    const left = this.#selection.readyAt - this.#now();
    // A clock that was set back must not make it long.
    return left > 0 && left <= LONGEST_PAUSE_MS;
  }

  async #asTheyAre(listed: readonly DataFile[]): Promise<readonly DataFile[]> {
    const now: DataFile[] = [];
    for (const file of listed) {
      const info = await this.#parts.runtime.files.stat(file.path);
      // One that is gone is taken all the same: its batch says so, or passes it over, as the session wants.
      now.push(info === undefined ? file : { ...file, size: info.size, modified: info.modified });
    }
    return now;
  }

  /**
   * What is new and whole. Its age is that at the beginning of the listing, which may take long and pass over a file that comes meanwhile: one
   * written after it must not be taken before it, or its event times would make the other's rows late.
   */
  async #fresh(memory?: DirectoryMemory): Promise<readonly DataFile[]> {
    const at = this.#now();
    return this.#selection.fresh(await this.#list(memory), at);
  }

  /** What is not taken yet; with a memory, less what it says has been seen. */
  async #list(memory?: DirectoryMemory): Promise<readonly DataFile[]> {
    const { runtime, request } = this.#parts;
    // Each time: the other query may have begun to write meanwhile.
    if (this.#clean !== undefined) await checkCleanable(this.#path, runtime.files);
    const listed = await listDataFiles(runtime.files, this.#path, request.options, {
      ...(this.#selection.knowsByPath ? { isWantedIn: (directory: string) => this.#selection.isNewIn(directory) } : {}),
      ...(memory === undefined ? {} : { memory }),
    });
    if (listed !== undefined) return listed;
    if (isGlob(this.#path)) return [];
    throw millraceError("PATH_NOT_FOUND", { path: pathToUri(this.#path) });
  }

  #now(): number {
    return this.#parts.runtime.clock.now();
  }
}

const offsetOf = (id: number): Offset => `{"logOffset":${id}}`;
