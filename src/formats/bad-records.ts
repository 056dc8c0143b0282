/**
 * `badRecordsPath`: records and files that cannot be read go to files of their own, one JSON object each, and the others are read. A batch's
 * files have names that only it has, so that running it again replaces them.
 */
import type { KernelConnection } from "../duckdb/connection.ts";
import { text } from "../functions/function.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { LoadedRows } from "./format.ts";

type Options = Readonly<Record<string, string>>;

export const isCollecting = (options: Options): boolean => options["badRecordsPath"] !== undefined;

/** Whose input it is. */
export interface BadRecordsOrigin {
  /** A stream's id, or one made for a batch read. */
  readonly queryId: string;
  readonly batchId: number;
  /** The place of the source in the query. */
  readonly source: number;
  /** Milliseconds: the batch's logged time, or a batch read's beginning. */
  readonly timestampMs: number;
}

/** Makes the files, whole and durable, before whoever reads them can see them. */
export async function publishBadRecords(
  connection: KernelConnection,
  { files }: Runtime,
  options: Options,
  { bad = [] }: LoadedRows,
  origin: BadRecordsOrigin,
): Promise<void> {
  const root = options["badRecordsPath"];
  if (root === undefined) return;
  const time = new Date(origin.timestampMs).toISOString().replaceAll(/[-:]|\.\d+Z/g, "");
  for (const { kind, sql } of bad) {
    const directory = `${files.resolve(root)}/${time}/bad_${kind}`;
    const name = `part-${origin.queryId}-${origin.batchId}-${origin.source}.json`;
    const aside = `${directory}/.${name}.tmp`;
    await files.makeDirectory(directory);
    await connection.run(`COPY (${sql}) TO ${text(files.nativePath(aside))} (FORMAT json)`);
    await files.publish(aside, `${directory}/${name}`);
  }
}
