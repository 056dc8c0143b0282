/**
 * Files written once, whatever breaks. Per batch: data is written aside, made durable, named in an intent list in the checkpoint, renamed into
 * place, and listed in the sink log. A re-run first removes every file an earlier attempt's intent list names.
 */
import { millraceError } from "../../errors.ts";
import { pathToUri } from "../../formats/file-uri.ts";
import type { Format } from "../../formats/format.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { isRecord, parseEntry } from "../../runtime/numbered-log.ts";
import type { Sink, SinkBatch } from "../../streaming/sink.ts";
import { SinkLog, type SinkFile } from "./sink-log.ts";

/** Where unfinished files lie: readers pass over names that begin with a point. */
const ASIDE_DIRECTORY = ".millrace";
const BLOCK_SIZE = 33_554_432;

export interface FileSinkOptions {
  readonly path: string;
  readonly checkpoint: string;
  readonly format: Format;
  readonly options: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly ignoreNullFields: boolean;
}

export class FileSink implements Sink {
  readonly #options: FileSinkOptions;
  readonly #runtime: Runtime;
  readonly #path: string;
  readonly #log: SinkLog;
  #queryId = "";

  constructor(options: FileSinkOptions, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
    this.#path = runtime.files.resolve(options.path);
    this.#log = new SinkLog(runtime.files, this.#path);
  }

  async open(queryId: string): Promise<void> {
    this.#queryId = queryId;
    await this.#runtime.files.makeDirectory(this.#log.directory);
  }

  /** Only batches that are not in the sink log can have left files behind. */
  async recover(batchId: number): Promise<void> {
    const { files } = this.#runtime;
    const listed = await this.#log.latest();
    await this.#checkLog(listed, batchId);
    for (const name of (await files.names(this.#intents)) ?? []) {
      const intended = Number(name);
      if (!Number.isInteger(intended)) continue;
      if (intended > listed && intended >= batchId) {
        for (const path of await this.#readIntent(intended)) await files.remove(`${this.#path}/${path}`);
      }
      await files.remove(`${this.#intents}/${name}`);
    }
    await files.remove(this.#aside);
  }

  /** A log that lacks a committed batch would hide its files from every reader. */
  async #checkLog(listed: number, batchId: number): Promise<void> {
    if (listed >= batchId - 1) return;
    const names = (await this.#runtime.files.names(this.#path)) ?? [];
    const wroteBefore = listed >= 0 || names.some((name) => name.startsWith(`part-00000-${this.#queryId}-`));
    if (wroteBefore)
      throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: this.#log.directory, file: String(batchId - 1) });
  }

  async write(batch: SinkBatch): Promise<number | undefined> {
    if (batch.batchId <= (await this.#log.latest())) return undefined;
    const { files } = this.#runtime;
    const name = `part-00000-${this.#queryId}-${batch.batchId}-c000${this.#options.format.extension(this.#options.options)}`;
    const aside = `${this.#aside}/${name}.tmp`;
    const final = `${this.#path}/${name}`;
    await files.makeDirectory(this.#aside);
    const rows = await this.#options.format.write(batch.connection, {
      sql: batch.sql,
      schema: batch.schema,
      columns: batch.columns,
      options: this.#options.options,
      target: files.nativePath(aside),
      zone: this.#options.zone,
      ignoreNullFields: this.#options.ignoreNullFields,
    });
    if (batch.signal.aborted) throw millraceError("OPERATION_CANCELED");
    await files.replace(`${this.#intents}/${batch.batchId}`, JSON.stringify({ batchId: batch.batchId, files: [name] }));
    await files.publish(aside, final);
    const info = await files.stat(final);
    if (info === undefined)
      throw millraceError("FILE_OPERATION_FAILED", {
        operation: "find",
        path: final,
        reason: "it vanished after it was written",
      });
    await this.#log.add(batch.batchId, [sinkFile(final, info.size, info.modified)]);
    await files.remove(`${this.#intents}/${batch.batchId}`);
    return rows;
  }

  describe(): string {
    return `FileSink[${pathToUri(this.#path)}]`;
  }

  get #intents(): string {
    return `${this.#options.checkpoint}/millrace/intents`;
  }
  get #aside(): string {
    return `${this.#path}/${ASIDE_DIRECTORY}/${this.#queryId}`;
  }

  async #readIntent(batchId: number): Promise<readonly string[]> {
    const file = `${this.#intents}/${batchId}`;
    const text = await this.#runtime.files.readText(file);
    if (text === undefined) return [];
    return parseEntry(file, text, (v): v is { files: string[] } => isRecord(v) && Array.isArray(v["files"])).files;
  }
}

function sinkFile(path: string, size: number, modified: number): SinkFile {
  return {
    path: pathToUri(path),
    size,
    isDir: false,
    modificationTime: modified,
    blockReplication: 1,
    blockSize: BLOCK_SIZE,
    action: "add",
  };
}
