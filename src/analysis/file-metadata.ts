import { field, LONG, STRING, struct, TIMESTAMP, type StructType } from "../types/data-type.ts";

/** The hidden column `_metadata` of rows that come from files. */
export const FILE_METADATA: StructType = struct([
  field("file_path", STRING, false),
  field("file_name", STRING, false),
  field("file_size", LONG, false),
  field("file_block_start", LONG, false),
  field("file_block_length", LONG, false),
  field("file_modification_time", TIMESTAMP, false),
]);
