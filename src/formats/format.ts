import type { KernelConnection } from "../duckdb/connection.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { StructType } from "../types/data-type.ts";
import type { OptionTable } from "./options.ts";

/** Settings of the session that say how files are read. */
export interface ReadSettings {
  readonly caseSensitive: boolean;
  /** Whether CSV reads only the columns that are asked for. */
  readonly csvColumnPruning: boolean;
  readonly ignoreCorruptFiles: boolean;
  readonly ignoreMissingFiles: boolean;
  /** The column that takes malformed records, when the reader does not name it. */
  readonly corruptColumn: string;
}

/** What a reader and its session say of how to read. */
export interface ReadTerms {
  readonly options: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly now: bigint;
  readonly settings: ReadSettings;
}

/** Files whose schema is asked for. */
export interface InferJob extends ReadTerms {
  readonly files: readonly string[];
}

/** Which files to read and how the columns are to be called in the kernel. */
export interface ReadJob extends ReadTerms {
  readonly files: readonly string[];
  readonly schema: StructType;
  /** All fields the files have, where `schema` is a part of them. */
  readonly whole: StructType;
  /** Kernel column names, in the order of the schema's fields. */
  readonly columns: readonly string[];
  /** One more column with the URI of the row's file. */
  readonly fileColumn?: string;
}

/** Records, or files, that could not be read, as texts: `path`, of records `record`, and `reason`. */
export interface BadInput {
  readonly kind: "records" | "files";
  readonly sql: string;
  readonly count: number;
}

/** A query over what was read, and how to forget it. */
export interface LoadedRows {
  readonly sql: string;
  /** How many rows there are, where loading tells. */
  readonly rowCount?: number;
  /** How many malformed records became no row because the mode says so. */
  readonly dropped?: number;
  /** What `badRecordsPath` is to be told of. */
  readonly bad?: readonly BadInput[];
  readonly drop: () => Promise<void>;
}

/** What a sink asks for: rows of `sql` into one file. Column `columns[i]` of the kernel is field i of the schema. */
export interface WriteJob {
  readonly sql: string;
  readonly schema: StructType;
  readonly columns: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly target: string;
  readonly zone: string;
  /** Whether JSON leaves NULL fields out when its options do not say. */
  readonly ignoreNullFields: boolean;
}

/** A file format: its options, and both directions as kernel statements. Shared by batch, file source and file sink. */
export interface Format {
  readonly name: string;
  readonly readOptions: OptionTable;
  readonly writeOptions: OptionTable;
  /** What follows the generated part of a data file's name. */
  readonly extension: (options: Readonly<Record<string, string>>) => string;
  /** `table` is a name for a temporary table, should the rows have to be held. */
  load(connection: KernelConnection, runtime: Runtime, job: ReadJob, table: string): Promise<LoadedRows>;
  /** The number of rows written. */
  write(connection: KernelConnection, job: WriteJob): Promise<number>;
  /** The schema that is in the files, or can be guessed from them. */
  inferSchema(connection: KernelConnection, runtime: Runtime, job: InferJob): Promise<StructType>;
}
