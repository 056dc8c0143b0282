import type { DataFrame } from "../../../src/index.ts";
import type { Places } from "../places.ts";

/** A small streaming program that is also its own oracle: the same query over all input at once. */
export interface Program {
  readonly name: string;
  readonly schema: string;
  /** By input, the lines of each of its files. */
  readonly inputs: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly format?: "json" | "csv" | "text";
  /** The inputs that are tables: read whole in every batch. */
  readonly statics?: readonly string[];
  /** Of the stream; the oracle reads without. */
  readonly readOptions?: (places: Places) => Readonly<Record<string, string>>;
  readonly conf?: Readonly<Record<string, string>>;
  /** `life`: which life of the engine asks; a query may be changed between two. */
  readonly query: (input: (name: string) => DataFrame, life: number) => DataFrame;
  /** The batch query to be compared with, where the streaming one cannot be run as it is. */
  readonly oracle?: (input: (name: string) => DataFrame) => DataFrame;
  readonly sink: ProgramSink;
  readonly trigger?: "availableNow" | "asItComes";
  /** Whether a row of the batch's answer has come out by the end of the input; all have by default. */
  readonly isOut?: (row: Row) => boolean;
  /** When (milliseconds) the watermark lets a row out. */
  readonly closesAt?: (row: Row) => number;
  /** The column that holds the time of the batch: compared with what is logged, not with the oracle. */
  readonly batchTime?: string;
  /** A row as the query of the first life would have written it. */
  readonly asFirst?: (row: Row) => Row;
  /** Any so many rows of the oracle's are right. */
  readonly anyRows?: number;
  /** Text of the records that must end up beside. */
  readonly badRecords?: readonly string[];
  /** What becomes of files that have been read. */
  readonly cleans?: "delete" | "archive";
}

export type Row = Readonly<Record<string, unknown>>;

export type ProgramSink =
  | {
      readonly kind: "files";
      readonly format: "parquet" | "json" | "csv" | "text";
      readonly partitionBy?: readonly string[];
    }
  | { readonly kind: "table" }
  /** A function that writes a file per batch id. `keys`: of an update, what tells rows apart. */
  | { readonly kind: "batches"; readonly mode: "append" | "update" | "complete"; readonly keys?: readonly string[] };
