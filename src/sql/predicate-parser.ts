/** Predicates: IS, IN, BETWEEN, LIKE and their kin. */
import { call, literal, Subquery, type Expression } from "../plan/expression.ts";
import { millraceError } from "../errors.ts";
import { BOOLEAN } from "../types/data-type.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** What follows IS, IN, BETWEEN, LIKE or RLIKE, the word itself having been read. */
export function predicate(word: string, left: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  switch (word) {
    case "IS":
      return isPredicate(left, parser);
    case "IN":
      return tokens.parenthesised(() => {
        if (tokens.isSymbol(")"))
          throw millraceError(
            "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE",
            {},
            { text: tokens.text, position: tokens.current.start },
          );
        if (tokens.isQueryAhead())
          return Subquery.create({ subqueryType: "in", plan: parser.subquery(), inSubqueryValues: [left] });
        return call("in", [left, ...tokens.list(() => parser.expression())]);
      });
    case "BETWEEN": {
      const lower = parser.comparison();
      tokens.expectWord("AND");
      return call("between", [left, lower, parser.comparison()]);
    }
    case "LIKE":
    case "ILIKE":
      return like(word.toLowerCase(), left, parser);
    default:
      return call("rlike", [left, parser.comparison()]);
  }
}

function like(name: string, left: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const quantifier = tokens.acceptWord("ANY", "SOME", "ALL");
  if (quantifier !== undefined) {
    const patterns = tokens.parenthesised(() => tokens.list(() => parser.expression()));
    return patterns
      .map((pattern) => call(name, [left, pattern]))
      .reduce((a, b) => call(quantifier === "ALL" ? "and" : "or", [a, b]));
  }
  const pattern = parser.comparison();
  return tokens.acceptWord("ESCAPE") ? call(name, [left, pattern, parser.additive()]) : call(name, [left, pattern]);
}

function isPredicate(left: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const negated = tokens.acceptWord("NOT") !== undefined;
  const wrap = (e: Expression): Expression => (negated ? call("not", [e]) : e);
  if (tokens.acceptWord("NULL")) return call(negated ? "isnotnull" : "isnull", [left]);
  if (tokens.acceptWord("UNKNOWN")) return call(negated ? "isnotnull" : "isnull", [left]);
  if (tokens.acceptSequence("DISTINCT", "FROM")) {
    const same = call("<=>", [left, parser.comparison()]);
    return negated ? same : call("not", [same]);
  }
  const truth = tokens.expectWord("TRUE", "FALSE");
  return wrap(call("<=>", [left, literal(BOOLEAN, truth === "TRUE")]));
}
