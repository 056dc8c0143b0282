/** VALUES: rows written out. */
import { InlineTable, type Relation } from "../plan/relation.ts";
import type { ExpressionParser } from "./expression-parser.ts";

export function valuesList(parser: ExpressionParser): Relation {
  const { tokens } = parser;
  tokens.expectWord("VALUES");
  const rows = tokens.list(() => {
    // A row in parentheses is no struct here, nor is what is written as struct(...): Spark reads it as it reads a row.
    const isPlain = !tokens.isSymbol("(") || tokens.isQueryAhead();
    const expr = parser.expression();
    if (expr.kind === "unresolvedFunction" && expr.functionName === "struct")
      return expr.arguments.map((arg) => (arg.kind === "alias" ? arg.expr : arg));
    if (isPlain) return [expr];
    const isRow =
      expr.kind === "unresolvedFunction" && expr.functionName === "named_struct" && expr.origin === undefined;
    return isRow ? expr.arguments.filter((_, i) => i % 2 === 1) : [expr];
  });
  return InlineTable.create({ rows });
}
