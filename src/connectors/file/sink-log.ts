import { isPathOrUri } from "../../formats/file-uri.ts";
import type { Files } from "../../runtime/runtime.ts";
import { corrupt, entryOf, isRecord, lastCompacted, NumberedLog, parseEntry } from "../../runtime/numbered-log.ts";

export const SINK_LOG_DIRECTORY = "_spark_metadata";
const COMPACT_INTERVAL = 10;

export interface SinkFile {
  readonly path: string;
  readonly size: number;
  readonly isDir: boolean;
  readonly modificationTime: number;
  readonly blockReplication: number;
  readonly blockSize: number;
  readonly action: string;
}

/** Which files of a directory belong to it: `_spark_metadata/N`, every tenth with all before it. Readers trust it, not the listing. */
export class SinkLog {
  readonly directory: string;
  readonly #log: NumberedLog;
  /** All the log lists, as it is written, once it had to be read, piece by piece: the next compaction only joins them. */
  #pieces: string[] | undefined;

  constructor(files: Files, path: string) {
    this.directory = `${path}/${SINK_LOG_DIRECTORY}`;
    this.#log = new NumberedLog(files, this.directory);
  }

  /** The last batch in the log, or -1. */
  async latest(): Promise<number> {
    return (await this.#log.names()).reduce((last, name) => Math.max(last, entryOf(name) ?? -1), -1);
  }

  /** Whether the entry lists no file; of a compacted one, which has those of others too, nobody can say. */
  async isEmpty(batchId: number): Promise<boolean> {
    const lines = await this.#log.get(batchId);
    return lines !== undefined && lines.every((text) => text === "");
  }

  /** `oldest`: files modified before it leave the log with the next compaction. */
  async add(batchId: number, files: readonly SinkFile[], oldest?: number): Promise<void> {
    const added = files.map(line);
    if ((batchId + 1) % COMPACT_INTERVAL !== 0) {
      await this.#log.add(batchId, added);
      this.#pieces?.push(...added);
      return;
    }
    const kept = oldest === undefined ? (this.#pieces ?? (await this.#written())) : await this.#newerThan(oldest);
    const text = [...kept, ...added].join("\n");
    this.#pieces = text === "" ? [] : [text];
    await this.#log.add(`${batchId}.compact`, [text]);
    await this.#log.dropBefore(batchId - COMPACT_INTERVAL);
  }

  async #written(): Promise<readonly string[]> {
    return (await this.files()).map(line);
  }

  async #newerThan(oldest: number): Promise<readonly string[]> {
    return (await this.files()).filter((file) => file.modificationTime >= oldest).map(line);
  }

  /** The files of the batch's entry: of a compacted one those of all before it too, and far more to read. */
  async around(batchId: number): Promise<readonly SinkFile[]> {
    const lines = await this.#log.get(batchId);
    if (lines === undefined) return this.files();
    return lines.filter((text) => text !== "").map((text) => parseEntry(this.#log.path(batchId), text, isSinkFile));
  }

  /** All files the log lists. */
  async files(): Promise<readonly SinkFile[]> {
    const names = await this.#log.names();
    const compact = lastCompacted(names);
    const parts = [
      ...(compact >= 0 ? [`${compact}.compact`] : []),
      ...names.filter((name) => (entryOf(name) ?? -1) > compact).toSorted((a, b) => Number(a) - Number(b)),
    ];
    const ids = parts.map((name) => entryOf(name)!);
    if (compact < 0 && (ids[0] ?? 0) > 0) throw corrupt(this.#log.path(0), "it is missing");
    ids.forEach((id, i) => {
      if (i > 0 && id !== ids[i - 1]! + 1) throw corrupt(this.#log.path(ids[i - 1]! + 1), "it is missing");
    });
    const files: SinkFile[] = [];
    const added = new Set<string>();
    for (const name of parts) {
      const lines = await this.#log.get(name);
      // Compacted away since the names were read: what holds it now is listed.
      if (lines === undefined) return this.files();
      for (const text of lines) {
        if (text === "") continue;
        const file = parseEntry(this.#log.path(name), text, isSinkFile);
        // No file is written twice: another entry has come into this one's place, whose files are then missing.
        if (file.action === "add" && added.size === added.add(file.path).size)
          throw corrupt(this.#log.path(name), `it lists ${file.path} a second time`);
        files.push(file);
      }
    }
    const deleted = new Set(files.filter((file) => file.action === "delete").map((file) => file.path));
    return files.filter((file) => file.action === "add" && !deleted.has(file.path));
  }
}

const line = (f: SinkFile): string =>
  JSON.stringify({
    path: f.path,
    size: f.size,
    isDir: f.isDir,
    modificationTime: f.modificationTime,
    blockReplication: f.blockReplication,
    blockSize: f.blockSize,
    action: f.action,
  });

function isSinkFile(value: unknown): value is SinkFile {
  return (
    isRecord(value) &&
    isPathOrUri(value["path"]) &&
    Number.isSafeInteger(value["size"]) &&
    Number.isSafeInteger(value["modificationTime"]) &&
    (value["action"] === "add" || value["action"] === "delete")
  );
}
