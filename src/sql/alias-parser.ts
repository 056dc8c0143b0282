/** The names given to what has been read: `AS t`, `t`, `t(a, b)`. */
import { millraceError } from "../errors.ts";
import { SubqueryAlias, type Relation } from "../plan/relation.ts";
import type { TokenStream } from "./token-stream.ts";
import { RESERVED } from "./words.ts";

/** Whether a name follows: after AS, which is read here, or without it. */
export function acceptAlias(tokens: TokenStream): boolean {
  if (tokens.acceptWord("AS") !== undefined) return true;
  const { type, text } = tokens.current;
  return type === "quoted" || (type === "word" && !RESERVED.has(text.toUpperCase()));
}

/** `input` under the name that follows, perhaps with names for its columns. */
export function aliased(input: Relation, tokens: TokenStream): Relation {
  if (!acceptAlias(tokens)) return input;
  const alias = tokens.identifier();
  const columns = tokens.isSymbol("(") ? tokens.parenthesised(() => tokens.list(() => tokens.identifier())) : undefined;
  return SubqueryAlias.create({ input: renamed(input, columns), alias });
}

/** Column names given after an alias, by position. */
export function renamed(input: Relation, columns: readonly string[] | undefined): Relation {
  const width = input.kind === "inlineTable" ? input.rows[0]!.length : undefined;
  if (width !== undefined && columns !== undefined && width !== columns.length)
    throw millraceError("INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH", {
      expectedNumCols: String(columns.length),
      actualNumCols: String(width),
      rowIndex: "0",
    });
  return columns === undefined ? input : { kind: "toDf", input, columnNames: columns };
}
