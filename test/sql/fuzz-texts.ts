/** SQL texts for the fuzzers, most of them right statements that something was done to; a seed decides all of a text. */
import { functionNames } from "../../src/functions/registry.ts";
import { diceOf, type Dice } from "./fuzz-dice.ts";
import { nested } from "./fuzz-nesting.ts";
import { EXPRESSIONS, STATEMENTS } from "./statements.ts";

export const PIECES: readonly string[] = [
  ..."SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET UNION ALL JOIN ON USING AS WITH VALUES LATERAL VIEW DISTINCT STREAM WATERMARK DELAY OF".split(
    " ",
  ),
  ..."AND OR NOT IN BETWEEN LIKE ESCAPE RLIKE IS NULL TRUE DISTINCT CASE WHEN THEN ELSE END CAST TRY_CAST INTERVAL DAY TO SECOND DATE TIMESTAMP".split(
    " ",
  ),
  ..."FILTER OVER PARTITION ROWS PRECEDING UNBOUNDED EXTRACT TRIM BOTH EXISTS IGNORE NULLS GROUPING SETS ROLLUP CUBE ARRAY MAP STRUCT DECIMAL".split(
    " ",
  ),
  ..."( ) ( ) [ ] , , . * + - / % = <=> <> < > >> << || | & ^ ~ ! :: : ? -> => |> ; ` ' \" \\ -- /* */ \n".split(" "),
  ..."a b t x y.z count sum window upper explode 1 0 2.5 1e3 1L 5Y 'text' '1 day' \"q\" `a b` X'ff' r'\\d' :p é 😀 \u0000".split(
    " ",
  ),
];

/** Values at the edges of their types. */
const EDGES: readonly string[] = [
  "NULL",
  "true",
  "0",
  "-1",
  "1Y",
  "-128Y",
  "32767S",
  "2147483647",
  "-2147483648",
  "9223372036854775807",
  "-9223372036854775808",
  "99999999999999999999999999999999999999",
  "0.5",
  "-0.0D",
  "1e308",
  "1e-320D",
  "'NaN'::DOUBLE",
  "'Infinity'::FLOAT",
  "''",
  "' '",
  "'\\0'",
  "'%'",
  "'['",
  "'\\\\'",
  "X''",
  "X'ff'",
  "DATE '0001-01-01'",
  "DATE '9999-12-31'",
  "TIMESTAMP '9999-12-31 23:59:59.999999'",
  "TIMESTAMP_NTZ '1582-10-10 00:00:00'",
  "INTERVAL '106751991' DAY",
  "INTERVAL '-178956970-8' YEAR TO MONTH",
  "CAST(NULL AS INT)",
  "array()",
  "array(NULL)",
  "map()",
  "named_struct('x', NULL)",
  "xs",
  "m",
  "s",
  "time",
  "day",
  "bytes",
  "flag",
];
const OPENERS: readonly string[] = [
  "'",
  '"',
  "`",
  "/*",
  "*/",
  "--",
  "(",
  ")",
  "[",
  "]",
  "r'",
  "X'",
  ";",
  "\\",
  ":",
  "?",
];
const OPERATORS: readonly string[] = "+ - * / % DIV || & | ^ << >> >>> = <=> <> < >= AND OR LIKE RLIKE IN IS".split(
  " ",
);
const TOKEN =
  /\s+|--[^\n]*|'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`[^`]*`|\d[\w.]*|[\p{L}_]\w*|<=>|::|->|=>|\|>|\|\||[^]/gu;

/** The text of a seed. */
export function fuzzText(seed: number): string {
  const dice = diceOf(seed);
  const kind = dice.next();
  if (kind < 0.03) return noise(dice);
  if (kind < 0.06) return dice.many(30, () => dice.oneOf(PIECES)).join(dice.oneOf([" ", ""]));
  if (kind < 0.1) return nested(statementWithExpression(dice), dice);
  let tokens = tokensOf(kind < 0.4 ? statementWithExpression(dice) : kind < 0.5 ? combined(dice) : statement(dice));
  const isGentle = dice.next() < 0.7;
  for (let left = 1 + dice.below(dice.below(5) + 1); left > 0; left--)
    tokens = dice.oneOf(isGentle ? GENTLE : ROUGH)(tokens, dice);
  return tokens.join("");
}

const statement = (dice: Dice): string => dice.oneOf(STATEMENTS);
const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];
const isBlank = (token: string | undefined): boolean => token === undefined || /^\s*$/.test(token);
const isValue = (token: string): boolean => /^[\d'"]/.test(token);
/** A value or a name that is hardly a keyword. */
const isOperand = (token: string): boolean =>
  isValue(token) || /^([a-z][a-z0-9]?|time|day|flag|bytes|`.*)$/.test(token);

function statementWithExpression(dice: Dice): string {
  const expression = dice.oneOf(EXPRESSIONS);
  return dice.oneOf([
    `SELECT ${expression} FROM t`,
    `SELECT a FROM t WHERE ${expression}`,
    `SELECT ${expression}, count(*) FROM t GROUP BY ${expression}`,
    `SELECT a FROM t ORDER BY ${expression}`,
    `SELECT max(${expression}) FROM t`,
    `SELECT * FROM t JOIN u ON ${expression}`,
  ]);
}

function combined(dice: Dice): string {
  const [left, right] = [statement(dice), statement(dice)];
  return dice.oneOf([
    `${left} UNION ALL ${right}`,
    `(${left}) EXCEPT (${right})`,
    `SELECT * FROM (${left}) AS q`,
    `WITH q AS (${left}) ${right}`,
    `WITH t AS (${left}) ${right}`,
    `SELECT (${left}) AS n, * FROM (${right})`,
    `SELECT a FROM t WHERE a IN (${left})`,
    `SELECT a FROM t WHERE EXISTS (${left})`,
    `SELECT * FROM (${left}) x JOIN (${right}) y ON true`,
    `${left} |> WHERE true |> LIMIT 1`,
  ]);
}

function noise(dice: Dice): string {
  const text = dice.many(60, () => character(dice)).join("");
  return dice.oneOf([text, `SELECT ${text}`, `SELECT '${text}'`, `SELECT a FROM t WHERE ${text}`]);
}

function character(dice: Dice): string {
  const most = dice.oneOf([0x80, 0x80, 0x100, 0x3000, 0x10000, 0x110000]);
  return String.fromCodePoint(dice.below(most));
}

type Mutation = (tokens: readonly string[], dice: Dice) => string[];

/** The token at a place that is not blank, and its place. */
function spot(
  tokens: readonly string[],
  dice: Dice,
  fits: (token: string, at: number) => boolean = () => true,
): number {
  const places = tokens.flatMap((token, at) => (!isBlank(token) && fits(token, at) ? [at] : []));
  return places.length === 0 ? 0 : dice.oneOf(places);
}

function run(tokens: readonly string[], dice: Dice): { from: number; to: number } {
  const from = spot(tokens, dice);
  return { from, to: Math.min(tokens.length, from + 1 + dice.below(8)) };
}

const replaced = (tokens: readonly string[], at: number, ...by: string[]): string[] => tokens.toSpliced(at, 1, ...by);
const inserted = (tokens: readonly string[], at: number, ...what: string[]): string[] =>
  tokens.toSpliced(at, 0, ...what);

/** Names and values that change places: the text stays a query more often than not, and goes on to analysis. */
const GENTLE: readonly Mutation[] = [
  (tokens, dice) => replaced(tokens, spot(tokens, dice, isOperand), foreign(isOperand, dice)),
  (tokens, dice) => replaced(tokens, spot(tokens, dice, isValue), foreign(isValue, dice)),
  (tokens, dice) => replaced(tokens, spot(tokens, dice, isValue), dice.oneOf(EDGES)),
  (tokens, dice) => replaced(tokens, spot(tokens, dice, isOperand), dice.oneOf(EDGES)),
  (tokens, dice) => replaced(tokens, spot(tokens, dice, isOperand), "(", dice.oneOf(EXPRESSIONS), ")"),
  (tokens, dice) => replaced(tokens, spot(tokens, dice, isOperand), "(", statement(dice), ")"),
  (tokens, dice) => {
    const called = spot(tokens, dice, (token, at) => /^[a-z]/.test(token) && tokens[at + 1] === "(");
    return replaced(tokens, called, dice.oneOf(functionNames));
  },
  (tokens, dice) => {
    const at = spot(tokens, dice, isOperand);
    const more = dice.next() < 0.4 ? "" : dice.many(2, () => `, ${dice.oneOf(EDGES)}`).join("");
    return replaced(tokens, at, dice.oneOf(functionNames), "(", tokens[at] ?? "", more, ")");
  },
  (tokens, dice) => {
    const at = spot(tokens, dice, isOperand);
    return replaced(tokens, at, "(", tokens[at] ?? "", " ", dice.oneOf(OPERATORS), " ", dice.oneOf(EDGES), ")");
  },
  (tokens, dice) => tokens.map((token) => (dice.next() < 0.5 ? token.toUpperCase() : token.toLowerCase())),
];
const ROUGH: readonly Mutation[] = [
  (tokens, dice) => replaced(tokens, spot(tokens, dice)),
  (tokens, dice) => {
    const { from, to } = run(tokens, dice);
    return tokens.toSpliced(from, to - from);
  },
  (tokens, dice) => {
    const at = spot(tokens, dice);
    return inserted(tokens, at, tokens[at] ?? "", " ");
  },
  (tokens, dice) => {
    const { from, to } = run(tokens, dice);
    return inserted(tokens, to, " ", ...tokens.slice(from, to));
  },
  (tokens, dice) => {
    const [one, other] = [spot(tokens, dice), spot(tokens, dice)];
    return tokens.map((token, at) => tokens[at === one ? other : at === other ? one : at] ?? token);
  },
  (tokens, dice) => replaced(tokens, spot(tokens, dice), dice.oneOf(PIECES)),
  (tokens, dice) => inserted(tokens, spot(tokens, dice), dice.oneOf(PIECES), " "),
  (tokens, dice) => tokens.slice(0, spot(tokens, dice)),
  (tokens, dice) => [...tokens.slice(0, spot(tokens, dice)), ...tokensOf(statement(dice)).slice(dice.below(12))],
  (tokens, dice) => {
    const text = tokens.join("");
    return [text.slice(0, dice.below(text.length + 1))];
  },
  (tokens, dice) => inserted(tokens, dice.below(tokens.length + 1), dice.oneOf(OPENERS)),
  (tokens, dice) => inserted(tokens, dice.below(tokens.length + 1), character(dice)),
  (tokens, dice) => {
    const text = tokens.join("");
    const at = dice.below(text.length + 1);
    return [text.slice(0, at), character(dice), text.slice(at + dice.below(2))];
  },
  (tokens, dice) => tokens.filter((token) => !isBlank(token) || dice.next() < 0.7),
  (tokens, dice) => {
    const { from, to } = run(tokens, dice);
    return [...tokens.slice(0, from), "(", ...tokens.slice(from, to), ")", ...tokens.slice(to)];
  },
];

/** A token of that kind from another statement. */
function foreign(fits: (token: string) => boolean, dice: Dice): string {
  const other = tokensOf(dice.next() < 0.5 ? statement(dice) : dice.oneOf(EXPRESSIONS));
  return other[spot(other, dice, fits)] ?? "";
}
