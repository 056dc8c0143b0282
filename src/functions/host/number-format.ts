/** Formats of numbers (`S$9,999.00`): what they are made of, and which of them Spark takes. */
import { millraceError } from "../../errors.ts";

/** Digits, as many as written where `exact`, else at most so many. */
export interface Digits {
  readonly count: number;
  readonly exact: boolean;
}

/** What stands between the signs: runs of digits and the commas among them. */
export interface DigitGroup {
  readonly t: "digits";
  readonly parts: readonly (Digits | ",")[];
}

type Sign = "S" | "MI" | "$" | "." | "<" | ">";
export type FormatToken = DigitGroup | { readonly t: Sign } | { readonly t: "other"; readonly char: string };

export interface NumberFormat {
  readonly tokens: readonly FormatToken[];
  readonly precision: number;
  readonly scale: number;
}

const PIECE = /([09]+)|([,G]+)|([.D])|(\$)|(S)|(MI)|(PR)|([^])/g;
const cache = new Map<string, NumberFormat>();

/** The format in upper case, as Spark reads it; or the error of what is wrong with it. */
export function numberFormat(format: string): NumberFormat {
  let known = cache.get(format);
  if (known === undefined) cache.set(format, (known = read(format.toUpperCase())));
  return known;
}

function read(format: string): NumberFormat {
  const tokens = tokensOf(format);
  check(tokens, `'${format}'`);
  const point = tokens.findIndex(({ t }) => t === ".");
  const count = (some: readonly FormatToken[]): number => digitsIn(some).reduce((sum, each) => sum + each.count, 0);
  const scale = point < 0 ? 0 : count(tokens.slice(point));
  return { tokens, scale, precision: Math.max(count(tokens), 1) };
}

function tokensOf(format: string): FormatToken[] {
  const tokens: FormatToken[] = [];
  let isBehindPoint = false;
  for (const [, digits, commas, point, dollar, plus, minus, angles, other] of format.matchAll(PIECE)) {
    if (digits !== undefined)
      addDigits(tokens, [{ count: digits.length, exact: !isBehindPoint && digits.startsWith("0") }]);
    else if (commas !== undefined)
      addDigits(
        tokens,
        Array.from(commas, () => ","),
      );
    else if (point !== undefined) {
      isBehindPoint = true;
      tokens.push({ t: "." });
    } else if (angles !== undefined) {
      tokens.unshift({ t: "<" });
      tokens.push({ t: ">" });
    } else if (other === undefined) tokens.push({ t: dollar ? "$" : plus ? "S" : (minus as "MI") });
    else tokens.push({ t: "other", char: other });
  }
  return tokens;
}

function addDigits(tokens: FormatToken[], parts: DigitGroup["parts"]): void {
  const last = tokens.at(-1);
  if (last?.t === "digits") tokens[tokens.length - 1] = { t: "digits", parts: [...last.parts, ...parts] };
  else tokens.push({ t: "digits", parts });
}

/** The runs of digits among the tokens, without what stands between them. */
export function digitsIn(tokens: readonly FormatToken[]): readonly Digits[] {
  return tokens.flatMap((token) =>
    token.t === "digits" ? token.parts.filter((part): part is Digits => part !== ",") : [],
  );
}

/** In which order tokens may stand; each place may be empty. */
const ORDER: readonly (readonly FormatToken["t"][])[] = [
  ["<"],
  ["MI", "S"],
  ["$"],
  ["digits"],
  ["."],
  ["digits"],
  ["$"],
  ["MI", "S", ">"],
];

const NAMES: Readonly<Record<string, string>> = {
  digits: "digit sequence",
  ".": "'.' or 'D'",
  $: "'$'",
  S: "'S'",
  MI: "'MI'",
  "<": "'PR'",
  ">": "'PR'",
};

function check(tokens: readonly FormatToken[], format: string): void {
  const refuse = (reason: Parameters<typeof millraceError>[0], token?: string): never => {
    throw millraceError(reason, token === undefined ? { format } : { format, token });
  };
  const places = (kind: FormatToken["t"]): number[] => tokens.flatMap(({ t }, i) => (t === kind ? [i] : []));
  const [firstDigit, firstDollar, firstPoint] = [places("digits")[0], places("$")[0] ?? -1, places(".")[0]];
  if (format === "''") refuse("INVALID_FORMAT.EMPTY");
  if (firstDigit === undefined) return refuse("INVALID_FORMAT.WRONG_NUM_DIGIT");
  if (firstDigit < firstDollar) refuse("INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT");
  if (firstPoint !== undefined && firstPoint < firstDollar) refuse("INVALID_FORMAT.CUR_MUST_BEFORE_DEC");
  tokens.forEach((token, i) => {
    if (token.t !== "digits") return;
    if (firstPoint !== undefined && i > firstPoint && token.parts.includes(","))
      refuse("INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC");
  });
  for (const token of tokens) {
    if (token.t !== "digits") continue;
    const isStray = token.parts.some(
      (part, i) => part === "," && (i === 0 || i === token.parts.length - 1 || token.parts[i - 1] === ","),
    );
    if (isStray) refuse("INVALID_FORMAT.CONT_THOUSANDS_SEPS");
  }
  for (const kind of [".", "S", "MI", "$", ">"] as const)
    if (places(kind).length > 1) refuse("INVALID_FORMAT.WRONG_NUM_TOKEN", NAMES[kind]);
  let at = 0;
  for (const allowed of ORDER) if (at < tokens.length && allowed.includes(tokens[at]!.t)) at += 1;
  const left = tokens[at];
  if (left !== undefined)
    refuse("INVALID_FORMAT.UNEXPECTED_TOKEN", left.t === "other" ? `character '${left.char}'` : NAMES[left.t]);
}
