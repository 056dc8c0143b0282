/** Statements and expressions of the other lists that are Spark's and that the parser still refuses. What it has learnt is struck out here. */
export const NOT_YET: ReadonlySet<string> = new Set([
  "SELECT c COLLATE UTF8_LCASE, c COLLATE UTF8_BINARY = 'a' FROM t",
  "SELECT c FROM t ORDER BY c COLLATE UNICODE_CI",
  "SELECT IDENTIFIER('a'), IDENTIFIER('t.b'), IDENTIFIER('up' || 'per')(c) FROM IDENTIFIER('t')",
  "SELECT a FROM t LIMIT 2 + 3",
  "SELECT a FROM t LIMIT CAST('2' AS INT)",
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n",
  "SELECT * FROM t WITH (`key` = 'value')",
  "SELECT * FROM t WITH ('a.b' = 1, c = true) AS x",
  "SELECT * FROM my_function(TABLE(SELECT a FROM t) PARTITION BY a ORDER BY b)",
  "SELECT * FROM my_function(input => TABLE t WITH SINGLE PARTITION)",
  "SELECT * FROM STREAM clicks WITH ('maxFilesPerTrigger' = 1)",
  "SELECT * FROM t TABLESAMPLE (BUCKET 1 OUT OF 4) REPEATABLE (42)",
  "FROM t |> TABLESAMPLE (50 PERCENT)",
]);
