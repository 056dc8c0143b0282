import { millraceError } from "../errors.ts";
import { didYouMean } from "../types/nearest-name.ts";
import type { Format } from "./format.ts";
import type { OptionTable } from "./options.ts";
import { csvFormat } from "./csv/csv.ts";
import { jsonFormat } from "./json/json.ts";
import { parquetFormat } from "./parquet/parquet.ts";
import { textFormat } from "./text/text.ts";

const FORMATS: readonly Format[] = [csvFormat, jsonFormat, parquetFormat, textFormat];
/** Spark's other file formats, refused by name. */
const KNOWN_ELSEWHERE = new Set(["orc", "avro", "xml", "binaryfile", "delta", "iceberg"]);

export const formatNames: readonly string[] = FORMATS.map((format) => format.name);

export function findFormat(name: string): Format | undefined {
  const lower = name.toLowerCase();
  if (KNOWN_ELSEWHERE.has(lower))
    throw millraceError("UNSUPPORTED_FORMAT", {
      format: lower,
      operation: "reading or writing",
      supported: formatNames.join(", "),
    });
  return FORMATS.find((format) => format.name === lower);
}

/** What Spark programs read and write through packages beside it. */
const NOT_YET = new Set(["kafka", "kinesis", "mqtt", "jdbc", "pubsub", "eventhubs"]);

/** A format that is not there: which may have been meant, or what to do `instead` of one that is not there yet. */
export function unknownFormat(provider: string, known: readonly string[], instead: string): Error {
  const suggestion = NOT_YET.has(provider.toLowerCase())
    ? `${provider} is not supported yet. ${instead}`
    : `${didYouMean(provider, known)} Millrace has ${known.join(", ")}.`.trim();
  return millraceError("DATA_SOURCE_NOT_FOUND", { provider, suggestion });
}

/** Whose option it is, as a sentence; "" where it is no format's. */
export function ownersOfOption(option: string): string {
  const has = (table: OptionTable): boolean =>
    Object.keys(table).some((name) => name.toLowerCase() === option.toLowerCase());
  const owners = FORMATS.flatMap(({ name, readOptions, writeOptions }) => {
    const [reads, writes] = [has(readOptions), has(writeOptions)];
    if (reads && writes) return [name];
    return reads ? [`reading ${name}`] : writes ? [`writing ${name}`] : [];
  });
  return owners.length === 0 ? "" : `It is an option of ${owners.join(", ")}.`;
}
