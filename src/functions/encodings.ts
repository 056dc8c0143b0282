/** Bytes and text: digests, hexadecimal, base64, character sets, URLs. */
import { BINARY, BOOLEAN, INT, isNumeric, LONG, STRING } from "../types/data-type.ts";
import { castSql } from "./cast.ts";
import { sameTypes } from "./conditional.ts";
import { family } from "./family.ts";
import { exactly, oneOf, optional, raise, wrongArity, type ScalarFunction } from "./function.ts";

const bytes = exactly(BINARY);
const textOrBytes = oneOf('("STRING" or "BINARY")', (t) => t.kind === "string" || t.kind === "binary", STRING);
const hexable = oneOf(
  '("BIGINT" or "BINARY" or "STRING")',
  (t) => t.kind === "string" || t.kind === "binary" || t.kind === "null" || isNumeric(t),
  STRING,
);
const utf8Hex = (sql: string, kind: string): string => (kind === "binary" ? `hex(${sql})` : `hex(encode(${sql}))`);

/** `decode(bytes, charset)`, or the first of the pairs whose key equals the value. */
const decodeFunction: ScalarFunction = {
  kind: "scalar",
  name: "decode",
  type: (args) => {
    if (args.length < 2) throw wrongArity("decode", "> 1", args.length);
    if (args.length === 2) return { params: [BINARY, STRING], result: STRING, nullable: args.some((a) => a.nullable) };
    const isResult = (i: number): boolean => i >= 2 && (i % 2 === 0 || i === args.length - 1);
    const results = args.filter((_, i) => isResult(i));
    const [key, result] = [
      sameTypes(
        "decode",
        args.filter((_, i) => !isResult(i)),
      ),
      sameTypes("decode", results),
    ];
    return { params: args.map((_, i) => (isResult(i) ? result : key)), result, nullable: true };
  },
  duckdb: ([value, ...rest]) => {
    if (rest.length === 1) return `millrace_decode(hex(${value}), ${rest[0]})`;
    const branches: string[] = [];
    for (let i = 0; i + 1 < rest.length; i += 2)
      branches.push(`WHEN ${value} IS NOT DISTINCT FROM ${rest[i]} THEN ${rest[i + 1]}`);
    return `CASE ${branches.join(" ")}${rest.length % 2 === 1 ? ` ELSE ${rest.at(-1)}` : ""} END`;
  },
};

export const encodings: readonly ScalarFunction[] = [
  decodeFunction,
  ...family({
    md5: { args: [bytes], result: STRING, duckdb: ([a]) => `md5(${a})` },
    sha1: { args: [bytes], result: STRING, duckdb: ([a]) => `sha1(${a})` },
    sha: { args: [bytes], result: STRING, duckdb: ([a]) => `sha1(${a})` },
    sha2: {
      args: [bytes, INT],
      result: STRING,
      nullable: "always",
      duckdb: ([a, n]) => `millrace_sha2(hex(${a}), ${n})`,
    },
    crc32: { args: [bytes], result: LONG, duckdb: ([a]) => `millrace_crc32(hex(${a}))` },
    base64: {
      args: [bytes],
      result: STRING,
      duckdb: ([a]) => `CASE WHEN octet_length(${a}) <= 57 THEN to_base64(${a}) ELSE millrace_base64(hex(${a})) END`,
    },
    unbase64: { args: [STRING], result: BINARY, duckdb: ([a]) => `unhex(millrace_unbase64(${a}))` },
    hex: {
      args: [hexable],
      result: STRING,
      duckdb: ([a], site) => {
        const type = site.args[0]!.dataType;
        if (type.kind === "string" || type.kind === "binary") return `hex(${a})`;
        const long = castSql(a!, type, LONG, { mode: "ansi", zone: "UTC", now: 0n });
        return `upper(printf('%x', CAST(${long} AS BIGINT)))`;
      },
    },
    unhex: {
      args: [STRING],
      result: BINARY,
      nullable: "always",
      duckdb: ([a]) =>
        `CASE WHEN regexp_full_match(${a}, '[0-9a-fA-F]*') THEN unhex(CASE WHEN length(${a}) % 2 = 1 THEN '0' || ${a} ELSE ${a} END) END`,
    },
    encode: { args: [STRING, STRING], result: BINARY, duckdb: ([a, set]) => `unhex(millrace_encode(${a}, ${set}))` },
    url_encode: { args: [STRING], result: STRING, duckdb: ([a]) => `millrace_url_encode(${a})` },
    url_decode: { args: [STRING], result: STRING, duckdb: ([a]) => `millrace_url_decode(${a}, false)` },
    try_url_decode: {
      args: [STRING],
      result: STRING,
      nullable: "always",
      duckdb: ([a]) => `millrace_url_decode(${a}, true)`,
    },
    parse_url: {
      args: [STRING, STRING, optional(STRING)],
      result: STRING,
      nullable: "always",
      duckdb: ([url, part, key], site) => `millrace_parse_url(${url}, ${part}, ${key ?? "NULL"}, ${!site.ansi})`,
    },
    try_parse_url: {
      args: [STRING, STRING, optional(STRING)],
      result: STRING,
      nullable: "always",
      duckdb: ([url, part, key]) => `millrace_parse_url(${url}, ${part}, ${key ?? "NULL"}, true)`,
    },
    to_binary: {
      args: [STRING, optional(STRING)],
      result: BINARY,
      nullable: "always",
      duckdb: ([a, form]) => `unhex(millrace_to_binary(${a}, ${form ?? "'hex'"}, false))`,
    },
    try_to_binary: {
      args: [STRING, optional(STRING)],
      result: BINARY,
      nullable: "always",
      duckdb: ([a, form]) => `unhex(millrace_to_binary(${a}, ${form ?? "'hex'"}, true))`,
    },
    is_valid_utf8: {
      args: [textOrBytes],
      result: BOOLEAN,
      duckdb: ([a], site) => `millrace_is_utf8(${utf8Hex(a!, site.args[0]!.dataType.kind)})`,
    },
    make_valid_utf8: {
      args: [textOrBytes],
      result: STRING,
      duckdb: ([a], site) => `millrace_lenient_utf8(${utf8Hex(a!, site.args[0]!.dataType.kind)})`,
    },
    validate_utf8: {
      args: [textOrBytes],
      result: STRING,
      duckdb: ([a], site) => {
        const hex = utf8Hex(a!, site.args[0]!.dataType.kind);
        return `CASE WHEN ${a} IS NULL THEN NULL WHEN millrace_is_utf8(${hex}) THEN millrace_lenient_utf8(${hex}) ELSE ${raise("INVALID_UTF8_STRING", { str: `regexp_replace(${hex}, '(..)', '\\x\\1', 'g')` })} END`;
      },
    },
    try_validate_utf8: {
      args: [textOrBytes],
      result: STRING,
      nullable: "always",
      duckdb: ([a], site) => {
        const hex = utf8Hex(a!, site.args[0]!.dataType.kind);
        return `CASE WHEN millrace_is_utf8(${hex}) THEN millrace_lenient_utf8(${hex}) END`;
      },
    },
    bit_length: {
      args: [textOrBytes],
      result: INT,
      duckdb: ([a], site) =>
        `CAST(octet_length(${site.args[0]!.dataType.kind === "binary" ? a : `encode(${a})`}) * 8 AS INTEGER)`,
    },
  }),
];
