/** Text and bytes. */
import { BINARY, BOOLEAN, INT, LONG, STRING, type DataType } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { castSql } from "./cast.ts";
import { family, type ScalarRow } from "./family.ts";
import {
  oneOf,
  optional,
  raise,
  variadic,
  type ArgumentRule,
  type CallSite,
  type ScalarFunction,
  constantText,
  text,
} from "./function.ts";

const textOrBytes = oneOf('("STRING" or "BINARY")', (t) => t.kind === "string" || t.kind === "binary", STRING);
export const textOrArray: ArgumentRule = oneOf(
  '("STRING" or "BINARY" or "ARRAY")',
  (t) => t.kind === "string" || t.kind === "binary" || t.kind === "array",
  STRING,
);

const substringRow = (name: string): ScalarRow => ({
  args: [textOrBytes, INT, optional(INT)],
  result: ([type]) => type!,
  duckdb: (args, site) => {
    const cut = site.args[0]!.dataType.kind === "binary" ? bytesCut(args) : substring(args);
    // A CASE over NULL would choose its ELSE.
    const [, from, length] = args;
    return `CASE WHEN ${from} IS NULL${length === undefined ? "" : ` OR ${length} IS NULL`} THEN NULL ELSE ${cut} END`;
  },
  pretty: ([a, b, c]) => `${name}(${a}, ${b}, ${c ?? 2147483647})`,
});

/** Bytes are cut as pairs of hexadecimal digits: the kernel cuts text only. */
function bytesCut([value, from, length]: readonly string[]): string {
  const size = `octet_length(${value})`;
  const start = `(CASE WHEN ${from} > 0 THEN ${from} - 1 WHEN ${from} < 0 THEN ${from} + ${size} ELSE 0 END)`;
  const end = length === undefined ? size : `greatest(${start} + ${length}, 0)`;
  return `unhex(substring(hex(${value}), 2 * greatest(${start}, 0) + 1, 2 * greatest(${end} - greatest(${start}, 0), 0)))`;
}

/** The character at Spark's 1-based `start`, 0 counting as 1 and negatives from the end, as the kernel counts it. */
function substring([value, start, length]: readonly string[]): string {
  const from = `CASE WHEN ${start} > 0 THEN ${start} WHEN ${start} < 0 THEN ${start} + length(${value}) + 1 ELSE 1 END`;
  if (length === undefined) return `substring(${value}, greatest(${from}, 1))`;
  return `substring(${value}, greatest(${from}, 1), greatest(${length} + least(${from}, 1) - 1, 0))`;
}

/** One character, known before the first row. */
const escapeCharacter: ArgumentRule = {
  accept: ({ literal, sql }) => {
    if (typeof literal === "string" && Array.from(literal).length === 1) return STRING;
    throw millraceError("INVALID_ESCAPE_CHAR", { sqlExpr: typeof literal === "string" ? `"${literal}"` : `"${sql}"` });
  },
  required: '"STRING"',
};

/** A part of a text or of bytes; beside a text bytes are one. */
function withPart(sql: (whole: string, part: string) => string): ScalarRow {
  return {
    args: [textOrBytes, textOrBytes],
    result: BOOLEAN,
    duckdb: ([a, b], site) => {
      const kinds = site.args.map((arg) => arg.dataType);
      if (kinds.every((type) => type.kind === "string")) return sql(a!, b!);
      if (kinds.every((type) => type.kind === "binary")) return hexPart(sql, a!, b!);
      const asText = (value: string, type: DataType): string =>
        castSql(value, type, STRING, { mode: "ansi", zone: site.zone, now: site.now });
      return sql(asText(a!, kinds[0]!), asText(b!, kinds[1]!));
    },
  };
}

/** Bytes by their digits, a blank before each byte so that no half of one is found. */
function hexPart(sql: (whole: string, part: string) => string, a: string, b: string): string {
  const spaced = (value: string): string => `regexp_replace(hex(${value}), '..', ' \\0', 'g')`;
  return sql(spaced(a), spaced(b));
}

function like([value, pattern, escape]: readonly string[], operator: string, site: CallSite): string {
  const mark = escape ?? "'\\'";
  if (endsWithEscape(constantText(site.args[1]!), escape === undefined ? "\\" : constantText(site.args[2]!)))
    return `CASE WHEN ${value} IS NOT NULL THEN ${raise("INVALID_FORMAT.ESC_AT_THE_END", { format: text(`'${constantText(site.args[1]!)}'`) })} END`;
  const misused = misusedEscape(constantText(site.args[1]!), escape === undefined ? "\\" : constantText(site.args[2]!));
  if (misused !== undefined)
    return raise("INVALID_FORMAT.ESC_IN_THE_MIDDLE", {
      format: text(`'${constantText(site.args[1]!)}'`),
      char: text(`'${misused}'`),
    });
  // To the kernel an escape is one byte: another character stands in for a longer one.
  if (/[^\0-\x7f]/.test(mark)) return `(${value} ${operator} replace(${pattern}, ${mark}, chr(1)) ESCAPE chr(1))`;
  return `(${value} ${operator} ${pattern} ESCAPE ${mark})`;
}

/** An escape that nothing is left for. */
function endsWithEscape(pattern: string, escape: string): boolean {
  const chars = Array.from(pattern);
  let at = 0;
  while (at < chars.length) at += chars[at] === escape ? 2 : 1;
  return at > chars.length;
}

/** The character behind an escape that escapes nothing: only the wildcards and the escape itself can be. */
function misusedEscape(pattern: string, escape: string): string | undefined {
  const chars = Array.from(pattern);
  for (let i = 0; i < chars.length - 1; i++) {
    if (chars[i] !== escape) continue;
    i++;
    if (!["%", "_", escape].includes(chars[i]!)) return chars[i];
  }
  return undefined;
}

/** How long a list of texts is with a delimiter between each two. */
const joinedLength = (list: string, delimiter: string): string =>
  `CAST(list_sum(list_transform(${list}, lambda part: length(part))) + (len(${list}) - 1) * length(${delimiter}) AS BIGINT)`;

/** Filled up to a length, with blanks or, where both are bytes, with zeros. */
function padded(name: "lpad" | "rpad"): ScalarRow {
  const isBytes = (args: readonly { readonly dataType: DataType }[]): boolean =>
    args[0]!.dataType.kind === "binary" && (args[2] === undefined || args[2].dataType.kind === "binary");
  return {
    args: [textOrBytes, INT, optional(textOrBytes)],
    result: (_, args) => (isBytes(args) ? BINARY : STRING),
    duckdb: ([a, n, p], site) => {
      const bytes = isBytes(site.args);
      const asText = (sql: string, i: number): string =>
        site.args[i]!.dataType.kind === "binary"
          ? castSql(sql, BINARY, STRING, { mode: "ansi", zone: site.zone, now: site.now })
          : sql;
      // Two hexadecimal digits a byte.
      const [value, fill, length] = bytes
        ? [`hex(${a})`, p === undefined ? "'00'" : `hex(${p})`, `(2 * CAST(${n} AS BIGINT))`]
        : [asText(a!, 0), p === undefined ? "' '" : asText(p, 2), n!];
      const filled = `CASE WHEN ${length} <= 0 THEN '' WHEN ${fill} = '' THEN left(${value}, ${length}) ELSE ${name}(${value}, CAST(${length} AS INTEGER), ${fill}) END`;
      return bytes ? `unhex(${filled})` : filled;
    },
    pretty: ([a, n, p], types) => `${name}(${a}, ${n}, ${p ?? (types?.[0]?.kind === "binary" ? "X'00'" : " ")})`,
  };
}

/** One text and several constant patterns. */
function quantified(name: string, operator: "AND" | "OR", isNegated: boolean): ScalarRow {
  return {
    args: [STRING, variadic(STRING)],
    result: BOOLEAN,
    duckdb: ([value, ...patterns], site) => {
      const each = patterns.map((pattern, i) => {
        const one = like([value!, pattern], "LIKE", { ...site, args: [site.args[0]!, site.args[i + 1]!] });
        return isNegated ? `(NOT ${one})` : one;
      });
      return `(${each.join(` ${operator} `)})`;
    },
    pretty: ([value]) => `${name}(${value})`,
  };
}

export const stringFunctions: readonly ScalarFunction[] = family({
  // The kernel maps characters one by one; Java's full mapping makes "SS" of "ß".
  upper: {
    args: [STRING],
    result: STRING,
    aliases: ["ucase"],
    duckdb: ([a]) => `CASE WHEN strlen(${a}) = length(${a}) THEN upper(${a}) ELSE millrace_upper(${a}) END`,
  },
  lower: {
    args: [STRING],
    result: STRING,
    aliases: ["lcase"],
    duckdb: ([a]) => `CASE WHEN strlen(${a}) = length(${a}) THEN lower(${a}) ELSE millrace_lower(${a}) END`,
  },
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
  substring: substringRow("substring"),
  substr: substringRow("substr"),
  substring_index: {
    args: [STRING, STRING, INT],
    result: STRING,
    duckdb: ([a, d, n]) =>
      `CASE WHEN ${n} IS NULL THEN NULL WHEN ${n} = 0 OR ${d} = '' THEN '' WHEN ${n} > 0 THEN left(${a}, ${joinedLength(`list_slice(string_split(${a}, ${d}), 1, ${n})`, d!)}) ELSE right(${a}, ${joinedLength(`list_slice(string_split(${a}, ${d}), greatest(len(string_split(${a}, ${d})) + ${n} + 1, 1), len(string_split(${a}, ${d})))`, d!)}) END`,
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
  repeat: {
    args: [STRING, INT],
    result: STRING,
    duckdb: ([a, n]) => `CASE WHEN ${n} IS NULL THEN NULL ELSE repeat(${a}, greatest(${n}, 0)) END`,
  },
  reverse: {
    args: [textOrArray],
    result: ([type]) => type!,
    duckdb: ([a], site) =>
      site.result.kind === "array"
        ? `list_reverse(${a})`
        : site.result.kind === "binary"
          ? `unhex(array_to_string(list_reverse(regexp_extract_all(hex(${a}), '..')), ''))`
          : `millrace_reverse(${a})`,
  },
  lpad: padded("lpad"),
  rpad: padded("rpad"),
  initcap: { args: [STRING], result: STRING, duckdb: ([a]) => `millrace_initcap(${a})` },
  instr: { args: [STRING, STRING], result: INT, duckdb: ([a, b]) => `CAST(instr(${a}, ${b}) AS INTEGER)` },
  locate: {
    args: [STRING, STRING, optional(INT)],
    result: INT,
    duckdb: ([needle, value, start]) => locate(needle!, value!, start),
    pretty: ([a, b, c]) => `locate(${a}, ${b}, ${c ?? 1})`,
  },
  position: {
    args: [STRING, STRING, optional(INT)],
    result: INT,
    duckdb: ([needle, value, start]) => locate(needle!, value!, start),
    pretty: ([a, b, c]) => `position(${a}, ${b}, ${c ?? 1})`,
  },
  contains: withPart((a, b) => `contains(${a}, ${b})`),
  startswith: withPart((a, b) => `starts_with(${a}, ${b})`),
  endswith: withPart((a, b) => `ends_with(${a}, ${b})`),
  like: {
    args: [STRING, STRING, optional(escapeCharacter)],
    result: BOOLEAN,
    duckdb: (args, site) => like(args, "LIKE", site),
    pretty: ([a, b, escape]) => (escape === undefined ? `${a} LIKE ${b}` : `${a} LIKE ${b} ESCAPE '${escape}'`),
  },
  "like all": quantified("likeall", "AND", false),
  "like any": quantified("likeany", "OR", false),
  "not like all": quantified("notlikeall", "AND", true),
  "not like any": quantified("notlikeany", "OR", true),
  ilike: {
    args: [STRING, STRING, optional(escapeCharacter)],
    result: BOOLEAN,
    duckdb: (args, site) => like(args, "ILIKE", site),
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
  conv: {
    args: [STRING, INT, INT],
    result: STRING,
    nullable: "always",
    duckdb: (args, site) => `millrace_conv(${args.join(", ")}, ${site.ansi})`,
  },
});

function locate(needle: string, value: string, start: string | undefined): string {
  if (start === undefined) return `CAST(instr(${value}, ${needle}) AS INTEGER)`;
  const found = `instr(substring(${value}, ${start}), ${needle})`;
  return `CASE WHEN ${start} IS NULL OR ${start} <= 0 THEN 0 WHEN ${value} IS NULL OR ${needle} IS NULL THEN NULL WHEN ${needle} = '' THEN 1 WHEN ${found} = 0 THEN 0 ELSE CAST(${found} + ${start} - 1 AS INTEGER) END`;
}
