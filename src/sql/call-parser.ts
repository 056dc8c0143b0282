/** Function calls. */
import {
  call,
  FilteredAggregate,
  literal,
  NamedArgumentExpression,
  UnresolvedFunction,
  type Expression,
  type Origin,
} from "../plan/expression.ts";
import { BOOLEAN } from "../types/data-type.ts";
import type { ExpressionParser } from "./expression-parser.ts";
import { over } from "./over-parser.ts";
import { specialCall } from "./special-calls.ts";

/** A call whose name has been read, with what may follow it: FILTER, WITHIN GROUP, OVER. */
export function functionCall(name: string, origin: Origin, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const special = specialCall(name.toUpperCase(), parser);
  if (special !== undefined) return afterCall(special, parser);
  tokens.expectSymbol("(");
  const isDistinct = tokens.acceptWord("DISTINCT") !== undefined;
  if (!isDistinct) tokens.acceptWord("ALL");
  const args = tokens.isSymbol(")") ? [] : tokens.list(() => argument(parser));
  const ignoreNulls = nullTreatment(parser);
  tokens.expectSymbol(")");
  const called = call(name.toLowerCase(), args, { isDistinct, origin });
  return afterCall(ignoreNulls ? { ...called, ignoreNulls } : called, parser);
}

/** One argument: an expression, perhaps by name. */
export function argument(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  if ((tokens.current.type === "word" || tokens.current.type === "quoted") && tokens.peek().text === "=>") {
    const key = tokens.identifier();
    tokens.next();
    return NamedArgumentExpression.create({ key, value: parser.expression() });
  }
  return parser.named();
}

function nullTreatment(parser: ExpressionParser): boolean {
  if (parser.tokens.acceptSequence("IGNORE", "NULLS")) return true;
  parser.tokens.acceptSequence("RESPECT", "NULLS");
  return false;
}

function afterCall(expr: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  let result = expr;
  if (UnresolvedFunction.is(result) && nullTreatment(parser)) result = { ...result, ignoreNulls: true };
  if (UnresolvedFunction.is(result) && tokens.acceptSequence("WITHIN", "GROUP")) {
    const order = tokens.parenthesised(() => {
      tokens.expectWord("ORDER");
      tokens.expectWord("BY");
      return parser.sortOrder();
    });
    result = call(
      result.functionName,
      [order.child, ...result.arguments, literal(BOOLEAN, order.direction === "descending")],
      {},
    );
  }
  if (UnresolvedFunction.is(result) && tokens.isWord("FILTER") && tokens.peek().text === "(") {
    tokens.next();
    const condition = tokens.parenthesised(() => {
      tokens.expectWord("WHERE");
      return parser.expression();
    });
    result = FilteredAggregate.create({ function: result, condition });
  }
  return tokens.isWord("OVER") ? over(result, parser) : result;
}
