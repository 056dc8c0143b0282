/** Words of the language: which can be names, and how names are written that are none. */
import { quoteIfNeeded } from "../types/ddl-text.ts";

/** Words that end an expression: they can be neither a column nor an alias without back-ticks. */
export const RESERVED: ReadonlySet<string> = new Set([
  "FROM",
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "LIMIT",
  "OFFSET",
  "UNION",
  "INTERSECT",
  "EXCEPT",
  "MINUS",
  "ON",
  "USING",
  "JOIN",
  "INNER",
  "LEFT",
  "RIGHT",
  "FULL",
  "CROSS",
  "SEMI",
  "ANTI",
  "NATURAL",
  "AND",
  "OR",
  "NOT",
  "THEN",
  "ELSE",
  "WHEN",
  "END",
  "AS",
  "SELECT",
  "LATERAL",
  "WINDOW",
  "QUALIFY",
  "WATERMARK",
  "SORT",
  "CLUSTER",
  "DISTRIBUTE",
  "IS",
  "IN",
  "BETWEEN",
  "LIKE",
  "ILIKE",
  "RLIKE",
  "REGEXP",
  "ASC",
  "DESC",
  "NULLS",
  "FILTER",
  "OVER",
  "TABLESAMPLE",
  "PIVOT",
  "UNPIVOT",
]);
/** Words no expression begins with; the rest of the reserved ones may still name a column. */
export const EXPRESSION_ENDS: ReadonlySet<string> = new Set([
  "FROM",
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "LIMIT",
  "UNION",
  "INTERSECT",
  "EXCEPT",
  "ON",
  "USING",
  "JOIN",
  "AND",
  "OR",
  "THEN",
  "ELSE",
  "WHEN",
  "END",
  "AS",
  "SELECT",
  "IS",
  "IN",
  "BETWEEN",
  "LIKE",
  "DESC",
  "ASC",
]);
/** Functions that are called without parentheses too. */
export const NO_PARENTHESES: ReadonlySet<string> = new Set([
  "CURRENT_DATE",
  "CURRENT_TIMESTAMP",
  "CURRENT_USER",
  "CURRENT_TIME",
]);

/** Words that begin something else than a name. */
const BEGINNINGS = new Set(["TRUE", "FALSE", "NULL", "CASE", "INTERVAL", "EXISTS", "DATE", "TIMESTAMP", "X"]);

/** A name as it must be written to be read as one. */
export function quotedName(name: string): string {
  const word = name.toUpperCase();
  return RESERVED.has(word) || EXPRESSION_ENDS.has(word) || BEGINNINGS.has(word) || NO_PARENTHESES.has(word)
    ? `\`${name}\``
    : quoteIfNeeded(name);
}
