/** Files before anything is done to them: their schema, the options they are read with, and lines that all fit. */
import type { Dice } from "../../sql/fuzz-dice.ts";
import { cleanValue, columnsOf, FLAT_SCHEMAS } from "./clean-values.ts";

export type FileKind = "json" | "csv" | "text";

export interface FileShape {
  readonly kind: FileKind;
  readonly schema: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Columns that hold values, which only the exact path reads. */
const NESTED_SCHEMA = "a ARRAY<INT>, m MAP<STRING, BIGINT>, o STRUCT<x: INT, y: STRING>, s STRING";

const CSV_OPTIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  { header: "true" },
  { header: "true", enforceSchema: "false" },
  { sep: ";" },
  { sep: "||" },
  { escape: '"' },
  { comment: "#" },
  { ignoreLeadingWhiteSpace: "true", ignoreTrailingWhiteSpace: "true" },
  { nullValue: "null" },
  { maxCharsPerColumn: "100" },
  { multiLine: "true" },
];
const JSON_OPTIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  {},
  {},
  {},
  { allowComments: "true" },
  { allowSingleQuotes: "false" },
  { allowNonNumericNumbers: "false", allowNumericLeadingZeros: "true" },
  { allowUnquotedFieldNames: "true", allowUnquotedControlChars: "true", allowBackslashEscapingAnyCharacter: "true" },
  { timestampFormat: "yyyy-MM-dd HH:mm:ss", dateFormat: "yyyy-MM-dd" },
];

export function shapeOf(dice: Dice): FileShape {
  const kind = dice.oneOf<FileKind>(["json", "json", "json", "json", "csv", "csv", "csv", "text"]);
  switch (kind) {
    case "json": {
      const schema = dice.next() < 0.2 ? NESTED_SCHEMA : dice.oneOf(FLAT_SCHEMAS);
      return { kind, schema, options: dice.oneOf(JSON_OPTIONS) };
    }
    case "csv":
      return { kind, schema: dice.oneOf(FLAT_SCHEMAS), options: dice.oneOf(CSV_OPTIONS) };
    case "text":
      return { kind, schema: "value STRING", options: {} };
  }
}

/** Some dozen lines. */
export function cleanLines(shape: FileShape, dice: Dice): string[] {
  const lines = dice.many(40, () => cleanLine(shape, dice));
  const { header, sep = "," } = shape.options;
  if (header !== "true") return lines;
  return [
    columnsOf(shape.schema)
      .map(({ name }) => name)
      .join(sep),
    ...lines,
  ];
}

export function cleanLine({ kind, schema, options }: FileShape, dice: Dice): string {
  if (kind === "text") return cleanValue("STRING", dice);
  if (schema === NESTED_SCHEMA) return nestedLine(dice);
  const values = columnsOf(schema).map(({ name, type }) => {
    const value = cleanValue(type, dice);
    return { name, value: kind === "json" && isQuoted(type) ? JSON.stringify(value) : value };
  });
  if (kind === "csv") return values.map(({ value }) => value).join(options["sep"] ?? ",");
  const written = values.filter(() => dice.next() < 0.9);
  return `{${written.map(({ name, value }) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}

const isQuoted = (type: string): boolean => /STRING|DATE|TIMESTAMP|BINARY/.test(type);

function nestedLine(dice: Dice): string {
  const int = (): number => dice.below(1000);
  return JSON.stringify({
    a: dice.many(3, int),
    m: { k: int(), [cleanValue("STRING", dice)]: int() },
    o: { x: int(), y: cleanValue("STRING", dice) },
    s: cleanValue("STRING", dice),
  });
}
