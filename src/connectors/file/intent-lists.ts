/**
 * What a batch is about to put in place, named in the checkpoint before it does: `millrace/intents/N`. Where the batch was never finished, the
 * next attempt removes these files first.
 */
import { isListOf, isRecord, parseEntry } from "../../runtime/numbered-log.ts";
import type { Files } from "../../runtime/runtime.ts";

/** As much of a query's id as its files carry: all but the last twelve digits. */
const QUERY_PART = 24;

/** Query and batch in the form of the ids Spark's files have: no two batches share one, and every attempt at a batch has the same. */
export const writeId = (queryId: string, batchId: number): string =>
  `${queryId.slice(0, QUERY_PART)}${batchId.toString(16).padStart(12, "0")}`;

/** Who has written a data file, by its name; undefined where that does not say it. */
export function writerOf(path: string): { readonly query: string; readonly batchId: number } | undefined {
  const [, query, batch] = /-([\da-f-]{24})([\da-f]{12})[-.]c\d+[^/]*$/.exec(path) ?? [];
  return query === undefined ? undefined : { query, batchId: Number.parseInt(batch!, 16) };
}

export const isWriter = (queryId: string, { query }: { readonly query: string }): boolean => queryId.startsWith(query);

export class IntentLists {
  readonly #files: Files;
  readonly #directory: string;
  readonly #queryId: string;

  constructor(files: Files, checkpoint: string, queryId: string) {
    this.#files = files;
    this.#directory = `${checkpoint}/millrace/intents`;
    this.#queryId = queryId;
  }

  /** The batches that have one. */
  async batches(): Promise<readonly number[]> {
    const names = (await this.#files.names(this.#directory)) ?? [];
    return names.filter((name) => /^\d+$/.test(name)).map(Number);
  }

  /** Durable when it is done; paths below the output. */
  write(batchId: number, files: readonly string[]): Promise<void> {
    return this.#files.replace(this.#file(batchId), JSON.stringify({ batchId, files }));
  }

  async read(batchId: number): Promise<readonly string[]> {
    const text = await this.#files.readText(this.#file(batchId));
    if (text === undefined) return [];
    // None of another batch, and nobody else's, whatever has become of the text: what it names will be removed.
    const isOwn = (name: unknown): boolean => isBelow(name) && name.includes(`-${writeId(this.#queryId, batchId)}`);
    return parseEntry(
      this.#file(batchId),
      text,
      (v): v is { files: string[] } => isRecord(v) && v["batchId"] === batchId && isListOf(v["files"], isOwn),
    ).files;
  }

  remove(batchId: number): Promise<void> {
    return this.#files.remove(this.#file(batchId));
  }

  #file(batchId: number): string {
    return `${this.#directory}/${batchId}`;
  }
}

/** What is removed by the list's word must lie in the output. */
const isBelow = (path: unknown): path is string =>
  typeof path === "string" && path !== "" && path.split("/").every((name) => !/^(\.\.?)?$/.test(name));
