/** Text functions beyond the everyday ones of strings.ts. */
import { array, BOOLEAN, INT, STRING } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { family } from "./family.ts";
import {
  only,
  optional,
  raise,
  text,
  variadic,
  wrongArity,
  type ArgumentRule,
  type ScalarFunction,
} from "./function.ts";

/** What a character is replaced with: one, or NULL for itself. */
const oneCharacter: ArgumentRule = {
  ...only(STRING),
  accept: (argument, ansi) => {
    const { literal, sql } = argument;
    if (typeof literal === "string" && literal.length !== 1)
      throw millraceError("DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", { sqlExpr: `"mask(${sql})"`, exprName: `"${sql}"` });
    return only(STRING).accept(argument, ansi);
  },
};

export const textForms: readonly ScalarFunction[] = family({
  space: {
    args: [INT],
    result: STRING,
    duckdb: ([n]) => `CASE WHEN ${n} IS NULL THEN NULL ELSE repeat(' ', greatest(${n}, 0)) END`,
  },
  elt: {
    args: [INT, variadic(STRING)],
    result: (_, args) => {
      if (args.length < 2) throw wrongArity("elt", "> 1", args.length);
      return STRING;
    },
    nullable: "always",
    duckdb: ([n, ...values], site) => {
      const branches = values.map((value, i) => `WHEN ${i + 1} THEN ${value}`).join(" ");
      const outside = site.ansi
        ? raise("INVALID_ARRAY_INDEX", {
            indexValue: n!,
            arraySize: text(String(values.length)),
            ansiConfig: text('"spark.sql.ansi.enabled"'),
          })
        : "NULL";
      return `CASE ${n} ${branches} ELSE CASE WHEN ${n} IS NULL THEN NULL ELSE ${outside} END END`;
    },
  },
  find_in_set: { args: [STRING, STRING], result: INT, duckdb: ([a, b]) => `millrace_find_in_set(${a}, ${b})` },
  levenshtein: {
    args: [STRING, STRING, optional(INT)],
    result: INT,
    duckdb: ([a, b, most]) => `millrace_levenshtein(${a}, ${b}, ${most ?? "-1"})`,
  },
  soundex: { args: [only(STRING)], result: STRING, duckdb: ([a]) => `millrace_soundex(${a})` },
  luhn_check: { args: [STRING], result: BOOLEAN, duckdb: ([a]) => `millrace_luhn(${a})` },
  mask: {
    args: [only(STRING), ...Array.from({ length: 4 }, () => optional(oneCharacter))],
    result: STRING,
    nullable: (args) => args[0]!.nullable,
    duckdb: ([a, upper, lower, digit, other]) =>
      `millrace_mask(${a}, ${upper ?? "'X'"}, ${lower ?? "'x'"}, ${digit ?? "'n'"}, ${other ?? "NULL"})`,
    pretty: ([a, upper, lower, digit, other]) =>
      `mask(${a}, ${upper ?? "X"}, ${lower ?? "x"}, ${digit ?? "n"}, ${other ?? "NULL"})`,
  },
  overlay: {
    args: [STRING, STRING, INT, optional(INT)],
    result: STRING,
    duckdb: ([a, b, at, length]) => `millrace_overlay(${a}, ${b}, ${at}, ${length ?? "-1"})`,
    pretty: ([a, b, at, length]) => `overlay(${a}, ${b}, ${at}, ${length ?? -1})`,
  },
  quote: { args: [STRING], result: STRING, duckdb: ([a]) => `millrace_quote(${a})` },
  sentences: {
    args: [STRING, optional(STRING), optional(STRING)],
    result: array(array(STRING, false), false),
    duckdb: ([a]) => `CAST(CAST(millrace_sentences(${a}) AS JSON) AS VARCHAR[][])`,
    pretty: ([a, language, country]) => `sentences(${a}, ${language ?? ""}, ${country ?? ""})`,
  },
});
