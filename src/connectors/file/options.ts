import { integer, text, unsupported, type OptionTable } from "../../formats/options.ts";

/** Options every file source of a stream takes, beside its format's. */
export const fileStreamOptions: OptionTable = {
  path: text,
  maxFilesPerTrigger: integer(1),
  ...unsupported(
    "maxBytesPerTrigger",
    "fileNameOnly",
    "latestFirst",
    "maxFileAge",
    "maxCachedFiles",
    "discardCachedInputRatio",
    "cleanSource",
    "sourceArchiveDir",
    "minFileAge",
    "pathGlobFilter",
    "recursiveFileLookup",
    "ignoreCorruptFiles",
    "ignoreMissingFiles",
    "modifiedBefore",
    "modifiedAfter",
    "basePath",
  ),
};

/** Options every batch read of files takes, beside its format's. */
export const fileBatchOptions: OptionTable = {
  path: text,
  ...unsupported(
    "pathGlobFilter",
    "recursiveFileLookup",
    "ignoreCorruptFiles",
    "ignoreMissingFiles",
    "modifiedBefore",
    "modifiedAfter",
    "basePath",
  ),
  // Accepted so that one set of options serves both readers, as in Spark; a batch reads everything anyway.
  maxFilesPerTrigger: integer(1),
};

export const fileSinkOptions: OptionTable = {
  path: text,
  checkpointLocation: text,
  ...unsupported("retention", "maxRecordsPerFile"),
};
