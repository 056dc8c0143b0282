import { call, type Expression } from "../plan/expression.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** CASE, with a value to compare or without one. */
export function caseExpression(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  tokens.next();
  const subject = tokens.isWord("WHEN") ? undefined : parser.expression();
  const parts: Expression[] = [];
  while (tokens.acceptWord("WHEN")) {
    const condition = parser.expression();
    tokens.expectWord("THEN");
    parts.push(subject ? call("==", [subject, condition]) : condition, parser.expression());
  }
  if (parts.length === 0) tokens.fail("expected WHEN");
  if (tokens.acceptWord("ELSE")) parts.push(parser.expression());
  tokens.expectWord("END");
  return call("when", parts);
}
