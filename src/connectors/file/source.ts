import { millraceError } from "../../errors.ts";
import { pathToUri, uriToPath } from "../../formats/file-uri.ts";
import type { Format, LoadedRows } from "../../formats/format.ts";
import type { ReadRequest } from "../../types/read-request.ts";
import type { FileInfo, Runtime } from "../../runtime/runtime.ts";
import { isRecord, parseEntry } from "../../runtime/numbered-log.ts";
import type { Offset, Source, SourceRead } from "../../streaming/source.ts";
import type { StructType } from "../../types/data-type.ts";
import { listDataFiles } from "./listing.ts";
import { SourceLog, type SeenFile } from "./source-log.ts";

/** Files that appear in a directory, oldest first. An offset is the number of the source log's entry that names the files. */
export class FileSource implements Source {
  readonly schema: StructType;
  readonly #path: string;
  readonly #request: ReadRequest;
  readonly #format: Format;
  readonly #runtime: Runtime;
  readonly #log: SourceLog;
  readonly #seen = new Set<string>();
  #last = -1;
  /** Set by availableNow: these files and no others. */
  #fixed: readonly FileInfo[] | undefined;

  private constructor(request: ReadRequest, format: Format, runtime: Runtime, logDirectory: string) {
    this.schema = request.schema;
    this.#request = request;
    this.#format = format;
    this.#runtime = runtime;
    this.#path = runtime.files.resolve(request.paths[0] ?? "");
    this.#log = new SourceLog(runtime.files, logDirectory);
  }

  /** Continues where the log in the checkpoint ends. */
  static async open(request: ReadRequest, format: Format, runtime: Runtime, logDirectory: string): Promise<FileSource> {
    const source = new FileSource(request, format, runtime, logDirectory);
    source.#last = await source.#log.restore();
    for (const file of source.#log.all()) source.#seen.add(file.path);
    return source;
  }

  async latestOffset(from: Offset | undefined, limited: boolean): Promise<Offset | undefined> {
    this.#checkLogged(from);
    const fresh = await this.#newFiles();
    const files = limited ? this.#limit(fresh) : fresh;
    if (files.length > 0) {
      const id = this.#last + 1;
      const entry = files.map((file): SeenFile => ({
        path: pathToUri(file.path),
        timestamp: file.modified,
        batchId: id,
      }));
      await this.#log.add(id, entry);
      this.#last = id;
      for (const { path } of entry) this.#seen.add(path);
    }
    return this.#last < 0 ? undefined : offsetOf(this.#last);
  }

  async prepareForAvailableNow(): Promise<void> {
    this.#fixed = await this.#newFiles();
  }

  async read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows> {
    this.#checkLogged(to);
    const files = this.#log
      .between(from === undefined ? -1 : numberOf(from), numberOf(to))
      .map((file) => uriToPath(file.path));
    return this.#format.load(
      read.connection,
      this.#runtime,
      {
        files,
        schema: this.schema,
        columns: read.columns,
        options: this.#request.options,
        zone: read.zone,
        now: read.now,
        ...(read.fileColumn === undefined ? {} : { fileColumn: read.fileColumn }),
      },
      read.table,
    );
  }

  /** An offset the query has logged must be in the source log, or files would be read twice or not at all. */
  #checkLogged(offset: Offset | undefined): void {
    const id = offset === undefined ? -1 : numberOf(offset);
    if (id > this.#last)
      throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: this.#log.directory, file: String(id) });
  }

  async commit(): Promise<void> {}
  describe(): string {
    return `FileStreamSource[${pathToUri(this.#path)}]`;
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {}

  async #newFiles(): Promise<readonly FileInfo[]> {
    const listed = this.#fixed ?? (await listDataFiles(this.#runtime.files, this.#path));
    if (listed === undefined) throw millraceError("PATH_NOT_FOUND", { path: pathToUri(this.#path) });
    const fresh = listed.filter((file) => !this.#seen.has(pathToUri(file.path)));
    return fresh.toSorted((a, b) => a.modified - b.modified || (a.path < b.path ? -1 : 1));
  }

  #limit(files: readonly FileInfo[]): readonly FileInfo[] {
    const most = this.#request.options["maxFilesPerTrigger"];
    return most === undefined ? files : files.slice(0, Number(most));
  }
}

const offsetOf = (id: number): Offset => `{"logOffset":${id}}`;

function numberOf(offset: Offset): number {
  if (/^\d+$/.test(offset)) return Number(offset);
  return parseEntry(
    "a file source's offset",
    offset,
    (v): v is { logOffset: number } => isRecord(v) && typeof v["logOffset"] === "number",
  ).logOffset;
}
