/** PIVOT and UNPIVOT behind a table. */
import { Alias, type Expression } from "../plan/expression.ts";
import { PivotClause, SubqueryAlias, UnpivotClause, type Relation } from "../plan/relation.ts";
import { quoteName } from "../types/ddl-text.ts";
import { acceptAlias } from "./alias-parser.ts";
import type { QueryParser } from "./query-parser.ts";

/** `input` turned, if one of the words stands here. */
export function pivoted(input: Relation, parser: QueryParser): Relation | undefined {
  const word = parser.tokens.acceptWord("PIVOT", "UNPIVOT");
  if (word === undefined) return undefined;
  return aliased(word === "PIVOT" ? pivot(input, parser) : unpivot(input, parser), parser);
}

function pivot(input: Relation, parser: QueryParser): Relation {
  const { tokens, expressions } = parser;
  return tokens.parenthesised(() => {
    const aggregates = tokens.list(() => shown(parser));
    tokens.expectWord("FOR");
    const columns = tokens.isSymbol("(")
      ? tokens.parenthesised(() => tokens.list(() => column(parser)))
      : [column(parser)];
    tokens.expectWord("IN");
    const values = tokens.parenthesised(() =>
      tokens.list(() => {
        const value = expressions.expression();
        return withAlias({ value }, parser);
      }),
    );
    return PivotClause.create({ input, aggregates, columns, values });
  });
}

function unpivot(input: Relation, parser: QueryParser): Relation {
  const { tokens } = parser;
  const includeNulls = tokens.acceptSequence("INCLUDE", "NULLS");
  if (!includeNulls) tokens.acceptSequence("EXCLUDE", "NULLS");
  return tokens.parenthesised(() => {
    const names = (): string[] => tokens.parenthesised(() => tokens.list(() => tokens.identifier()));
    const valueNames = tokens.isSymbol("(") ? names() : [tokens.identifier()];
    tokens.expectWord("FOR");
    const variableName = tokens.identifier();
    tokens.expectWord("IN");
    const sets = tokens.parenthesised(() =>
      tokens.list(() => {
        const columns = tokens.isSymbol("(")
          ? tokens.parenthesised(() => tokens.list(() => column(parser)))
          : [column(parser)];
        return withAlias({ columns }, parser);
      }),
    );
    return UnpivotClause.create({ input, valueNames, variableName, sets, includeNulls });
  });
}

/** An aggregate, perhaps under a name, which FOR is none of. */
function shown(parser: QueryParser): Expression {
  const { tokens } = parser;
  const expr = parser.expressions.expression();
  const isNamed = tokens.acceptWord("AS") !== undefined || (tokens.current.type === "word" && !tokens.isWord("FOR"));
  return isNamed ? Alias.create({ expr, name: [tokens.identifier()] }) : expr;
}

/** A column's name, perhaps with that of its table or struct before it. */
function column({ tokens }: QueryParser): Expression {
  const parts = [tokens.identifier()];
  while (tokens.acceptSymbol(".")) parts.push(tokens.identifier());
  return {
    kind: "unresolvedAttribute",
    unparsedIdentifier: parts.map(quoteName).join("."),
  };
}

/** `x AS name` or `x name`. */
function withAlias<T>(what: T, { tokens }: QueryParser): T | (T & { readonly alias: string }) {
  const isNamed =
    tokens.acceptWord("AS") !== undefined || tokens.current.type === "word" || tokens.current.type === "quoted";
  return isNamed ? { ...what, alias: tokens.identifier() } : what;
}

function aliased(input: Relation, { tokens }: QueryParser): Relation {
  return acceptAlias(tokens) ? SubqueryAlias.create({ input, alias: tokens.identifier() }) : input;
}
