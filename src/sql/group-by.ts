/** GROUP BY: expressions, ROLLUP, CUBE, GROUPING SETS, and any of them together. */
import type { Expression } from "../plan/expression.ts";
import type { GroupType, SelectGroups } from "../plan/relation.ts";
import type { ExpressionParser } from "./expression-parser.ts";
import { unparseExpression } from "./unparse.ts";

export type Grouping = Pick<SelectGroups, "groupType" | "groupAll" | "groupingExpressions" | "groupingSets">;
export const NO_GROUPING: Grouping = {
  groupType: "groupby" satisfies GroupType,
  groupAll: false,
  groupingExpressions: [],
  groupingSets: [],
};

/** What follows GROUP BY. */
export function groupBy(expressions: ExpressionParser): Grouping {
  const { tokens } = expressions;
  if (tokens.isWord("ALL") && !tokens.peek().text.startsWith("(")) {
    tokens.next();
    return { ...NO_GROUPING, groupAll: true };
  }
  const elements = tokens.list(() => groupingElement(expressions));
  if (tokens.acceptWord("WITH")) {
    const groupType = tokens.expectWord("ROLLUP", "CUBE") === "ROLLUP" ? "rollup" : "cube";
    return { ...NO_GROUPING, groupType, groupingExpressions: elements.flatMap((element) => element.expressions) };
  }
  if (tokens.isSequence("GROUPING", "SETS")) {
    const { sets } = groupingElement(expressions);
    return { ...groupingSets([sets]), groupingExpressions: elements.flatMap((element) => element.expressions) };
  }
  const [only] = elements;
  if (elements.length === 1 && only!.groupType !== "groupingSets")
    return { ...NO_GROUPING, groupType: only!.groupType, groupingExpressions: only!.expressions };
  if (elements.every((element) => element.groupType === "groupby"))
    return { ...NO_GROUPING, groupingExpressions: elements.flatMap((element) => element.expressions) };
  return groupingSets(elements.map(setsOf));
}

function groupingElement(expressions: ExpressionParser): GroupingElement {
  const { tokens } = expressions;
  const word = tokens.peek().text === "(" ? tokens.acceptWord("ROLLUP", "CUBE") : undefined;
  if (word !== undefined) {
    const groupType = word === "ROLLUP" ? "rollup" : "cube";
    const keys = tokens.parenthesised(() => tokens.list(() => groupingSet(expressions)));
    if (keys.every((key) => key.length === 1)) return { groupType, expressions: keys.flat(), sets: [] };
    return { groupType: "groupingSets", expressions: [], sets: combinations(groupType, keys).map((set) => set.flat()) };
  }
  if (tokens.acceptSequence("GROUPING", "SETS")) {
    const sets = tokens.parenthesised(() => tokens.list(() => nestedSets(expressions))).flat();
    return { groupType: "groupingSets", expressions: [], sets };
  }
  return { groupType: "groupby", expressions: [expressions.expression()], sets: [] };
}

/** One set of GROUPING SETS, or those that a ROLLUP, CUBE or GROUPING SETS in it stands for. */
function nestedSets(expressions: ExpressionParser): readonly (readonly Expression[])[] {
  const { tokens } = expressions;
  const isNested =
    tokens.isSequence("GROUPING", "SETS") || (tokens.isWord("ROLLUP", "CUBE") && tokens.peek().text === "(");
  return isNested ? setsOf(groupingElement(expressions)) : [groupingSet(expressions)];
}

function groupingSet(expressions: ExpressionParser): readonly Expression[] {
  const { tokens } = expressions;
  const isSet = tokens.isSymbol("(") && /^[,)]$/.test(tokens.peek(tokens.closing() + 1).text);
  if (!isSet) return [expressions.expression()];
  return tokens.parenthesised(() => (tokens.isSymbol(")") ? [] : tokens.list(() => expressions.expression())));
}

/** One element of GROUP BY: an expression, or several ways to group. */
interface GroupingElement {
  readonly groupType: GroupType;
  readonly expressions: readonly Expression[];
  readonly sets: readonly (readonly Expression[])[];
}

function setsOf({ groupType, expressions, sets }: GroupingElement): readonly (readonly Expression[])[] {
  switch (groupType) {
    case "groupby":
      return [expressions];
    case "rollup":
    case "cube":
      return combinations(groupType, expressions);
    case "groupingSets":
      return sets;
  }
}

/** The sets of keys that a ROLLUP or CUBE groups by; a key may be several expressions that stand or fall together. */
function combinations<Key>(groupType: "rollup" | "cube", keys: readonly Key[]): readonly (readonly Key[])[] {
  if (groupType === "rollup") return [...keys.map((_, i) => keys.slice(0, keys.length - i)), []];
  return Array.from({ length: 2 ** keys.length }, (_, mask) =>
    keys.filter((__, i) => (mask & (1 << (keys.length - 1 - i))) === 0),
  );
}

/** Several elements together group by every combination of their sets. */
function groupingSets(elements: readonly (readonly (readonly Expression[])[])[]): Grouping {
  const combined = elements.reduce<readonly (readonly Expression[])[]>(
    (all, sets) => all.flatMap((done) => sets.map((set) => [...done, ...set])),
    [[]],
  );
  const text = (expr: Expression): string => unparseExpression(expr);
  const seen = new Map(combined.flat().map((expr) => [text(expr), expr]));
  return {
    groupType: "groupingSets",
    groupAll: false,
    groupingExpressions: [...seen.values()],
    groupingSets: combined,
  };
}
