/** Statements that once crashed, hung or came back as the kernel's own complaint. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";

const T = "(SELECT * FROM VALUES (1, 'x', true), (2, NULL, false) AS t(a, b, flag)) AS t";
const TOO_COMPLEX = "FAILED_TO_PARSE_TOO_COMPLEX";

test.each([
  ["SELECT to_timestamp_ntz(5)", "CAST_INVALID_INPUT"],
  [`SELECT count(*) FROM ${T} GROUP BY sum(a) OVER ()`, "GROUP_BY_AGGREGATE"],
  ["SELECT 'x' || array('a')", "DATATYPE_MISMATCH.DATA_DIFF_TYPES"],
  ["SELECT raise_error(CAST(NULL AS STRING))", "USER_RAISED_EXCEPTION"],
  ["SELECT INTERVAL 2147483647 DAY", "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION"],
  ["SELECT INTERVAL 9223372036854775808 HOUR", "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION"],
  [
    `SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN a PRECEDING AND 1 PRECEDING) FROM ${T}`,
    "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND",
  ],
  [
    `SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING) FROM ${T}`,
    "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON",
  ],
  [`SELECT ntile(0) OVER (ORDER BY a) FROM ${T}`, "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE"],
  ["SELECT zip_with(array(1), (x, y) -> x - y)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION"],
  ["SELECT transform(array(1))", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION"],
  ["SELECT transform(x -> x, array(1))", "INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION"],
  ["SELECT abs(x -> x)", "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION"],
  ["SELECT to_unix_timestamp(9223372036854775808)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE"],
  ["SELECT * FROM range(INTERVAL '1' DAY)", "UNEXPECTED_INPUT_TYPE"],
  ["SELECT when()", "COMPLEX_EXPRESSION_UNSUPPORTED_INPUT.NO_INPUTS"],
  [
    `SELECT sum(a) OVER (ORDER BY a RANGE BETWEEN count(5) PRECEDING AND 5 FOLLOWING) FROM ${T}`,
    "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND",
  ],
  ["SELECT json_tuple('{}')", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION"],
  ["SELECT explode()", "REQUIRED_PARAMETER_NOT_FOUND"],
  ["SELECT map().a", "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION"],
  ["SELECT timestampadd(HOUR, -9223372036854775808, now())", "DATETIME_OVERFLOW"],
  ["SELECT percentile(1, map())", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE"],
  ["SELECT * FROM range(0, 5, 0)", "INVALID_PARAMETER_VALUE.ZERO_STEP"],
  [`SELECT ${"sum(".repeat(60)}a${") OVER ()".repeat(60)} FROM ${T}`, TOO_COMPLEX],
  [`SELECT ${"(1, ".repeat(120)}a${")".repeat(120)} FROM ${T}`, TOO_COMPLEX],
  [`SELECT a${" + 1".repeat(900)} FROM ${T}`, TOO_COMPLEX],
  [`SELECT 1${" EXCEPT SELECT 1".repeat(400)}`, TOO_COMPLEX],
  [`SELECT like(b, 'x', 'ab') FROM ${T}`, "INVALID_ESCAPE_CHAR"],
  ["SELECT sum(make_interval(1))", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE"],
  [
    `SELECT * FROM ${T}, LATERAL (SELECT t.a AS p), LATERAL (SELECT (p >>> '[') + 1 AS q)`,
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE",
  ],
  [`SELECT ilike(b, 'x', b) FROM ${T}`, "INVALID_ESCAPE_CHAR"],
  [`SELECT sum(a) FILTER (WHERE sum(a) > 1) FROM ${T}`, "INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE"],
  [`SELECT * FROM (SELECT 1) TABLESAMPLE (111 PERCENT)`, "INVALID_TABLESAMPLE_FRACTION"],
  [`SELECT * FROM (SELECT 1) TABLESAMPLE ('11' PERCENT)`, "PARSE_SYNTAX_ERROR"],
  [
    `SELECT t.a FROM ${T} LEFT JOIN VALUES (1, 'x') AS u(a, b) ON t.a = u.a AND u.b IN (SELECT 'x' WHERE t.a > 1)`,
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION",
  ],
])("%.80s is refused", async (sql, condition) => {
  const spark = await session();
  expect(await conditionOf(() => spark.sql(sql).collect())).toBe(condition);
});

test.each([
  [`SELECT 1 AS a${" UNION SELECT 1".repeat(500)}`, [1]],
  ["SELECT nullif(1, '1')", [null]],
  ["SELECT in('x')", [false]],
  ["SELECT concat_ws(b, 'p', 'q') FROM VALUES ('-'), (NULL) AS t(b)", ["p-q", null]],
  ["SELECT 'a㖨%' ILIKE 'A㖨%' ESCAPE '㖨'", [false]],
  ["SELECT extract(SECOND FROM timestamp'2020-01-01 00:00:01.5')", ["1.500000"]],
  ["SELECT CAST(NULL AS STRUCT<>)", [null]],
  [
    "SELECT substring_index(s, d, n) FROM VALUES ('a||b||c', '||', -1), ('a.b.c', '.', 2), ('a', '.', 3) AS t(s, d, n)",
    ["c", "a.b", "a"],
  ],
  ["SELECT typeof(named_struct('\\0', 1))", ["struct<\0:int>"]],
  [
    "SELECT u.c FROM VALUES (1), (2) AS t(a) LEFT JOIN VALUES (1, 5), (2, 6) AS u(a, c) ON t.a = u.a AND u.c > (SELECT min(v.c) FROM VALUES (5) AS v(c)) ORDER BY t.a",
    [null, 6],
  ],
  [
    "SELECT (a, b) IN (SELECT u.a, t.b FROM VALUES (1), (3) AS u(a)) FROM VALUES (1, 'x'), (2, 'x'), (NULL, 'x') AS t(a, b)",
    [true, false, false],
  ],
  ["SELECT end FROM (SELECT 1 AS end) WHERE end > 0", [1]],
])("%.80s is answered", async (sql, values) => {
  const spark = await session();
  expect((await spark.sql(sql).collect()).map((row) => row.at(0))).toEqual(values);
});

test("an ORDER BY in a subquery reads its own query's columns before those of the query around", async () => {
  const spark = await session();
  const rows = await spark
    .sql(
      `SELECT a, (SELECT max(x) FROM (SELECT b AS x FROM VALUES (5, 1), (6, 2) AS u(a, b) ORDER BY a DESC LIMIT 1)) AS n
       FROM VALUES (1), (2) AS t(a) GROUP BY a HAVING sum(a) < (SELECT count(*) + 9 FROM (SELECT a AS x FROM VALUES (1) AS v(a) GROUP BY a ORDER BY a))
       ORDER BY a`,
    )
    .collect();
  expect(JSON.stringify(rows)).toBe('[{"a":1,"n":2},{"a":2,"n":2}]');
});
