/** Bytes and text: digests, hexadecimal, base64, character sets, URLs. */
import { BINARY, BOOLEAN, INT, isNumeric, isString, LONG, STRING, type DataType } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { castSql } from "./cast.ts";
import { comparisonType } from "./comparison-type.ts";
import { sameTypes } from "./conditional.ts";
import { family } from "./family.ts";
import {
  constantText,
  only,
  exactly,
  oneOf,
  optional,
  raise,
  signature,
  wrongArity,
  type Argument,
  type ArgumentRule,
  type ScalarFunction,
} from "./function.ts";

const bytes = exactly(BINARY);
const textOrBytes = oneOf('("STRING" or "BINARY")', (t) => t.kind === "string" || t.kind === "binary", STRING);
const hexable = oneOf(
  '("BIGINT" or "BINARY" or "STRING")',
  (t) => t.kind === "string" || t.kind === "binary" || t.kind === "null" || isNumeric(t),
  STRING,
);
const utf8Hex = (sql: string, kind: string): string => (kind === "binary" ? `hex(${sql})` : `hex(encode(${sql}))`);

const ofBytes = signature("decode", [BINARY, STRING], STRING);
const NO_TEXT: Argument = { dataType: STRING, nullable: true, literal: null, sql: "NULL" };
const typed = (types: readonly DataType[]): readonly Argument[] =>
  types.map((dataType) => ({ dataType, nullable: true, sql: "" }));

/** `decode(bytes, charset)`, or the first of the pairs whose key equals the value. */
const decodeFunction: ScalarFunction = {
  kind: "scalar",
  name: "decode",
  type: (args, dialect) => {
    if (args.length < 2) throw wrongArity("decode", "> 1", args.length);
    if (args.length === 2) return ofBytes(args, dialect);
    const isResult = (i: number): boolean => i >= 2 && (i % 2 === 0 || i === args.length - 1);
    // Without a default what does not match is a NULL of type STRING.
    const results = [...args.filter((_, i) => isResult(i)), ...(args.length % 2 === 1 ? [NO_TEXT] : [])];
    const keys = args.filter((_, i) => !isResult(i));
    const compared = keys.slice(1).map((key) => comparisonType("<=>")([keys[0]!, key], dialect).params[1]!);
    const [key, result] = [sameTypes("decode", typed(compared), dialect), sameTypes("casewhen", results, dialect)];
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

/** In which form `to_binary` finds bytes in a text: a constant. */
const binaryForm: ArgumentRule = {
  accept: (argument) =>
    argument.dataType.kind === "null" ||
    (isString(argument.dataType) &&
      (argument.literal === undefined || /^(hex|utf-?8|base64)$/i.test(constantText(argument))))
      ? STRING
      : undefined,
  required: '"STRING"',
  refuse: (name, args, index) =>
    millraceError("DATATYPE_MISMATCH.INVALID_ARG_VALUE", {
      sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
      inputName: "`fmt`",
      requireType: "case-insensitive STRING",
      validValues: "'hex', 'utf-8', 'utf8', or 'base64'",
      inputValue: `'${args[index]!.sql}'`,
    }),
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
      args: [only(STRING), only(STRING), optional(only(STRING))],
      result: STRING,
      nullable: "always",
      duckdb: ([url, part, key], site) => `millrace_parse_url(${url}, ${part}, ${key ?? "NULL"}, ${!site.ansi})`,
    },
    try_parse_url: {
      args: [only(STRING), only(STRING), optional(only(STRING))],
      result: STRING,
      nullable: "always",
      duckdb: ([url, part, key]) => `millrace_parse_url(${url}, ${part}, ${key ?? "NULL"}, true)`,
    },
    to_binary: {
      args: [STRING, optional(binaryForm)],
      result: BINARY,
      nullable: "always",
      duckdb: ([a, form]) => `unhex(millrace_to_binary(${a}, ${form ?? "'hex'"}, false))`,
    },
    try_to_binary: {
      args: [STRING, optional({ ...exactly(STRING), refuse: binaryForm.refuse! })],
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
