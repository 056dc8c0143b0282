/** AES: `aes_encrypt`, `aes_decrypt` and the one that gives NULL where it cannot. */
import { BINARY, STRING } from "../types/data-type.ts";
import { family, type ScalarRow } from "./family.ts";
import { implicitCast } from "./coercion.ts";
import { optional, text, unexpectedType, type Argument, type ArgumentRule, type ScalarFunction } from "./function.ts";

/** The arguments that were left out, as Spark prints them. */
const DEFAULTS = ["GCM", "DEFAULT", "", ""];
const filled = (args: readonly string[], most: number): readonly string[] => [
  ...args,
  ...DEFAULTS.slice(args.length - 2, most - 2),
];

function bytes(name: string, most: number): ArgumentRule {
  const shown = (args: readonly Argument[]): readonly Argument[] =>
    filled(
      args.map((a) => a.sql),
      most,
    ).map((sql, i) => args[i] ?? { dataType: STRING, nullable: false, sql });
  return {
    accept: ({ dataType }, ansi) => implicitCast(dataType, BINARY, ansi),
    required: '"BINARY"',
    refuse: (_, args, index) => unexpectedType(name, shown(args), index, '"BINARY"'),
  };
}

const hex = (sql: string | undefined): string => (sql === undefined ? "''" : `hex(${sql})`);

function encrypt(): ScalarRow {
  const binary = bytes("aes_encrypt", 6);
  return {
    args: [binary, binary, optional(STRING), optional(STRING), optional(binary), optional(binary)],
    result: BINARY,
    nullable: "always",
    duckdb: ([input, key, mode = "'GCM'", padding = "'DEFAULT'", iv, aad], site) =>
      `unhex(millrace_aes_encrypt(${hex(input)}, ${hex(key)}, ${mode}, ${padding}, ${hex(iv)}, ${hex(aad)}, ${text(site.entropy)}))`,
    pretty: (args) => `aes_encrypt(${filled(args, 6).join(", ")})`,
  };
}

function decrypt(name: string, isTry: boolean): ScalarRow {
  const binary = bytes(name, 5);
  return {
    args: [binary, binary, optional(STRING), optional(STRING), optional(binary)],
    result: BINARY,
    nullable: "always",
    duckdb: ([input, key, mode = "'GCM'", padding = "'DEFAULT'", aad]) =>
      `unhex(millrace_aes_decrypt(${hex(input)}, ${hex(key)}, ${mode}, ${padding}, ${hex(aad)}, ${isTry}))`,
    pretty: (args) => `${name}(${filled(args, 5).join(", ")})`,
  };
}

export const encryption: readonly ScalarFunction[] = family({
  aes_encrypt: encrypt(),
  aes_decrypt: decrypt("aes_decrypt", false),
  try_aes_decrypt: decrypt("try_aes_decrypt", true),
});
