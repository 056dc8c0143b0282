/**
 * Files written once, whatever breaks. Per batch: data is written aside, made durable, named in an intent list in the checkpoint, renamed into
 * place, and listed in the sink log. A re-run first removes every file an earlier attempt's intent list names.
 */
import { isMillraceError, millraceError } from "../../errors.ts";
import { pathToUri, uriToPath } from "../../formats/file-uri.ts";
import type { Format } from "../../formats/format.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Sink, SinkBatch } from "../../streaming/sink.ts";
import { IntentLists, isWriter, writeId, writerOf } from "./intent-lists.ts";
import { SinkLog, type SinkFile } from "./sink-log.ts";
import { writePartitions } from "../../formats/write-partitions.ts";

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
  readonly partitionBy: readonly string[];
  readonly retentionMs?: number;
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

  /** A batch that is not in the sink log, or there as another query's, may have left files behind. */
  async recover(batchId: number, isPlanned: boolean): Promise<void> {
    const { files } = this.#runtime;
    await files.settle(this.#log.directory);
    const listed = await this.#log.latest();
    // Spark passes such batches over, and their rows are gone without a word. Only one that was planned may be there before it is committed.
    if (listed > batchId || (listed === batchId && !isPlanned)) throw this.#hasOthers(batchId);
    if (listed >= 0 && (await this.#isByOthers(listed)) === true) throw this.#hasOthers(listed);
    for (const intended of await this.#intents.batches()) {
      const isUnlisted = intended > listed || (await this.#isOthers(intended));
      // By one without files the batch that runs again is known to be this query's.
      if (!isUnlisted && intended === batchId && (await this.#intents.read(intended)).length === 0) continue;
      // For good, before the list goes: nothing would name a file that came back.
      if (isUnlisted && intended >= batchId) await this.#removeUnlisted(await this.#intents.read(intended));
      await this.#intents.remove(intended);
    }
    await files.removeTree(this.#aside);
    if (batchId === 0 && listed < 0) await this.#tellOfOthers();
  }

  /** As in Spark readers trust the log alone, once there is one. */
  async #tellOfOthers(): Promise<void> {
    const { files, process } = this.#runtime;
    const entries = (await files.entries(this.#path)) ?? [];
    // Directories may be what an attempt before has left, or the checkpoint.
    if (entries.some(({ name, isDirectory }) => !isDirectory && (name === "_SUCCESS" || !/^[._]/.test(name))))
      process.warn(
        `millrace: ${this.#path} holds files that are not this query's; once it has written there, only its own are read`,
      );
  }

  async has(batchId: number): Promise<boolean> {
    return (await this.#log.latest()) >= batchId;
  }

  async write(batch: SinkBatch): Promise<number | undefined> {
    const last = await this.#log.latest();
    if (batch.batchId <= last) {
      if (await this.#isOthers(batch.batchId)) throw this.#hasOthers(batch.batchId);
      return undefined;
    }
    // A log that lacks a committed batch would hide its files from every reader; and where the output is gone, so are their rows.
    if (last < batch.batchId - 1)
      throw millraceError("OUTPUT_LACKS_BATCHES", {
        path: this.#path,
        batchId: String(batch.batchId - 1),
        listed: String(last + 1),
      });
    const { files } = this.#runtime;
    const { format, options, zone, ignoreNullFields, partitionBy } = this.#options;
    const made: { readonly aside: string; readonly name: string }[] = [];
    await files.makeDirectory(this.#aside);
    const rows = await writePartitions(format, batch.connection, {
      sql: batch.sql,
      schema: batch.schema,
      columns: batch.columns,
      options,
      zone,
      ignoreNullFields,
      partitionBy,
      table: `sink_${this.#queryId.replaceAll("-", "_")}`,
      target: async (directory) => {
        const number = String(made.length).padStart(5, "0");
        const counter = directory === "" ? "-c000" : ".c000";
        const file = `part-${number}-${writeId(this.#queryId, batch.batchId)}${counter}${format.extension(options)}`;
        const aside = `${this.#aside}/${file}.tmp`;
        made.push({ aside, name: directory === "" ? file : `${directory}/${file}` });
        return files.nativePath(aside);
      },
    });
    if (batch.signal.aborted) throw millraceError("OPERATION_CANCELED");
    const names = made.map((file) => file.name);
    // The data need not be durable before the intents are, only both before the renames.
    await Promise.all([this.#intents.write(batch.batchId, names), ...made.map(({ aside }) => files.sync(aside))]);
    await this.#publish(made);
    const listed: SinkFile[] = [];
    for (const name of names) listed.push(await this.#sinkFile(`${this.#path}/${name}`));
    await this.#list(batch.batchId, listed);
    // That of a batch without files stays until the next one: no file's name says whose it was.
    if (names.length > 0) await this.#intents.remove(batch.batchId);
    if (batch.batchId > 0) await this.#intents.remove(batch.batchId - 1);
    return rows;
  }

  async #list(batchId: number, listed: readonly SinkFile[]): Promise<void> {
    try {
      await this.#log.add(batchId, listed, this.#expiry());
    } catch (error) {
      // Another query came first. Nothing but a bare listing would ever show what is here now.
      if (isMillraceError(error, "CONCURRENT_STREAM_LOG_UPDATE") && (await this.#isOthers(batchId)))
        await this.#removeUnlisted(listed.map(({ path }) => uriToPath(path).slice(this.#path.length + 1)));
      throw error;
    }
  }

  async #removeUnlisted(names: readonly string[]): Promise<void> {
    await this.#runtime.files.removeAll(names.map((name) => `${this.#path}/${name}`));
  }

  /** Whether the log has the batch, but from another query that writes here too. Files that Spark has written do not tell. */
  async #isOthers(batchId: number): Promise<boolean> {
    const isByOthers = await this.#isByOthers(batchId);
    if (isByOthers !== undefined) return isByOthers;
    if (!(await this.#log.isEmpty(batchId))) return false;
    // This query's own would have left its list, with no file in it.
    const intended = (await this.#intents.batches()).includes(batchId) ? await this.#intents.read(batchId) : undefined;
    return intended === undefined || intended.length > 0;
  }

  /** By the names of the batch's files; undefined where there are none that tell. */
  async #isByOthers(batchId: number): Promise<boolean | undefined> {
    const writers = (await this.#log.around(batchId)).flatMap(({ path }) => writerOf(path) ?? []);
    const ofBatch = writers.filter((writer) => writer.batchId === batchId);
    return ofBatch.length > 0 ? !ofBatch.some((writer) => isWriter(this.#queryId, writer)) : undefined;
  }

  #hasOthers(batchId: number): Error {
    return millraceError("OUTPUT_HAS_OTHER_BATCHES", { path: this.#path, batchId: String(batchId) });
  }

  async #publish(made: readonly { readonly aside: string; readonly name: string }[]): Promise<void> {
    const { files } = this.#runtime;
    const pairs = made.map(({ aside, name }) => ({ aside, final: `${this.#path}/${name}` }));
    const directories = new Set(pairs.map(({ final }) => final.slice(0, final.lastIndexOf("/"))));
    for (const directory of directories) if (directory !== this.#path) await files.makeDirectory(directory);
    await files.publishAll(pairs);
  }

  async #sinkFile(path: string): Promise<SinkFile> {
    const info = await this.#runtime.files.stat(path);
    if (info === undefined)
      throw millraceError("FILE_OPERATION_FAILED", {
        operation: "find",
        path,
        reason: "it vanished after it was written",
        remedy: "Nothing else may remove files of a query's output.",
      });
    return sinkFile(path, info.size, info.modified);
  }

  /** Entries of files older than this leave the log when it is compacted. */
  #expiry(): number | undefined {
    const { retentionMs } = this.#options;
    return retentionMs === undefined ? undefined : this.#runtime.clock.now() - retentionMs;
  }

  describe(): string {
    return `FileSink[${pathToUri(this.#path)}]`;
  }

  get #intents(): IntentLists {
    return new IntentLists(this.#runtime.files, this.#options.checkpoint, this.#queryId);
  }
  get #aside(): string {
    return `${this.#path}/${ASIDE_DIRECTORY}/${this.#queryId}`;
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
