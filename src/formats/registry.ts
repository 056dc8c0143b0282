import { millraceError } from "../errors.ts";
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
