/** What is wrong where a statement should end, and does not: guessed from the words around. */
import { nearestName } from "../types/nearest-name.ts";
import type { TokenStream } from "./token-stream.ts";

/** The clauses of a query in their order, by their first words. */
const CLAUSES = ["FROM", "WHERE", "GROUP", "HAVING", "QUALIFY", "WINDOW", "ORDER", "LIMIT", "OFFSET"];
/** What a misspelt word, which then reads as an alias, is likely to have been. */
const KEYWORDS = [...CLAUSES, "SELECT", "JOIN", "UNION"];
const TWO_WORDS: Readonly<Record<string, string>> = { GROUP: "GROUP BY", ORDER: "ORDER BY" };

/** Refuses what stands behind a query that is complete. */
export function expectStatementEnd(tokens: TokenStream): void {
  if (tokens.atEnd) return;
  tokens.fail(hint(tokens));
}

function hint(tokens: TokenStream): string {
  if (tokens.peek(-1).text === ";") return "one statement is taken at a time, and another begins here";
  if (tokens.isSymbol(")")) return "no parenthesis is open here";
  const before = clausesBefore(tokens);
  const word = tokens.current.type === "word" ? tokens.current.text.toUpperCase() : "";
  const place = CLAUSES.indexOf(word);
  const later = before.find((clause) => CLAUSES.indexOf(clause) >= place);
  if (place !== -1 && later === word) return `there is a ${written(word)} already`;
  if (place !== -1 && later !== undefined) return `${written(word)} stands before ${written(later)}`;
  for (const ahead of [0, -1]) {
    const { type, text } = tokens.peek(ahead);
    const meant = type === "word" && !KEYWORDS.includes(text.toUpperCase()) ? nearestName(text, KEYWORDS) : undefined;
    if (meant !== undefined) return `'${text}' may be meant to be ${meant}`;
  }
  return before.length === 0
    ? "expected a comma, FROM or the end of the statement"
    : "expected a clause such as WHERE, or the end of the statement";
}

const written = (clause: string): string => TWO_WORDS[clause] ?? clause;

/** The clauses of this query that stand before the present token, outside all parentheses. */
function clausesBefore(tokens: TokenStream): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (let ahead = -1; ; ahead--) {
    const token = tokens.peek(ahead);
    const { type, text } = token;
    if (text === ")" && type === "symbol") depth++;
    if (text === "(" && type === "symbol") depth--;
    const word = type === "word" && depth === 0 ? text.toUpperCase() : "";
    if (CLAUSES.includes(word)) found.unshift(word);
    if (token === tokens.peek(ahead - 1) || word === "SELECT") return found;
  }
}
