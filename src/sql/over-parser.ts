/** Window specifications of window functions. */
import { call, Window, type Expression, type FrameBoundary, type WindowFrame } from "../plan/expression.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** `OVER (PARTITION BY ... ORDER BY ... ROWS ...)` after a function. */
export function over(windowFunction: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  tokens.next();
  return tokens.parenthesised(() => {
    const partitionSpec = tokens.acceptSequence("PARTITION", "BY") ? tokens.list(() => parser.expression()) : [];
    const orderSpec = tokens.acceptSequence("ORDER", "BY") ? tokens.list(() => parser.sortOrder()) : [];
    const frameSpec = tokens.isWord("ROWS", "RANGE") ? frame(parser) : undefined;
    return Window.create({ windowFunction, partitionSpec, orderSpec, ...(frameSpec ? { frameSpec } : {}) });
  });
}

function frame(parser: ExpressionParser): WindowFrame {
  const { tokens } = parser;
  const frameType = tokens.next().text.toUpperCase() === "ROWS" ? "row" : "range";
  if (!tokens.acceptWord("BETWEEN")) return { frameType, lower: boundary(parser), upper: "currentRow" };
  const lower = boundary(parser);
  tokens.expectWord("AND");
  return { frameType, lower, upper: boundary(parser) };
}

function boundary(parser: ExpressionParser): FrameBoundary {
  const { tokens } = parser;
  if (tokens.acceptSequence("CURRENT", "ROW")) return "currentRow";
  if (tokens.acceptWord("UNBOUNDED")) {
    tokens.expectWord("PRECEDING", "FOLLOWING");
    return "unbounded";
  }
  const value = parser.additive();
  return tokens.expectWord("PRECEDING", "FOLLOWING") === "PRECEDING" ? call("negative", [value]) : value;
}
