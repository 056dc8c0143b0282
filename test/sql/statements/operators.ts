/** Arithmetic, comparison, logic and predicates, with and without the parentheses that change them. */
export const operators: readonly string[] = [
  // arithmetic
  "SELECT a + b, a - b, a * b, a / b, a % b, a DIV b FROM t",
  "SELECT a + b * a, (a + b) * a, a * b + a, a * (b + a) FROM t",
  "SELECT a - b - a, a - (b - a), a / b / a, a / (b / a) FROM t",
  "SELECT a DIV b % a, a % (b DIV a), (a % b) DIV a, a div b FROM t",
  "SELECT -a, +a, ~a, - - a, -(-a), ~-a, -~a, - + ~ a FROM t",
  "SELECT -a + b, -(a + b), -a * b, -(a * b), a * -b, a - -b, a - -1 FROM t",
  "SELECT a -1, a-1, a - 1, a +1, 2-1, 2 -1 FROM t",
  "SELECT -1 + 2, -(1) + 2, -(1 + 2), (-1) + 2 FROM t",
  // bits and shifts
  "SELECT a & b, a | b, a ^ b, a << 2, a >> 1, a >>> 1 FROM t",
  "SELECT a | b ^ a & b, (a | b) ^ a & b, ((a | b) ^ a) & b FROM t",
  "SELECT a & b << 1, (a & b) << 1, a << b + 1, (a << b) + 1 FROM t",
  "SELECT a << 1 << 2, a << (1 << 2), a >> 1 >>> 2, a & ~b, ~(a & b) FROM t",
  "SELECT a | b = a, a | (b = a) IS NULL, (a & 1) = 0 FROM t",
  // texts
  "SELECT c || 'x' || c, c || (a + 1), a + 1 || c, 'a' || 'b' 'c' FROM t",
  "SELECT c || d - 1 || c, (c || d) || c FROM t",
  // comparison
  "SELECT a = b, a == b, a <> b, a != b, a < b, a <= b, a > b, a >= b, a <=> b FROM t",
  "SELECT a + 1 < b * 2, a < b = flag, (a < b) = flag, flag = (a < b), NOT a = b FROM t",
  "SELECT a = b = flag, a = (b = flag), a <=> NULL, NULL <=> NULL FROM t",
  // logic
  "SELECT flag AND a > 1 OR b < 2, flag AND (a > 1 OR b < 2), (flag AND a > 1) OR b < 2 FROM t",
  "SELECT flag OR a > 1 AND b < 2, (flag OR a > 1) AND b < 2 FROM t",
  "SELECT NOT flag AND flag, NOT (flag AND flag), NOT NOT flag, !flag, ! (flag OR flag) FROM t",
  "SELECT NOT a = 1 OR NOT b = 2, NOT (a = 1 OR NOT b = 2) FROM t",
  "SELECT flag AND flag AND flag, flag AND (flag AND flag), flag OR (flag OR flag) FROM t",
  "SELECT (NOT flag) = flag, NOT (flag = flag), (flag OR flag) = flag, (flag AND flag) IS NULL FROM t",
  // BETWEEN
  "SELECT a BETWEEN 1 AND 5, a NOT BETWEEN 1 AND 5, NOT a BETWEEN 1 AND 5 FROM t",
  "SELECT a BETWEEN b AND b + 10 AND flag, (a BETWEEN b AND (b + 10)) IS NULL FROM t",
  "SELECT a + 1 BETWEEN b - 1 AND b + 1, (a BETWEEN 1 AND 2) = flag, a BETWEEN -1 AND - b FROM t",
  // IN
  "SELECT a IN (1), a IN (1, 2, 3), a NOT IN (1, 2), NOT a IN (1) FROM t",
  "SELECT a IN (b, a + 1, NULL), a + 1 IN (2), (a, b) IN ((1, 2), (3, 4)), (a IN (1)) = flag FROM t",
  "SELECT a FROM t WHERE c IN ('x', 'y') AND a NOT IN (1 + 1, b)",
  // LIKE
  "SELECT c LIKE 'a%', c NOT LIKE '_b', NOT c LIKE '%' FROM t",
  "SELECT c LIKE 'a!%' ESCAPE '!', c NOT LIKE 'a/_%' ESCAPE '/', c LIKE 'x\\_%', c LIKE r'x\\_%' FROM t",
  "SELECT c ILIKE 'A%', c NOT ILIKE 'a%', c ILIKE 'a#%' ESCAPE '#' FROM t",
  "SELECT c LIKE c || '%', c || 'x' LIKE '%x', (c LIKE 'a') = flag FROM t",
  "SELECT c LIKE ANY ('a%', 'b%'), c NOT LIKE ANY ('a%', 'b%'), c LIKE SOME ('a%', '%z') FROM t",
  "SELECT c LIKE ALL ('a%', '%z'), c NOT LIKE ALL ('a%', '%z'), c LIKE ALL ('a') FROM t",
  "SELECT c ILIKE ANY ('A%', 'B%'), c NOT ILIKE ALL ('A%', 'B%'), c ILIKE SOME ('x') FROM t",
  // regular expressions
  "SELECT c RLIKE '^a+$', c NOT RLIKE 'b', c REGEXP '[0-9]', c NOT REGEXP r'\\d' FROM t",
  "SELECT c RLIKE 'a' || 'b', (c RLIKE 'a') AND flag, regexp_like(c, 'a') FROM t",
  // IS
  "SELECT a IS NULL, a IS NOT NULL, a + b IS NULL, NOT a IS NULL, (NOT flag) IS NULL FROM t",
  "SELECT flag IS TRUE, flag IS NOT TRUE, flag IS FALSE, flag IS NOT FALSE, flag IS UNKNOWN, flag IS NOT UNKNOWN FROM t",
  "SELECT a = b IS TRUE, (a = b) IS NOT FALSE, a = (b IS NULL) FROM t",
  "SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b, a IS DISTINCT FROM NULL FROM t",
  "SELECT a IS DISTINCT FROM b + 1 AND flag, NOT a IS DISTINCT FROM b FROM t",
  // CASE
  "SELECT CASE WHEN a > 1 THEN 'many' WHEN a = 1 THEN 'one' ELSE 'none' END FROM t",
  "SELECT CASE WHEN flag THEN 1 END, CASE WHEN flag THEN NULL ELSE a END AS v FROM t",
  "SELECT CASE a WHEN 1 THEN 'one' WHEN 2 THEN 'two' END, CASE c WHEN 'x' THEN a ELSE -a END FROM t",
  "SELECT CASE a + b WHEN a * 2 THEN flag ELSE NOT flag END FROM t",
  "SELECT CASE WHEN a IS NULL THEN CASE b WHEN 1 THEN 2 END ELSE CASE WHEN b = 1 THEN 3 ELSE 4 END END FROM t",
  "SELECT CASE WHEN a > 1 THEN 1 ELSE 2 END + 1, -CASE WHEN flag THEN a ELSE b END, CASE WHEN flag THEN xs END[0] FROM t",
  // casts
  "SELECT CAST(a AS STRING), cast(c AS int), CAST(a + b AS BIGINT), CAST('2024-01-01' AS DATE) FROM t",
  "SELECT CAST(a AS DECIMAL), CAST(a AS DECIMAL(10)), CAST(a AS DECIMAL(10, 2)), CAST(a AS NUMERIC(5, 1)), CAST(a AS DEC(3)) FROM t",
  "SELECT CAST(1 AS TINYINT), CAST(1 AS SMALLINT), CAST(1 AS FLOAT), CAST(1 AS DOUBLE), CAST(1 AS BOOLEAN), CAST('a' AS BINARY)",
  "SELECT CAST(c AS TIMESTAMP), CAST(c AS TIMESTAMP_NTZ), CAST(c AS TIMESTAMP_LTZ), CAST(c AS VARCHAR(5)), CAST(c AS CHAR(3)) FROM t",
  "SELECT CAST(NULL AS ARRAY<INT>), CAST(NULL AS MAP<STRING, ARRAY<DOUBLE>>), CAST(NULL AS STRUCT<p: INT, q: STRING>)",
  "SELECT CAST(NULL AS STRUCT<p: STRUCT<q: ARRAY<MAP<INT, DATE>>>>), CAST(NULL AS STRUCT<>), CAST(NULL AS VOID)",
  "SELECT CAST('1' AS INTERVAL DAY), CAST('1-2' AS INTERVAL YEAR TO MONTH), CAST('1 2:3:4' AS INTERVAL DAY TO SECOND)",
  "SELECT TRY_CAST(c AS INT), try_cast('x' AS DATE), TRY_CAST(a + 1 AS TINYINT) FROM t",
  "SELECT a::STRING, c::int::bigint, a + b::DOUBLE, (a + b)::DOUBLE, -a::INT, (-a)::INT FROM t",
  "SELECT '5'::INT + 1, xs::ARRAY<STRING>, xs::ARRAY<BIGINT>[0], s.x::DECIMAL(5, 2), '1' :: INT FROM t",
  "SELECT (s::STRUCT<x: BIGINT, y: STRING, z: STRUCT<w: INT>>).x FROM t",
  // collations
  "SELECT c COLLATE UTF8_LCASE, c COLLATE UTF8_BINARY = 'a' FROM t",
  "SELECT c FROM t ORDER BY c COLLATE UNICODE_CI",
];
