/** Options of readers and writers: every one is declared once; any other is an error that names the nearest. */
import { isMillraceError, millraceError } from "../errors.ts";
import { checkCharset } from "../types/charset.ts";
import { isZone } from "../types/time-zone.ts";
import { didYouMean, nearestName } from "../types/nearest-name.ts";

export type OptionRule =
  | { readonly kind: "text" }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly least?: number }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  /** Throws what is wrong with the value. */
  | { readonly kind: "checked"; readonly check: (value: string, option: string) => void }
  /** Spark has it, Millrace does not yet. */
  | { readonly kind: "unsupported" };

export type OptionTable = Readonly<Record<string, OptionRule>>;

export const text: OptionRule = { kind: "text" };
export const boolean: OptionRule = { kind: "boolean" };
export const integer = (least?: number): OptionRule => ({ kind: "integer", ...(least === undefined ? {} : { least }) });
export const choice = (...values: string[]): OptionRule => ({ kind: "choice", values });
/** A part of the data: more than nothing, at most all. */
export const ratio: OptionRule = {
  kind: "checked",
  check: (value, option) => {
    if (!(Number(value) > 0 && Number(value) <= 1))
      throw millraceError("INVALID_OPTION_VALUE", {
        option,
        value,
        expected: "a number above 0 and up to 1 is expected",
      });
  },
};
export const checked = (check: (value: string, option: string) => void): OptionRule => ({ kind: "checked", check });
export const unsupported = (...names: string[]): OptionTable =>
  Object.fromEntries(names.map((name) => [name, { kind: "unsupported" as const }]));

export interface OptionFaults {
  /** Where wrong values go, which are thrown otherwise. */
  readonly onInvalid?: ((error: unknown) => void) | undefined;
  /** Says who takes an option that is none here; "" where nobody does. */
  readonly elsewhere?: (option: string) => string;
}

/** Checks names in any case and values; gives the options back under their declared names. */
export function checkOptions(
  owner: string,
  table: OptionTable,
  options: Readonly<Record<string, string>>,
  { onInvalid, elsewhere }: OptionFaults = {},
): Readonly<Record<string, string>> {
  const declared = new Map(Object.keys(table).map((name) => [name.toLowerCase(), name]));
  const result: Record<string, string> = {};
  for (const [given, value] of Object.entries(options)) {
    const name = declared.get(given.toLowerCase());
    if (name === undefined) throw unknownOption(owner, table, given, elsewhere?.(given));
    try {
      const rule = table[name]!;
      checkValue(owner, name, rule, value);
      // A word that may be written in any case is known by one.
      result[name] = rule.kind === "choice" ? rule.values.find((word) => isSame(word, value))! : value;
    } catch (error) {
      if (onInvalid === undefined || isMillraceError(error, "UNSUPPORTED_OPTION")) throw error;
      onInvalid(error);
    }
  }
  return result;
}

function unknownOption(owner: string, table: OptionTable, option: string, elsewhere = ""): Error {
  const names = Object.keys(table);
  const all =
    names.length === 0 ? "It takes no options." : names.length > MOST_NAMES ? "" : `It takes ${names.join(", ")}.`;
  const suggestion = elsewhere || didYouMean(option, names) || all;
  return millraceError("UNKNOWN_OPTION", { option, format: owner, suggestion });
}
/** More names than these nobody reads. */
const MOST_NAMES = 15;

function checkValue(format: string, option: string, rule: OptionRule, value: string): void {
  const invalid = (expected: string): Error => millraceError("INVALID_OPTION_VALUE", { option, value, expected });
  switch (rule.kind) {
    case "unsupported":
      throw millraceError("UNSUPPORTED_OPTION", { option, format });
    case "boolean":
      if (!/^(true|false)$/i.test(value)) throw invalid("true or false is expected");
      return;
    case "integer":
      if (
        !/^-?\d+$/.test(value) ||
        !Number.isSafeInteger(Number(value)) ||
        (rule.least !== undefined && Number(value) < rule.least)
      )
        throw invalid(`a whole number${rule.least === undefined ? "" : ` of at least ${rule.least}`} is expected`);
      return;
    case "checked":
      return rule.check(value, option);
    case "choice":
      if (!rule.values.some((allowed) => isSame(allowed, value)))
        throw invalid(`one of ${rule.values.join(", ")} is expected${perhaps(value, rule.values)}`);
      return;
    default:
  }
}

function perhaps(value: string, values: readonly string[]): string {
  const nearest = nearestName(value, values);
  return nearest === undefined ? "" : `, perhaps ${nearest}`;
}

/** Names of months and days are Spark's English ones; a language beside it is not taken for it. */
export const english: OptionRule = {
  kind: "checked",
  check: (value, option) => {
    if (!/^en([-_][A-Za-z]{2})?$/i.test(value))
      throw millraceError("INVALID_OPTION_VALUE", {
        option,
        value,
        expected: "en or a form of it, such as en-US, is supported",
      });
  },
};

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const lineSeparator: OptionRule = {
  kind: "checked",
  check: (value, option) => {
    if (value === "")
      throw millraceError("INVALID_OPTION_VALUE", { option, value, expected: "at least one character is expected" });
  },
};

/** The zone of dates and times in texts. */
export const timeZone: OptionRule = {
  kind: "checked",
  check: (value) => {
    if (!isZone(value)) throw millraceError("INVALID_TIMEZONE", { timeZone: value });
  },
};

export const charset: OptionRule = { kind: "checked", check: checkCharset };

export const isTrue = (value: string | undefined, otherwise = false): boolean =>
  value === undefined ? otherwise : value.toLowerCase() === "true";
