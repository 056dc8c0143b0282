/** Predicates: IS, IN, BETWEEN, LIKE and their kin. */
import { call, literal, Subquery, type Expression, type Literal } from "../plan/expression.ts";
import { millraceError } from "../errors.ts";
import { BOOLEAN, isString, STRING } from "../types/data-type.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** What follows IS, IN, BETWEEN, LIKE or RLIKE, the word itself and a NOT before it having been read. */
export function predicate(word: string, left: Expression, negated: boolean, parser: ExpressionParser): Expression {
  if (word === "LIKE" || word === "ILIKE") return like(word.toLowerCase(), left, negated, parser);
  const result = affirmed(word, left, parser);
  return negated ? call("not", [result]) : result;
}

function affirmed(word: string, left: Expression, parser: ExpressionParser): Expression {
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
    default:
      return call("rlike", [left, parser.comparison()]);
  }
}

/** With ANY or ALL a NOT belongs to each pattern: `NOT LIKE ANY` holds where one of them does not match. */
function like(name: string, left: Expression, negated: boolean, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const one = (args: readonly Expression[]): Expression =>
    negated ? call("not", [call(name, [left, ...args])]) : call(name, [left, ...args]);
  const quantifier = tokens.acceptWord("ANY", "SOME", "ALL");
  if (quantifier !== undefined) {
    const patterns = tokens.parenthesised(() => {
      if (tokens.isSymbol(")"))
        throw millraceError(
          "INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN",
          {},
          { text: tokens.text, position: tokens.current.start },
        );
      return tokens.list(() => parser.expression());
    });
    // Of constant patterns it is one call.
    if (patterns.every(isText)) {
      const inCase = (each: TextLiteral): Literal =>
        name === "ilike" ? literal(STRING, each.value.toLowerCase()) : each;
      const quantified = quantifier === "ALL" ? "like all" : "like any";
      return call(negated ? `not ${quantified}` : quantified, [
        name === "ilike" ? call("lower", [left]) : left,
        ...patterns.map(inCase),
      ]);
    }
    return patterns
      .map((pattern) => one([pattern]))
      .reduce((a, b) => call(quantifier === "ALL" ? "and" : "or", [a, b]));
  }
  const pattern = parser.comparison();
  if (!tokens.acceptWord("ESCAPE")) return one([pattern]);
  const place = { text: tokens.text, position: tokens.current.start };
  const escape = parser.additive();
  if (escape.kind !== "literal" || typeof escape.value !== "string")
    tokens.fail("expected one character in quotes before this");
  else if (escape.value.length !== 1) throw millraceError("INVALID_ESC", { invalidEscape: `'${escape.value}'` }, place);
  return one([pattern, escape]);
}

function isPredicate(left: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const negated = tokens.acceptWord("NOT") !== undefined;
  const wrap = (e: Expression): Expression => (negated ? call("not", [e]) : e);
  if (tokens.acceptWord("NULL")) return call(negated ? "isnotnull" : "isnull", [left]);
  if (tokens.acceptWord("UNKNOWN")) return call(negated ? "is not unknown" : "is unknown", [left]);
  if (tokens.acceptSequence("DISTINCT", "FROM")) {
    const same = call("<=>", [left, parser.comparison()]);
    return negated ? same : call("not", [same]);
  }
  const truth = tokens.expectWord("TRUE", "FALSE");
  return wrap(call("<=>", [left, literal(BOOLEAN, truth === "TRUE")]));
}

type TextLiteral = Literal & { readonly value: string };
const isText = (expr: Expression): expr is TextLiteral =>
  expr.kind === "literal" && typeof expr.value === "string" && isString(expr.dataType);
