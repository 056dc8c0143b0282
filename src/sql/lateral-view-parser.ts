/** LATERAL VIEW. */
import { LateralView, type Relation } from "../plan/relation.ts";
import { acceptAlias } from "./alias-parser.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** `input` with the views that stand behind it, each over what is before it. */
export function lateralViews(input: Relation, parser: ExpressionParser): Relation {
  const { tokens } = parser;
  let plan = input;
  while (tokens.acceptSequence("LATERAL", "VIEW")) {
    const outer = tokens.acceptWord("OUTER") !== undefined;
    const generator = parser.expression();
    const tableAlias = tokens.isWord("AS") ? "" : tokens.identifier();
    const columnAliases = acceptAlias(tokens) ? tokens.list(() => tokens.identifier()) : [];
    plan = LateralView.create({ input: plan, generator, outer, tableAlias, columnAliases });
  }
  return plan;
}
