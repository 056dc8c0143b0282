/** Options of everything that reads or writes files, beside those of the format. */
import { millraceError } from "../../errors.ts";
import { boolean, checked, choice, integer, text, unsupported, type OptionTable } from "../../formats/options.ts";
import { parseTimestamp } from "../../types/datetime-text.ts";
import { durationMs } from "../../types/duration-text.ts";

const duration = checked((value, option) => {
  try {
    durationMs(value);
  } catch {
    throw millraceError("INVALID_OPTION_VALUE", {
      option,
      value,
      expected: "a duration such as 7d or 10min is expected",
    });
  }
});
const size = checked((value, option) => {
  if (!/^\s*[1-9]\d*\s*([bkmgt]b?)?\s*$/i.test(value))
    throw millraceError("INVALID_OPTION_VALUE", { option, value, expected: "a size such as 90 or 10m is expected" });
});
const ratio = checked((value, option) => {
  if (!(Number(value) >= 0 && Number(value) <= 1))
    throw millraceError("INVALID_OPTION_VALUE", { option, value, expected: "a number from 0 to 1 is expected" });
});
const time = checked((value, option) => {
  if (parseTimestamp(value, { zone: "UTC", today: 0, ntz: false }) === undefined)
    throw millraceError("INVALID_OPTION_VALUE", {
      option,
      value,
      expected: "a time such as 2020-06-01T13:00:00 is expected",
    });
});
const batchOnly = checked((_, option) => {
  throw millraceError("OPTION_NOT_ALLOWED_IN_STREAM", { option });
});

/** What chooses files, for batch and stream. */
const CHOOSING: OptionTable = {
  path: text,
  pathGlobFilter: text,
  recursiveFileLookup: boolean,
  basePath: text,
  ignoreCorruptFiles: boolean,
  ignoreMissingFiles: boolean,
};

/** Options every file source of a stream takes. */
export const fileStreamOptions: OptionTable = {
  ...CHOOSING,
  maxFilesPerTrigger: integer(1),
  maxBytesPerTrigger: size,
  latestFirst: boolean,
  fileNameOnly: boolean,
  maxFileAge: duration,
  maxCachedFiles: integer(0),
  discardCachedInputRatio: ratio,
  cleanSource: choice("archive", "delete", "off"),
  sourceArchiveDir: text,
  minFileAge: duration,
  modifiedBefore: batchOnly,
  modifiedAfter: batchOnly,
};

/** Options every batch read of files takes. */
export const fileBatchOptions: OptionTable = {
  ...CHOOSING,
  modifiedBefore: time,
  modifiedAfter: time,
  // Accepted so that one set of options serves both readers, as in Spark; a batch reads everything anyway.
  maxFilesPerTrigger: integer(1),
  maxBytesPerTrigger: size,
  latestFirst: boolean,
};

export const fileSinkOptions: OptionTable = {
  path: text,
  checkpointLocation: text,
  retention: duration,
  ...unsupported("maxRecordsPerFile"),
};
