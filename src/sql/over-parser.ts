/** Window specifications of window functions. */
import {
  call,
  NamedWindow,
  Window,
  type Expression,
  type FrameBoundary,
  type WindowFrame,
} from "../plan/expression.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** `OVER (PARTITION BY ... ORDER BY ... ROWS ...)` or `OVER name` after a function. */
export function over(windowFunction: Expression, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  tokens.next();
  const name = windowName(parser);
  if (name !== undefined) return NamedWindow.create({ windowFunction, name });
  return Window.create({ windowFunction, ...windowSpecification(parser) });
}

/** `w` or `(w)`, where that is all there is. */
export function windowName({ tokens }: ExpressionParser): string | undefined {
  if (!tokens.isSymbol("(")) return tokens.identifier();
  const inner = tokens.peek();
  const isName = inner.type === "quoted" || (inner.type === "word" && tokens.peek(2).text === ")");
  return isName ? tokens.parenthesised(() => tokens.identifier()) : undefined;
}

export type WindowSpecification = Pick<Window, "partitionSpec" | "orderSpec" | "frameSpec">;

export function windowSpecification(parser: ExpressionParser): WindowSpecification {
  const { tokens } = parser;
  return tokens.parenthesised(() => {
    if (tokens.acceptSequence("CLUSTER", "BY"))
      return { partitionSpec: tokens.list(() => parser.expression()), orderSpec: [] };
    const isPartitioned = tokens.acceptSequence("PARTITION", "BY") || tokens.acceptSequence("DISTRIBUTE", "BY");
    const partitionSpec = isPartitioned ? tokens.list(() => parser.expression()) : [];
    const isOrdered = tokens.acceptSequence("ORDER", "BY") || tokens.acceptSequence("SORT", "BY");
    const orderSpec = isOrdered ? tokens.list(() => parser.sortOrder()) : [];
    const frameSpec = tokens.isWord("ROWS", "RANGE") ? frame(parser) : undefined;
    return { partitionSpec, orderSpec, ...(frameSpec ? { frameSpec } : {}) };
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
