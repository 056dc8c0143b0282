/** Numbers as text by a format, and back: format_number, to_char, to_number, format_string. */
import { millraceError } from "../errors.ts";
import {
  decimal,
  DOUBLE,
  INT,
  isDatetime,
  isFractional,
  isIntegral,
  isNested,
  isNumeric,
  isString,
  STRING,
  type DataType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { castSql } from "./cast.ts";
import { shownTime } from "./datetimes.ts";
import { heldText } from "./held-text.ts";
import { family, type ScalarRow } from "./family.ts";
import {
  strictly,
  anyType,
  constantText,
  oneOf,
  text,
  variadic,
  type Argument,
  type CallSite,
  type ScalarFunction,
} from "./function.ts";
import { numberFormat } from "./host/number-format.ts";

const numeric = strictly('"NUMERIC"', isNumeric, DOUBLE);
const placesOrFormat = strictly('("INT" or "STRING")', (t) => t.kind === "integer" || isString(t), INT);

const asText = (sql: string, type: DataType, site: CallSite): string =>
  castSql(sql, type, STRING, { mode: "ansi", zone: site.zone, now: site.now });

/** The number's format, read where the call is made; NULL is none. */
function formatOf(name: string, args: readonly Argument[]): string | undefined {
  const given = args[1]!;
  if (given.literal === undefined)
    throw millraceError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr: `"${name}(${args.map(({ sql }) => sql).join(", ")})"`,
      inputName: "`format`",
      inputType: '"STRING"',
      inputExpr: `"${given.sql}"`,
    });
  return given.literal === null ? undefined : constantText(given);
}

const toNumber = (name: string, isTry: boolean): ScalarRow => ({
  args: [STRING, STRING],
  result: (_, args) => {
    const format = formatOf(name, args);
    if (format === undefined) return decimal(10, 0);
    const { precision, scale } = numberFormat(format);
    return decimalResult(precision, scale);
  },
  nullable: "always",
  duckdb: ([a, format], site) => {
    const type = site.result.kind === "decimal" ? site.result : decimal(10, 0);
    return `CAST(millrace_to_number(${a}, ${format}, ${isTry}) AS DECIMAL(${type.precision}, ${type.scale}))`;
  },
});

function decimalResult(precision: number, scale: number): DataType {
  if (precision <= 38) return decimal(precision, scale);
  throw millraceError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", {
    precision: String(precision),
    maxPrecision: "38",
  });
}

const BYTE_FORMATS: ReadonlySet<string> = new Set(["base64", "hex", "utf-8"]);

/** Bytes have three forms, named by a constant. */
function checkByteFormat(name: string, format: Argument): void {
  const functionName = `\`${name}\``;
  if (format.literal === undefined || format.literal === null)
    throw millraceError("NON_FOLDABLE_ARGUMENT", {
      funcName: functionName,
      paramName: "`format`",
      paramType: `"${sqlTypeText(format.dataType)}"`,
    });
  const how = constantText(format).toLowerCase();
  if (!BYTE_FORMATS.has(how))
    throw millraceError("INVALID_PARAMETER_VALUE.BINARY_FORMAT", {
      parameter: "`format`",
      functionName,
      invalidFormat: `'${how}'`,
    });
}

/** Numbers by a format; dates and times by a datetime pattern, bytes by the name of an encoding. */
const toChar = (name: string): ScalarRow => ({
  args: [
    oneOf('("NUMERIC" or "DATETIME" or "BINARY")', (t) => isNumeric(t) || isDatetime(t) || t.kind === "binary", DOUBLE),
    STRING,
  ],
  result: ([type], args) => {
    if (type!.kind === "binary") checkByteFormat(name, args[1]!);
    else if (!isDatetime(type!)) {
      const format = formatOf("to_char", args);
      if (format !== undefined) numberFormat(format);
    }
    return STRING;
  },
  nullable: "always",
  duckdb: ([a, format], site) => {
    const type = site.args[0]!.dataType;
    if (type.kind === "binary") {
      const how = constantText(site.args[1]!).toLowerCase();
      if (how === "hex") return `hex(${a})`;
      return how === "base64" ? `to_base64(${a})` : `millrace_decode(hex(${a}), ${format})`;
    }
    if (isDatetime(type)) return shownTime(a!, type, format!, site.zone);
    const exact = isFractional(type) ? `CAST(CAST(${a} AS DECIMAL(38, 10)) AS VARCHAR)` : `CAST(${a} AS VARCHAR)`;
    return `millrace_to_char(${exact}, ${format})`;
  },
  pretty: ([a, format], types) => {
    const type = types?.[0];
    if (type !== undefined && isDatetime(type)) return `date_format(${a}, ${format})`;
    if (type?.kind !== "binary") return `to_char(${a}, ${format})`;
    const hasFormat = !/^(hex|base64)$/i.test(format!);
    const shown = name === "to_varchar" ? name : hasFormat ? "decode" : format!.toLowerCase();
    return hasFormat ? `${shown}(${a}, ${format})` : `${shown}(${a})`;
  },
});

/** A value as the host's formatter takes it: its kind beside its text. */
function formatArgument(sql: string, type: DataType, site: CallSite): string {
  const kind =
    isIntegral(type) || isDatetime(type)
      ? "integral"
      : isFractional(type)
        ? "real"
        : type.kind === "decimal"
          ? "decimal"
          : type.kind === "boolean"
            ? "boolean"
            : "text";
  // NULL has no form; everything else is what a row holds.
  const shown = isNested(type) || isDatetime(type) ? heldText(sql, type, site.zone) : asText(sql, type, site);
  return `{'k': ${text(kind)}, 'v': ${type.kind === "null" ? "NULL" : shown}}`;
}

const formatString: ScalarRow = {
  args: [STRING, variadic(anyType)],
  result: STRING,
  nullable: (args) => args[0]!.nullable,
  duckdb: ([pattern, ...args], site) => {
    const items = args.map((arg, i) => formatArgument(arg, site.args[i + 1]!.dataType, site));
    return `millrace_format_string(${pattern}, ${items.length === 0 ? "'[]'" : `CAST(to_json([${items.join(", ")}]) AS VARCHAR)`})`;
  },
};

export const numberForms: readonly ScalarFunction[] = family({
  format_number: {
    args: [numeric, placesOrFormat],
    result: STRING,
    nullable: "always",
    duckdb: ([a, places], site) => {
      const [type, how] = site.args.map((argument) => argument.dataType) as [DataType, DataType];
      const value = `CAST(${a} AS VARCHAR), ${isFractional(type)}`;
      return isString(how)
        ? `millrace_format_number(${value}, NULL, ${places})`
        : `millrace_format_number(${value}, ${places}, NULL)`;
    },
  },
  to_char: toChar("to_char"),
  to_varchar: toChar("to_varchar"),
  to_number: toNumber("to_number", false),
  try_to_number: toNumber("try_to_number", true),
  format_string: formatString,
  printf: formatString,
});
