import { crc32 } from "node:zlib";
import { millraceError } from "../../errors.ts";
import type { Files } from "../../runtime/runtime.ts";
import { corrupt, isListOf, isRecord, NumberedLog, parseEntry } from "../../runtime/numbered-log.ts";
import type { Offset } from "../source.ts";

/** What the offset log says of a batch before it runs. */
export interface BatchPlan {
  readonly batchId: number;
  readonly watermarkMs: number;
  readonly timestampMs: number;
  /** Settings that are fixed with the first batch. */
  readonly conf: Readonly<Record<string, string>>;
  /** One per source, undefined where a source has had no data yet. */
  readonly offsets: readonly (Offset | undefined)[];
}

/** A query's checkpoint directory in Spark's layout: `metadata`, `offsets/N`, `commits/N`, `sources/i/`, `state/i/`. */
export class Checkpoint {
  readonly directory: string;
  readonly offsets: NumberedLog;
  readonly commits: NumberedLog;
  readonly #files: Files;

  constructor(files: Files, directory: string) {
    this.#files = files;
    this.directory = directory;
    this.offsets = new NumberedLog(files, `${directory}/offsets`);
    this.commits = new NumberedLog(files, `${directory}/commits`);
  }

  /** Makes durable what a killed run has left in it; other directories in the same place are not its own. */
  async settle(): Promise<void> {
    for (const own of ["offsets", "commits", "sources", "state", "millrace"])
      await this.#files.settle(`${this.directory}/${own}`);
  }

  /** The query's id: read, or made now and written durably. */
  async openMetadata(newId: () => string): Promise<string> {
    const file = `${this.directory}/metadata`;
    await this.#files.makeDirectory(this.directory);
    const text = await this.#files.readText(file);
    if (text !== undefined) return parseEntry(file, text, isMetadata).id;
    if ((await this.offsets.latest()) !== undefined)
      throw millraceError("STREAMING_CHECKPOINT_MISSING_METADATA_FILE", { checkpoint: this.directory });
    const id = newId();
    await this.#files.createExclusive(file, JSON.stringify({ id }));
    return id;
  }

  async writeBatch(plan: BatchPlan): Promise<void> {
    const head = `{"batchWatermarkMs":${plan.watermarkMs},"batchTimestampMs":${plan.timestampMs},"conf":${JSON.stringify(plan.conf)}}`;
    await this.offsets.add(plan.batchId, [head, ...plan.offsets.map((offset) => offset ?? "-")]);
  }

  async readBatch(batchId: number): Promise<BatchPlan | undefined> {
    const lines = await this.offsets.get(batchId);
    if (lines === undefined) return undefined;
    const head = parseEntry(this.offsets.path(batchId), lines[0], isOffsetHead);
    for (const line of lines.slice(1)) if (line !== "-") parseEntry(this.offsets.path(batchId), line, isAnything);
    return {
      batchId,
      watermarkMs: head.batchWatermarkMs,
      timestampMs: head.batchTimestampMs,
      conf: head.conf,
      offsets: lines.slice(1).map((line) => (line === "-" ? undefined : line)),
    };
  }

  async writeCommit(batchId: number, nextWatermarkMs: number): Promise<void> {
    await this.commits.add(batchId, [JSON.stringify({ nextBatchWatermarkMs: nextWatermarkMs })]);
  }

  async readCommit(batchId: number): Promise<{ readonly nextWatermarkMs: number } | undefined> {
    const lines = await this.commits.get(batchId);
    if (lines === undefined) return undefined;
    const entry = parseEntry(
      this.commits.path(batchId),
      lines[0],
      (v): v is { nextBatchWatermarkMs: number } => isRecord(v) && isTime(v["nextBatchWatermarkMs"]),
    );
    return { nextWatermarkMs: entry.nextBatchWatermarkMs };
  }

  /** Each input's own watermark, which Spark forgets at a restart; beside the logs, never in them. */
  async writeWatermarks(batchId: number, watermarksMs: readonly number[]): Promise<void> {
    const text = JSON.stringify({ batchId, watermarksMs });
    await this.#files.replace(this.#watermarksFile, `${text}\n${checksum(text)}`);
  }

  async readWatermarks(): Promise<{ readonly batchId: number; readonly watermarksMs: readonly number[] } | undefined> {
    const [text, sum] = (await this.#files.readText(this.#watermarksFile))?.split("\n") ?? [];
    if (text === undefined) return undefined;
    if (sum !== checksum(text)) throw corrupt(this.#watermarksFile, "its checksum is not that of its content");
    return parseEntry(
      this.#watermarksFile,
      text,
      (v): v is { batchId: number; watermarksMs: number[] } =>
        isRecord(v) && typeof v["batchId"] === "number" && isListOf(v["watermarksMs"], isTime),
    );
  }

  /** State is written only after the first batch has been logged. */
  async hasState(): Promise<boolean> {
    return ((await this.#files.names(`${this.directory}/state`)) ?? []).length > 0;
  }

  sourceDirectory(index: number): string {
    return `${this.directory}/sources/${index}`;
  }
  stateDirectory(operator: number): string {
    return `${this.directory}/state/${operator}`;
  }

  /** Forgets batches older than the newest `keep`. */
  async purge(newest: number, keep: number): Promise<void> {
    for (const log of [this.offsets, this.commits]) {
      for (const id of await log.ids()) if (id < newest - keep) await log.remove(id);
    }
  }

  get #watermarksFile(): string {
    return `${this.directory}/millrace/watermarks`;
  }
}

/** An id is a UUID, as in Spark: tables and files are named by it. */
const isMetadata = (value: unknown): value is { id: string } =>
  isRecord(value) &&
  typeof value["id"] === "string" &&
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value["id"]);

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0");

/** Every source's offset is JSON; of what kind, the source knows. */
const isAnything = (value: unknown): value is string | number | object => value !== null;

function isOffsetHead(
  value: unknown,
): value is { batchWatermarkMs: number; batchTimestampMs: number; conf: Record<string, string> } {
  return (
    isRecord(value) &&
    isTime(value["batchWatermarkMs"]) &&
    isTime(value["batchTimestampMs"]) &&
    isRecord(value["conf"]) &&
    Object.values(value["conf"]).every((setting) => typeof setting === "string")
  );
}

/** Milliseconds since 1970, of which no watermark is before. */
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
