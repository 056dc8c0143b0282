import type { KernelConnection } from "../../duckdb/connection.ts";
import type { SqlSite } from "../../duckdb/expression-sql.ts";
import type { OutputMode } from "../../incremental/output-mode.ts";

/** What an operator is told about the batch. Watermarks are milliseconds since 1970, and those of its own input. */
export interface OperatorBatch {
  readonly connection: KernelConnection;
  readonly batchId: number;
  readonly mode: OutputMode;
  /** Rows whose time had been closed by this watermark are late: the one of the batch before. */
  readonly lateWatermark: number;
  /** What this watermark closes comes out, or goes. */
  readonly evictionWatermark: number;
  readonly site: SqlSite;
}

/** Spark's counters of one operator and batch. */
export interface OperatorMetrics {
  readonly operatorName: string;
  readonly numRowsTotal: number;
  readonly numRowsUpdated: number;
  readonly numRowsRemoved: number;
  readonly numRowsDroppedByWatermark: number;
}

/** Something that remembers between batches. Its result is the table its plan names. */
export interface StatefulOperator {
  readonly id: number;
  /** Spark's name of it, as progress and the state's metadata show it. */
  readonly name: string;
  /** What the state's rows are made of, for the check at a restart. */
  readonly stateSchema: { readonly key: readonly string[]; readonly value: readonly string[] };
  /** Puts the state into `version`; 0 is empty. */
  restore(connection: KernelConnection, version: number): Promise<void>;
  /** `inputs` are queries with the columns of the operator's input plans. */
  apply(inputs: readonly string[], batch: OperatorBatch): Promise<OperatorMetrics>;
  /** Makes the state after the batch durable. */
  persist(batch: OperatorBatch): Promise<void>;
  /** The watermark its result keeps to when its input keeps to `inputWatermark`; the same, unless it says otherwise. */
  outputWatermark?(inputWatermark: number): number;
  /** Whether a batch without data is worth running at this watermark. */
  wantsBatch(watermark: number, batch: { readonly evictionWatermark: number; readonly mode: OutputMode }): boolean;
  forget(connection: KernelConnection): Promise<void>;
}
