/** Function calls. */
import {
  call,
  FilteredAggregate,
  NamedArgumentExpression,
  UnresolvedFunction,
  type Expression,
  type Origin,
} from "../plan/expression.ts";
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
  const isStruct = /^struct$/i.test(name);
  const args = tokens.isSymbol(")") ? [] : tokens.list(() => (isStruct ? parser.named() : argument(parser)));
  // These alone may have it among their arguments too.
  const ignoreNulls = /^(first|last|any_value)$/i.test(name) && tokens.acceptSequence("IGNORE", "NULLS");
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
  return parser.expression();
}

/** IGNORE or RESPECT NULLS. Spark forgets by which of its names a function was called when it reads them. */
function withNullTreatment(called: UnresolvedFunction, { tokens }: ExpressionParser): UnresolvedFunction {
  const ignoreNulls = tokens.acceptSequence("IGNORE", "NULLS");
  if (!ignoreNulls && !tokens.acceptSequence("RESPECT", "NULLS")) return called;
  const functionName = called.functionName.replace(/^(first|last)_value$/, "$1");
  return ignoreNulls ? { ...called, functionName, ignoreNulls } : { ...called, functionName };
}

function afterCall(expr: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  let result = expr;
  if (UnresolvedFunction.is(result) && tokens.acceptSequence("WITHIN", "GROUP")) {
    const order = tokens.parenthesised(() => {
      tokens.expectWord("ORDER");
      tokens.expectWord("BY");
      return tokens.list(() => parser.sortOrder());
    });
    result = { ...result, withinGroup: order };
  }
  if (UnresolvedFunction.is(result) && tokens.isWord("FILTER") && tokens.peek().text === "(") {
    tokens.next();
    const condition = tokens.parenthesised(() => {
      tokens.expectWord("WHERE");
      return parser.expression();
    });
    if (UnresolvedFunction.is(result))
      result = FilteredAggregate.create({ function: withNullTreatment(result, parser), condition });
  } else if (UnresolvedFunction.is(result)) result = withNullTreatment(result, parser);
  return tokens.isWord("OVER") ? over(result, parser) : result;
}
