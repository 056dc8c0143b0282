import { Join, LateralJoin, NaturalJoin, type JoinType, type Relation } from "../plan/relation.ts";
import type { Expression } from "../plan/expression.ts";
import { pivoted } from "./pivot-parser.ts";
import type { QueryParser } from "./query-parser.ts";

function cross(left: Relation, right: Relation): Relation {
  return Join.create({ left, right, joinType: "inner", usingColumns: [] });
}

/** The joins, and the turnings of columns and rows, that follow `first`, from left to right. */
function all(first: Relation, parser: QueryParser): Relation {
  let left = first;
  for (;;) {
    const turned = pivoted(left, parser);
    if (turned !== undefined) {
      left = turned;
      continue;
    }
    const isNatural = parser.tokens.acceptWord("NATURAL") !== undefined;
    const joinType = joinWords(parser);
    if (joinType === undefined) return isNatural ? parser.tokens.fail("expected JOIN") : left;
    left = joined(left, joinType, isNatural, parser);
  }
}

/** `left` with what follows the word JOIN. */
function joined(left: Relation, joinType: JoinType, isNatural: boolean, parser: QueryParser): Relation {
  if (parser.tokens.acceptWord("LATERAL")) {
    const right = parser.primaryRelation();
    const { joinCondition } = criteria(parser);
    return LateralJoin.create({ left, right, joinType, ...(joinCondition ? { joinCondition } : {}) });
  }
  const right = parser.primaryRelation();
  if (isNatural) return NaturalJoin.create({ left, right, joinType });
  return Join.create({ left, right, joinType, ...criteria(parser) });
}

/** The next table of a FROM list. */
function next(left: Relation, parser: QueryParser): Relation {
  if (!parser.tokens.acceptWord("LATERAL")) return cross(left, parser.relation());
  return all(LateralJoin.create({ left, right: parser.primaryRelation(), joinType: "inner" }), parser);
}

function joinWords({ tokens }: QueryParser): JoinType | undefined {
  if (tokens.acceptWord("JOIN") || tokens.acceptSequence("INNER", "JOIN")) return "inner";
  if (tokens.acceptSequence("CROSS", "JOIN")) return "cross";
  if (tokens.acceptSequence("LEFT", "SEMI", "JOIN") || tokens.acceptSequence("SEMI", "JOIN")) return "leftSemi";
  if (tokens.acceptSequence("LEFT", "ANTI", "JOIN") || tokens.acceptSequence("ANTI", "JOIN")) return "leftAnti";
  for (const [word, joinType] of [
    ["LEFT", "leftOuter"],
    ["RIGHT", "rightOuter"],
    ["FULL", "fullOuter"],
  ] as const) {
    if (tokens.acceptSequence(word, "OUTER", "JOIN") || tokens.acceptSequence(word, "JOIN")) return joinType;
  }
  return undefined;
}

function criteria({ tokens, expressions }: QueryParser): {
  joinCondition?: Expression;
  usingColumns: readonly string[];
} {
  if (tokens.acceptWord("ON")) return { joinCondition: expressions.expression(), usingColumns: [] };
  if (tokens.acceptWord("USING"))
    return { usingColumns: tokens.parenthesised(() => tokens.list(() => tokens.identifier())) };
  return { usingColumns: [] };
}

export const parseJoins: { readonly all: typeof all; readonly next: typeof next } = { all, next };
