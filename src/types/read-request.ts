import type { StructType } from "./data-type.ts";

/** What a reader said: a format, its options, and the schema asked for or found. */
export interface ReadRequest {
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly schema: StructType;
  /** What is wrong with the options of a stream, which its first batch is to say. */
  readonly fault?: Error;
}
