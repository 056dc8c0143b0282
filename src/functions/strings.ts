/** Text and bytes. */
import { array, BINARY, BOOLEAN, INT, isNested, LONG, STRING, type DataType } from "../types/data-type.ts";
import { castSql } from "./cast.ts";
import { family, renamed } from "./family.ts";
import { anyType, exactly, oneOf, optional, raise, variadic, type CallSite, type ScalarFunction } from "./function.ts";

const textOrBytes = oneOf('("STRING" or "BINARY")', (t) => t.kind === "string" || t.kind === "binary", STRING);
const textOrArray = oneOf(
  '("STRING" or "BINARY" or "ARRAY")',
  (t) => t.kind === "string" || t.kind === "binary" || t.kind === "array",
  STRING,
);

/** The character at Spark's 1-based `start`, 0 counting as 1 and negatives from the end, as the kernel counts it. */
function substring([value, start, length]: readonly string[]): string {
  const from = `CASE WHEN ${start} > 0 THEN ${start} WHEN ${start} < 0 THEN ${start} + length(${value}) + 1 ELSE 1 END`;
  if (length === undefined) return `substring(${value}, greatest(${from}, 1))`;
  return `substring(${value}, greatest(${from}, 1), greatest(${length} + least(${from}, 1) - 1, 0))`;
}

function like([value, pattern, escape]: readonly string[], operator: string): string {
  const mark = escape ?? "'\\'";
  return `(${value} ${operator} ${pattern} ESCAPE ${mark})`;
}

export const stringFunctions: readonly ScalarFunction[] = family({
  // The kernel maps characters one by one; Java's full mapping makes "SS" of "ß".
  upper: {
    args: [STRING],
    result: STRING,
    aliases: ["ucase"],
    duckdb: ([a]) => `CASE WHEN strlen(${a}) = length(${a}) THEN upper(${a}) ELSE millrace_upper(${a}) END`,
  },
  lower: { ...renamed("lower", [STRING], STRING), aliases: ["lcase"] },
  length: {
    args: [textOrBytes],
    result: INT,
    aliases: ["char_length", "character_length", "len"],
    duckdb: ([a], site) =>
      `CAST(${site.args[0]!.dataType.kind === "binary" ? "octet_length" : "length"}(${a}) AS INTEGER)`,
  },
  octet_length: {
    args: [textOrBytes],
    result: INT,
    duckdb: ([a], site) =>
      `CAST(octet_length(${site.args[0]!.dataType.kind === "binary" ? a : `encode(${a})`}) AS INTEGER)`,
  },
  trim: {
    args: [STRING, optional(STRING)],
    result: STRING,
    duckdb: ([a, b]) => (b === undefined ? `trim(${a}, ' ')` : `trim(${b}, ${a})`),
    pretty: ([a, b]) => (b === undefined ? `trim(${a})` : `TRIM(BOTH ${a} FROM ${b})`),
  },
  ltrim: {
    args: [STRING, optional(STRING)],
    result: STRING,
    duckdb: ([a, b]) => (b === undefined ? `ltrim(${a}, ' ')` : `ltrim(${b}, ${a})`),
    pretty: ([a, b]) => (b === undefined ? `ltrim(${a})` : `TRIM(LEADING ${a} FROM ${b})`),
  },
  rtrim: {
    args: [STRING, optional(STRING)],
    result: STRING,
    duckdb: ([a, b]) => (b === undefined ? `rtrim(${a}, ' ')` : `rtrim(${b}, ${a})`),
    pretty: ([a, b]) => (b === undefined ? `rtrim(${a})` : `TRIM(TRAILING ${a} FROM ${b})`),
  },
  btrim: { args: [STRING, optional(STRING)], result: STRING, duckdb: ([a, b]) => `trim(${a}, ${b ?? "' '"})` },
  substring: {
    args: [STRING, INT, optional(INT)],
    result: STRING,
    aliases: ["substr"],
    duckdb: substring,
    pretty: ([a, b, c]) => `substring(${a}, ${b}, ${c ?? 2147483647})`,
  },
  substring_index: {
    args: [STRING, STRING, INT],
    result: STRING,
    duckdb: ([a, d, n]) =>
      `CASE WHEN ${n} = 0 OR ${d} = '' THEN '' WHEN ${n} > 0 THEN array_to_string(list_slice(string_split(${a}, ${d}), 1, ${n}), ${d}) ELSE array_to_string(list_slice(string_split(${a}, ${d}), greatest(len(string_split(${a}, ${d})) + ${n} + 1, 1), len(string_split(${a}, ${d}))), ${d}) END`,
  },
  left: {
    args: [STRING, INT],
    result: STRING,
    duckdb: ([a, n]) => `CASE WHEN ${n} <= 0 THEN '' ELSE left(${a}, ${n}) END`,
  },
  right: {
    args: [STRING, INT],
    result: STRING,
    duckdb: ([a, n]) => `CASE WHEN ${n} <= 0 THEN '' ELSE right(${a}, ${n}) END`,
  },
  concat: {
    args: [variadic(textOrArray)],
    result: (types) => types[0] ?? STRING,
    duckdb: (args, site) =>
      args.length === 0
        ? "''"
        : site.result.kind === "array"
          ? args.reduce((a, b) => `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE list_concat(${a}, ${b}) END`)
          : `(${args.join(" || ")})`,
  },
  concat_ws: {
    args: [STRING, variadic(anyType)],
    result: STRING,
    nullable: (args) => args[0]!.nullable,
    duckdb: concatWithSeparator,
  },
  replace: {
    args: [STRING, STRING, optional(STRING)],
    result: STRING,
    duckdb: ([a, b, c]) => `CASE WHEN ${b} = '' THEN ${a} ELSE replace(${a}, ${b}, ${c ?? "''"}) END`,
    pretty: ([a, b, c]) => `replace(${a}, ${b}, ${c ?? ""})`,
  },
  translate: {
    args: [STRING, STRING, STRING],
    result: STRING,
    duckdb: (args) => `millrace_translate(${args.join(", ")})`,
  },
  repeat: { args: [STRING, INT], result: STRING, duckdb: ([a, n]) => `repeat(${a}, greatest(${n}, 0))` },
  reverse: {
    args: [textOrArray],
    result: ([type]) => type!,
    duckdb: ([a], site) => (site.result.kind === "array" ? `list_reverse(${a})` : `reverse(${a})`),
  },
  lpad: {
    args: [STRING, INT, optional(STRING)],
    result: STRING,
    duckdb: ([a, n, p]) =>
      `CASE WHEN ${n} <= 0 THEN '' WHEN ${p ?? "' '"} = '' THEN left(${a}, ${n}) ELSE lpad(${a}, ${n}, ${p ?? "' '"}) END`,
    pretty: ([a, n, p]) => `lpad(${a}, ${n}, ${p ?? " "})`,
  },
  rpad: {
    args: [STRING, INT, optional(STRING)],
    result: STRING,
    duckdb: ([a, n, p]) =>
      `CASE WHEN ${n} <= 0 THEN '' WHEN ${p ?? "' '"} = '' THEN left(${a}, ${n}) ELSE rpad(${a}, ${n}, ${p ?? "' '"}) END`,
    pretty: ([a, n, p]) => `rpad(${a}, ${n}, ${p ?? " "})`,
  },
  initcap: { args: [STRING], result: STRING, duckdb: ([a]) => `millrace_initcap(${a})` },
  instr: { args: [STRING, STRING], result: INT, duckdb: ([a, b]) => `CAST(instr(${a}, ${b}) AS INTEGER)` },
  locate: {
    args: [STRING, STRING, optional(INT)],
    result: INT,
    aliases: ["position"],
    duckdb: ([needle, value, start]) => locate(needle!, value!, start),
    pretty: ([a, b, c]) => `locate(${a}, ${b}, ${c ?? 1})`,
  },
  contains: { args: [textOrBytes, textOrBytes], result: BOOLEAN, duckdb: ([a, b]) => `contains(${a}, ${b})` },
  startswith: { args: [STRING, STRING], result: BOOLEAN, duckdb: ([a, b]) => `starts_with(${a}, ${b})` },
  endswith: { args: [STRING, STRING], result: BOOLEAN, duckdb: ([a, b]) => `ends_with(${a}, ${b})` },
  like: {
    args: [STRING, STRING, optional(STRING)],
    result: BOOLEAN,
    duckdb: (args) => like(args, "LIKE"),
    pretty: ([a, b]) => `${a} LIKE ${b}`,
  },
  ilike: {
    args: [STRING, STRING, optional(STRING)],
    result: BOOLEAN,
    duckdb: (args) => like(args, "ILIKE"),
    pretty: ([a, b]) => `ilike(${a}, ${b})`,
  },
  split_part: {
    args: [STRING, STRING, INT],
    result: STRING,
    duckdb: ([a, d, n]) =>
      `CASE WHEN ${n} = 0 THEN ${raise("INVALID_INDEX_OF_ZERO")} WHEN ${d} = '' THEN CASE WHEN ${n} IN (1, -1) THEN ${a} ELSE '' END ELSE split_part(${a}, ${d}, ${n}) END`,
  },
  ascii: { args: [STRING], result: INT, duckdb: ([a]) => `CASE WHEN ${a} = '' THEN 0 ELSE unicode(${a}) END` },
  chr: {
    args: [LONG],
    result: STRING,
    aliases: ["char"],
    duckdb: ([a]) => `CASE WHEN ${a} < 0 THEN '' ELSE chr(CAST(${a} % 256 AS INTEGER)) END`,
  },
  md5: { args: [exactly(BINARY)], result: STRING, duckdb: ([a]) => `md5(${a})` },
  sha1: { args: [exactly(BINARY)], result: STRING, aliases: ["sha"], duckdb: ([a]) => `sha1(${a})` },
  sha2: {
    args: [exactly(BINARY), INT],
    result: STRING,
    nullable: "always",
    duckdb: ([a, n]) => `millrace_sha2(hex(${a}), ${n})`,
  },
  crc32: { args: [exactly(BINARY)], result: LONG, duckdb: ([a]) => `millrace_crc32(hex(${a}))` },
  base64: { args: [exactly(BINARY)], result: STRING, duckdb: ([a]) => `to_base64(${a})` },
  unbase64: { args: [STRING], result: BINARY, duckdb: ([a]) => `from_base64(${a})` },
  hex: {
    args: [anyType],
    result: STRING,
    duckdb: ([a], site) =>
      site.args[0]!.dataType.kind === "string" || site.args[0]!.dataType.kind === "binary"
        ? `hex(${a})`
        : `upper(printf('%x', CAST(${castSql(a!, site.args[0]!.dataType, LONG, { mode: "ansi", zone: "UTC", now: 0n })} AS BIGINT)))`,
  },
  unhex: {
    args: [STRING],
    result: BINARY,
    nullable: "always",
    duckdb: ([a]) =>
      `CASE WHEN regexp_full_match(${a}, '[0-9a-fA-F]*') THEN unhex(CASE WHEN length(${a}) % 2 = 1 THEN '0' || ${a} ELSE ${a} END) END`,
  },
  conv: {
    args: [STRING, INT, INT],
    result: STRING,
    nullable: "always",
    duckdb: (args) => `millrace_conv(${args.join(", ")})`,
  },
  format_string: {
    args: [STRING, variadic(anyType)],
    result: STRING,
    aliases: ["printf"],
    duckdb: ([pattern, ...args]) => (args.length === 0 ? pattern! : `printf(${pattern}, ${args.join(", ")})`),
  },
});

function concatWithSeparator(args: readonly string[], site: CallSite): string {
  const [separator, ...values] = args;
  const lists = values.map((value, i) => {
    const type: DataType = site.args[i + 1]!.dataType;
    if (type.kind === "array") return `list_filter(coalesce(${value}, []), lambda e: e IS NOT NULL)`;
    return `list_filter([${isNested(type) ? value : castSql(value, type, STRING, { mode: "ansi", zone: site.zone, now: site.now })}], lambda e: e IS NOT NULL)`;
  });
  if (lists.length === 0) return `CASE WHEN ${separator} IS NULL THEN NULL ELSE '' END`;
  return `coalesce(array_to_string(${lists.reduce((a, b) => `list_concat(${a}, ${b})`)}, ${separator}), CASE WHEN ${separator} IS NOT NULL THEN '' END)`;
}

function locate(needle: string, value: string, start: string | undefined): string {
  if (start === undefined) return `CAST(instr(${value}, ${needle}) AS INTEGER)`;
  const found = `instr(substring(${value}, ${start}), ${needle})`;
  return `CASE WHEN ${start} IS NULL OR ${start} <= 0 THEN 0 WHEN ${value} IS NULL OR ${needle} IS NULL THEN NULL WHEN ${found} = 0 THEN 0 ELSE CAST(${found} + ${start} - 1 AS INTEGER) END`;
}
