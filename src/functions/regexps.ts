/** Regular expressions, by Java's rules. */
import { millraceError } from "../errors.ts";
import { array, BOOLEAN, INT, STRING } from "../types/data-type.ts";
import { family, type ScalarRow } from "./family.ts";
import { optional, type CallSite, type ScalarFunction } from "./function.ts";

/**
 * Java's patterns run in the host: the kernel's RE2 lacks look-around and back-references. What both read alike stays in the kernel: literal
 * characters, ASCII classes and plain quantifiers.
 */
const PLAIN_PATTERN = /^(?:[\w ,;:<>=!@#%&'"~`/-]|\[\^?[\w ,.;:/]+\]|[A-Za-z0-9][*+?]|[\^|])*$/;
const isPlain = (site: CallSite, index: number): boolean => {
  const pattern = site.args[index]?.literal;
  return typeof pattern === "string" && PLAIN_PATTERN.test(pattern) && !/[*+?][+*?]|&&/.test(pattern);
};

const like = (name: string): ScalarRow => ({
  args: [STRING, STRING],
  result: BOOLEAN,
  duckdb: ([a, b], site) => (isPlain(site, 1) ? `regexp_matches(${a}, ${b})` : `millrace_regexp_like(${a}, ${b})`),
  pretty: ([a, b]) => `${name}(${a}, ${b})`,
});

const textList = (json: string): string => `CAST(CAST(${json} AS JSON) AS VARCHAR[])`;

export const regexpScalars: readonly ScalarFunction[] = family({
  rlike: like("RLIKE"),
  regexp: like("REGEXP"),
  regexp_like: like("REGEXP_LIKE"),
  regexp_replace: {
    args: [STRING, STRING, STRING, optional(INT)],
    result: (_, args) => {
      const position = args[3]?.literal;
      if (typeof position !== "object" && position !== undefined && Math.trunc(Number(position)) <= 0)
        throw millraceError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
          sqlExpr: `"regexp_replace(${args.map((arg) => arg.sql).join(", ")})"`,
          exprName: "position",
          valueRange: "(0, 2147483647]",
          currentValue: String(position),
        });
      return STRING;
    },
    duckdb: ([a, p, r, n]) => `millrace_regexp_replace(${a}, ${p}, ${r}, ${n ?? "1"})`,
    pretty: ([a, p, r, n]) => `regexp_replace(${a}, ${p}, ${r}, ${n ?? 1})`,
  },
  regexp_extract: {
    args: [STRING, STRING, optional(INT)],
    result: STRING,
    duckdb: ([a, p, i]) => `millrace_regexp_extract(${a}, ${p}, ${i ?? "1"})`,
    pretty: ([a, p, i]) => `regexp_extract(${a}, ${p}, ${i ?? 1})`,
  },
  regexp_extract_all: {
    args: [STRING, STRING, optional(INT)],
    result: array(STRING),
    duckdb: ([a, p, i]) => textList(`millrace_regexp_extract_all(${a}, ${p}, ${i ?? "1"})`),
    pretty: ([a, p, i]) => `regexp_extract_all(${a}, ${p}, ${i ?? 1})`,
  },
  regexp_count: { args: [STRING, STRING], result: INT, duckdb: ([a, p]) => `millrace_regexp_count(${a}, ${p})` },
  regexp_instr: {
    args: [STRING, STRING, optional(INT)],
    result: INT,
    duckdb: ([a, p]) => `millrace_regexp_instr(${a}, ${p})`,
    pretty: ([a, p, i]) => `regexp_instr(${a}, ${p}, ${i ?? 0})`,
  },
  regexp_substr: {
    args: [STRING, STRING],
    result: STRING,
    nullable: "always",
    duckdb: ([a, p]) => `millrace_regexp_substr(${a}, ${p})`,
  },
  split: {
    args: [STRING, STRING, optional(INT)],
    result: array(STRING, false),
    duckdb: ([a, p, n]) => textList(`millrace_split(${a}, ${p}, ${n ?? "-1"})`),
    pretty: ([a, p, n]) => `split(${a}, ${p}, ${n ?? -1})`,
  },
});
