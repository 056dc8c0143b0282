/** The exact path: records read in the host, with every rule of Spark's reader. Slower, and right for any input. */
import { millraceError } from "../../errors.ts";
import { struct, type StructType } from "../../types/data-type.ts";
import type { RawValue } from "../../types/raw-value.ts";
import { BROKEN } from "../../types/charset.ts";
import { convertRow, type ConvertedRow, type ConvertRules } from "../../types/json/convert.ts";
import { JsonSyntaxError, parseJson, type JsonGrammar, type JsonNode } from "../../types/json/parser.ts";
import { ReadRows, type ParseMode } from "../read-rows.ts";

export interface ExactOptions {
  readonly mode: ParseMode;
  readonly corruptColumn: string;
  readonly grammar: JsonGrammar;
  readonly rules: ConvertRules;
}

/** The rows of some records, by column of the schema. */
export function readExactly(records: readonly string[], schema: StructType, options: ExactOptions): ReadRows {
  const rows = new ReadRows(schema, options);
  const data = struct(schema.fields.filter((_, i) => i !== rows.corruptIndex));
  for (const written of records) {
    if (written === "") continue;
    if (written.includes(BROKEN)) {
      rows.addBad(
        [],
        written.replaceAll(BROKEN, "\ufffd"),
        new JsonSyntaxError("it holds bytes that are no UTF-8"),
        failFast,
      );
      continue;
    }
    // A mark of the byte order may begin any line, but not be it.
    const record = /^\ufeff[^]*[^ \t]/.test(written) ? written.slice(1) : written;
    for (const { values, bad, reason } of rowsOf(record, data, options))
      if (bad) rows.addBad(values, record, reason, failFast);
      else rows.add(values);
  }
  return rows;
}

/** An object is one row, an array one per object in it; anything else is no record. */
function rowsOf(record: string, schema: StructType, options: ExactOptions): readonly ConvertedRow[] {
  const nothing = (reason: unknown): ConvertedRow => ({ values: schema.fields.map(() => null), bad: true, reason });
  let node: JsonNode | undefined;
  try {
    node = parseJson(record, options.grammar);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return [nothing(error)];
    throw error;
  }
  if (node === undefined) return [];
  if (node.t === "object") return [convertRow(node, schema, options.rules)];
  if (node.t === "array" && node.items.every((item) => item.t === "object")) {
    const rows = node.items.map((item) => convertRow(item as JsonNode & { t: "object" }, schema, options.rules));
    // The record is the line: one bad object in it marks all.
    const bad = rows.some((row) => row.bad);
    return rows.map((row) => ({ ...row, bad }));
  }
  return [
    nothing(new JsonSyntaxError(`a record must be an object, not ${node.t === "array" ? "an array" : "a value"}`)),
  ];
}

function failFast(values: readonly RawValue[], _: string, reason: unknown): Error {
  const badRecord = `[${values.map((value) => (value === null ? "null" : String(value))).join(",")}]`;
  // A record that is no JSON at all has no better reason than itself.
  const cause = reason instanceof JsonSyntaxError ? undefined : reason;
  return millraceError(
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    { badRecord, failFastMode: "FAILFAST" },
    { cause },
  );
}
