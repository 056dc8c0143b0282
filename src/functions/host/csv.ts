/** CSV text in the host: typed reading, and what its types are. */
import { millraceError } from "../../errors.ts";
import { convertText } from "../../types/csv/convert.ts";
import { CsvSchemaInference } from "../../types/csv/infer.ts";
import { csvGrammar, csvRules, tokenText } from "../../types/csv/rules.ts";
import { CsvSyntaxError, CsvTokenizer, type CsvToken } from "../../types/csv/tokenizer.ts";
import type { StructType } from "../../types/data-type.ts";
import { sqlTypeText } from "../../types/ddl-text.ts";
import { typeFromJson } from "../../types/json-form.ts";
import type { RawValue } from "../../types/raw-value.ts";
import { host, type HostFunction } from "./host-function.ts";
import { kernelJson, malformed } from "./json.ts";

type Options = Readonly<Record<string, string>>;

/** The first record of a text. */
function tokensOf(text: string, options: Options): readonly (CsvToken | undefined)[] | undefined {
  try {
    return new CsvTokenizer(text, csvGrammar(options), "").next()?.tokens;
  } catch (error) {
    if (error instanceof CsvSyntaxError) return undefined;
    throw error;
  }
}

/** A record as JSON that the kernel casts to the type; its column for corrupt records takes the text of one that does not fit. */
function fromCsv(text: string, typeJson: string, optionsJson: string, zone: string, now: bigint): string {
  const type = typeFromJson(JSON.parse(typeJson)) as StructType;
  const options = JSON.parse(optionsJson) as Options;
  const rules = csvRules(options, zone, now);
  const corrupt = options["columnNameOfCorruptRecord"] ?? "_corrupt_record";
  const data = type.fields.filter((f) => f.name !== corrupt);
  const tokens = tokensOf(text, options);
  let bad = tokens === undefined || tokens.length !== data.length;
  let at = 0;
  const values = type.fields.map((f): RawValue => {
    if (f.name === corrupt) return null;
    const value = tokenText(tokens?.[at++], rules);
    if (value === null) return null;
    const converted = convertText(value, f.dataType, rules);
    bad ||= converted === undefined;
    return converted ?? null;
  });
  if (bad && options["mode"]?.toUpperCase() === "FAILFAST") throw malformed(values);
  const place = type.fields.findIndex((f) => f.name === corrupt);
  return kernelJson(type, place < 0 || !bad ? values : values.with(place, text === "" ? null : text));
}

export function schemaOfCsv(text: string, optionsJson: string, zone: string): string {
  const options = JSON.parse(optionsJson) as Options;
  const tokens = tokensOf(text, options);
  if (tokens === undefined) throw millraceError("MALFORMED_CSV_RECORD", { badRecord: text });
  const inference = new CsvSchemaInference({
    hasHeader: false,
    infersTypes: true,
    samplingRatio: 1,
    prefersDate: options["preferDate"]?.toLowerCase() !== "false",
    caseSensitive: false,
    rules: csvRules(options, zone, 0n),
  });
  inference.add(tokens);
  return sqlTypeText(inference.schema);
}

export const csvHostFunctions: readonly HostFunction[] = [
  host("millrace_from_csv", ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT"], "VARCHAR", fromCsv),
  host("millrace_schema_of_csv", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", schemaOfCsv),
];
