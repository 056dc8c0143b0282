import type { ReadSettings } from "../src/formats/format.ts";
import type { DataFrame, StreamingQuery } from "../src/index.ts";
import type { DataKind } from "./data.ts";

/** One query in two forms: as a stream, and as the statement that gives the same result at once. */
export interface Workload {
  readonly data: DataKind;
  /** Starts the stream over `readings`; `work` is an empty directory for its output and checkpoint. */
  readonly start: (readings: DataFrame, work: string) => Promise<StreamingQuery>;
  /** The statement over `read`, a query with the columns of the readings and `file`. */
  readonly statement: (read: string, work: string) => string;
}

export const SCHEMA = "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";

/** Where a statement or stream that writes rows puts them. */
export const output = (work: string): string => `${work}/out`;
export const checkpoint = (work: string): string => `${work}/checkpoint`;

/** What a session's settings say of reading, where nothing is said. */
export const READ_SETTINGS: ReadSettings = {
  caseSensitive: false,
  csvColumnPruning: true,
  corruptColumn: "_corrupt_record",
  ignoreCorruptFiles: false,
  ignoreMissingFiles: false,
};
