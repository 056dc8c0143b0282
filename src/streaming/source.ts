import { millraceError } from "../errors.ts";
import type { KernelConnection } from "../duckdb/connection.ts";
import type { LoadedRows } from "../formats/format.ts";
import type { StructType } from "../types/data-type.ts";

/** A position in a source: the JSON text Spark's own offset log would hold. */
export type Offset = string;

/** The number that an offset is, in a source that counts; another source may have logged something else. */
export function countOf(offset: Offset, source: string): number {
  if (/^-?\d+$/.test(offset)) return Number(offset);
  throw millraceError("CHECKPOINT_FILE_CORRUPT", {
    file: "offsets",
    reason: `'${offset.slice(0, 60)}' is no offset of ${source}, which the query did not read when it was logged`,
  });
}

/** How a batch's rows are to arrive in the kernel. */
export interface SourceRead {
  readonly connection: KernelConnection;
  /** Kernel column names, in the order of the schema's fields. */
  readonly columns: readonly string[];
  /** The fields that are asked for, by place; a source may give all. */
  readonly fields: readonly number[];
  readonly fileColumn?: string;
  readonly metadataColumn?: string;
  /** A table name of this batch's own. */
  readonly table: string;
  readonly zone: string;
  readonly now: bigint;
  /** Whether the batch's output is there already, and only state, where there is any, is still to be made of what is read. */
  readonly isWritten: boolean;
  /** Whether the query keeps state, which must be made of the same rows as the output. */
  readonly isStateful: boolean;
}

/** Something that keeps growing, read from offset to offset. The same two offsets give the same rows, also after a crash. */
export interface Source {
  readonly schema: StructType;
  /** Where the data now ends, at most as far from `from` as the rate limit allows; `from` itself (or undefined) when nothing is new. */
  latestOffset(from: Offset | undefined, limited: boolean): Promise<Offset | undefined>;
  /** Whether there is something that may only be read a moment later: the query is not idle then. */
  readonly isWaiting?: boolean;
  /** Resolves when everything that is there now may be read. */
  settle?(signal: AbortSignal): Promise<void>;
  /** From now on only what is there now. */
  prepareForAvailableNow(signal: AbortSignal): Promise<void>;
  read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows>;
  /** Everything up to `to` has been committed by the query and will not be asked for again. */
  commit(to: Offset): Promise<void>;
  /** As progress shows it: `FileStreamSource[file:/...]`. */
  describe(): string;
  metrics(): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}
