/** Numbers as text by a format, and back: format_number, to_char, to_number, format_string. */
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
import { castSql } from "./cast.ts";
import { heldText } from "./held-text.ts";
import { family, type ScalarRow } from "./family.ts";
import {
  strictly,
  anyType,
  constantText,
  oneOf,
  text,
  variadic,
  type CallSite,
  type ScalarFunction,
} from "./function.ts";
import { formatPrecision } from "./host/number-forms.ts";

const numeric = strictly('"NUMERIC"', isNumeric, DOUBLE);
const placesOrFormat = strictly('("INT" or "STRING")', (t) => t.kind === "integer" || isString(t), INT);

const asText = (sql: string, type: DataType, site: CallSite): string =>
  castSql(sql, type, STRING, { mode: "ansi", zone: site.zone, now: site.now });

const toNumber = (isTry: boolean): ScalarRow => ({
  args: [STRING, STRING],
  result: (_, args) => {
    const { precision, scale } = formatPrecision(constantText(args[1]!));
    return decimal(precision, scale);
  },
  nullable: "always",
  duckdb: ([a, format], site) => {
    const type = site.result.kind === "decimal" ? site.result : decimal(10, 0);
    return `CAST(millrace_to_number(${a}, ${format}, ${isTry}) AS DECIMAL(${type.precision}, ${type.scale}))`;
  },
});

/** Numbers by a format; dates and times by a datetime pattern, bytes by the name of an encoding. */
const toChar: ScalarRow = {
  args: [
    oneOf('("NUMERIC" or "DATETIME" or "BINARY")', (t) => isNumeric(t) || isDatetime(t) || t.kind === "binary", DOUBLE),
    STRING,
  ],
  result: STRING,
  nullable: "always",
  duckdb: ([a, format], site) => {
    const type = site.args[0]!.dataType;
    if (type.kind === "binary") {
      const how = constantText(site.args[1]!).toLowerCase();
      if (how === "hex") return `hex(${a})`;
      return how === "base64" ? `to_base64(${a})` : `millrace_decode(hex(${a}), ${format})`;
    }
    if (isDatetime(type))
      return `millrace_format_time(epoch_us(CAST(${a} AS TIMESTAMP)), ${format}, ${text(type.kind === "timestamp" ? site.zone : "UTC")})`;
    const exact = isFractional(type) ? `CAST(CAST(${a} AS DECIMAL(38, 10)) AS VARCHAR)` : `CAST(${a} AS VARCHAR)`;
    return `millrace_to_char(${exact}, ${format})`;
  },
  pretty: ([a, format]) =>
    /^(?:DATE|TIMESTAMP)/.test(a!)
      ? `date_format(${a}, ${format})`
      : a!.startsWith("X'")
        ? /^(hex|base64)$/i.test(format!)
          ? `${format!.toLowerCase()}(${a})`
          : `decode(${a}, ${format})`
        : `to_char(${a}, ${format})`,
};

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
  to_char: toChar,
  to_varchar: toChar,
  to_number: toNumber(false),
  try_to_number: toNumber(true),
  format_string: formatString,
  printf: formatString,
});
