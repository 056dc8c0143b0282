/** Lambdas, as higher-order functions take them. */
import { LambdaFunction, UnresolvedNamedLambdaVariable, type Expression } from "../plan/expression.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** Whether the parenthesis that opens here closes right before an arrow. */
export function isLambdaAhead(parser: ExpressionParser): boolean {
  const { tokens } = parser;
  for (let i = 1; ; i += 2) {
    const name = tokens.peek(i).type;
    if (name !== "word" && name !== "quoted") return false;
    const after = tokens.peek(i + 1).text;
    // A single variable stands without parentheses.
    if (after === ")") return i > 1 && tokens.peek(i + 2).text === "->";
    if (after !== ",") return false;
  }
}

/** `x -> body`, `(x, y) -> body`. */
export function lambda(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const names = tokens.isSymbol("(")
    ? tokens.parenthesised(() => tokens.list(() => tokens.identifier()))
    : [tokens.identifier()];
  tokens.expectSymbol("->");
  return LambdaFunction.create({
    function: parser.expression(),
    arguments: names.map((name) => UnresolvedNamedLambdaVariable.create({ nameParts: [name] })),
  });
}
