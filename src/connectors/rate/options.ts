import { integer, text, type OptionTable } from "../../formats/options.ts";

/** What each of the rate sources may be told. */
export const RATE_OPTIONS: Readonly<Record<string, OptionTable>> = {
  rate: { rowsPerSecond: integer(1), rampUpTime: text, numPartitions: integer(1) },
  "rate-micro-batch": {
    rowsPerBatch: integer(1),
    startTimestamp: integer(0),
    advanceMillisPerBatch: integer(0),
    numPartitions: integer(1),
  },
};
