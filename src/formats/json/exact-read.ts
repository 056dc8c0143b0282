/** The exact path: files read line by line in the host, with every rule of Spark's reader. Slower, and right for any input. */
import { millraceError } from "../../errors.ts";
import { struct, type StructType } from "../../types/data-type.ts";
import type { RawColumns, RawValue } from "../../types/raw-value.ts";
import { convertRow, type ConvertedRow, type ConvertRules } from "../../types/json/convert.ts";
import { JsonSyntaxError, parseJson, type JsonGrammar, type JsonNode } from "../../types/json/parser.ts";

export interface ExactOptions {
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptColumn: string;
  readonly grammar: JsonGrammar;
  readonly rules: ConvertRules;
  readonly lineSeparator?: string;
  readonly multiLine: boolean;
}

/** The rows of one file, by column of the schema. */
export function readExactly(content: string, schema: StructType, options: ExactOptions): RawColumns {
  const columns: RawValue[][] = schema.fields.map(() => []);
  const corruptIndex = schema.fields.findIndex((f) => f.name === options.corruptColumn);
  const data = struct(schema.fields.filter((_, i) => i !== corruptIndex));
  let rowCount = 0;
  const push = (values: readonly RawValue[], corrupt: string | null): void => {
    let at = 0;
    rowCount++;
    columns.forEach((column, i) => column.push(i === corruptIndex ? corrupt : (values[at++] ?? null)));
  };
  for (const record of recordsOf(content, options)) {
    for (const { values, bad, reason } of rowsOf(record, data, options)) {
      if (bad && options.mode === "DROPMALFORMED") continue;
      if (bad && options.mode === "FAILFAST") throw failFast(values, reason);
      push(values, bad ? record : null);
    }
  }
  return { rowCount, columns };
}

/** The texts of a file that are a record each. */
export function recordsOf(
  content: string,
  options: Pick<ExactOptions, "multiLine" | "lineSeparator">,
): readonly string[] {
  if (options.multiLine) return [content];
  const separator = options.lineSeparator ?? /\r\n|\n|\r/;
  return content.split(separator).filter((line) => line !== "");
}

/** An object is one row, an array one per object in it; anything else is no record. */
function rowsOf(record: string, schema: StructType, options: ExactOptions): readonly ConvertedRow[] {
  const nothing: ConvertedRow = { values: schema.fields.map(() => null), bad: true };
  let node: JsonNode | undefined;
  try {
    node = parseJson(record, options.grammar);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return [nothing];
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
  return [nothing];
}

function failFast(values: readonly RawValue[], reason: unknown): Error {
  const badRecord = `[${values.map((value) => (value === null ? "null" : String(value))).join(",")}]`;
  return millraceError(
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    { badRecord, failFastMode: "FAILFAST" },
    { cause: reason },
  );
}
