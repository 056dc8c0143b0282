import type { OutputMode } from "../incremental/output-mode.ts";
import type { KernelConnection } from "../duckdb/connection.ts";
import type { StructType } from "../types/data-type.ts";

/** A batch's result: a query over the kernel, column `columns[i]` being field i of the schema. */
export interface SinkBatch {
  readonly batchId: number;
  readonly connection: KernelConnection;
  readonly sql: string;
  readonly schema: StructType;
  readonly columns: readonly string[];
  readonly mode: OutputMode;
  /** Aborted when the query is stopped. */
  readonly signal: AbortSignal;
}

/** Where results go. `write` twice with one batch id must leave what writing once would, or say in `describe` how it does not. */
export interface Sink {
  /** Makes what readers need to find before the first batch. */
  open(queryId: string): Promise<void>;
  /**
   * Removes what earlier attempts at batches from `batchId` on left behind. `isPlanned`: whether the checkpoint has begun that batch; one that it
   * has not, and that the sink has, is somebody else's.
   */
  recover(batchId: number, isPlanned: boolean): Promise<void>;
  /** Whether the batch is there already, so that `write` will pass it over. A sink that cannot tell has no such method. */
  has?(batchId: number): Promise<boolean>;
  /** The number of rows written, or undefined when the sink cannot tell. */
  write(batch: SinkBatch): Promise<number | undefined>;
  describe(): string;
}
