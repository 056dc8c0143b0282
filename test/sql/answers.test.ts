/** What statements mean whose grammar is easily misread; every answer is that of Spark 4.3.0. */
import { describe, expect, test } from "vitest";
import { session } from "../scratch.ts";

describe("the answer of", () => {
  test.each<[string, readonly unknown[]]>([
    ["SELECT 'abc' NOT LIKE ANY ('a%', 'b%'), 'abc' NOT LIKE ALL ('a%', 'b%')", [true, false]],
    ["SELECT 'abc' NOT LIKE ANY ('a%', NULL), 'x' NOT LIKE ALL ('a%', NULL)", [null, null]],
    ["SELECT CAST(date_add(day, 3) AS STRING) FROM VALUES (DATE '2020-01-01') AS v(day)", ["2020-01-04"]],
    ["SELECT datediff(day, DATE '2020-01-01') FROM VALUES (DATE '2020-01-05') AS v(day)", [4]],
    ["SELECT TIMEDIFF(SECOND, TIMESTAMP '2020-01-01', TIMESTAMP '2020-01-02')", [86_400n]],
    ["SELECT typeof(INTERVAL '1 day'), 1 AS month", ["interval day", 1]],
    ["SELECT typeof(INTERVAL 3 YEARS), typeof(INTERVAL 2 MONTHS)", ["interval year", "interval month"]],
    ["SELECT typeof(INTERVAL '1' DAY '2' HOURS)", ["interval day to hour"]],
    ["SELECT CAST(INTERVAL 1 DAY -2 HOURS AS STRING)", ["INTERVAL '0 22' DAY TO HOUR"]],
    ["SELECT EXISTS (VALUES (1))", [true]],
    [
      "SELECT sum(n), count(*) FROM (SELECT count(1) AS n FROM VALUES (1, 'x', true), (1, 'y', false) AS t(a, b, c) GROUP BY CUBE ((a, b), (b, c)))",
      [8n, 7n],
    ],
    ["SELECT count(*) FROM (SELECT 1 FROM VALUES (1, 'x') AS t(a, b) GROUP BY ROLLUP ((a + 1) * 2, b))", [3n]],
    ["SELECT a FROM VALUES (1) AS v(a) ORDER BY '-11'", [1]],
    ["SELECT system.builtin.upper('a')", ["A"]],
    ["SELECT max(b) OVER (PARTITION BY b = '$& $$ $`') FROM VALUES ('$& $$ $`') AS v(b)", ["$& $$ $`"]],
  ])("%s", async (text, answer) => {
    const [row] = await (await session()).sql(text).collect();
    expect(Array.from({ length: answer.length }, (_, i) => row?.at(i) as unknown)).toEqual(answer);
  });
});

describe("refused:", () => {
  test.each([
    ["SELECT a IS NULL IS NULL FROM VALUES (1) AS v(a)", "PARSE_SYNTAX_ERROR"],
    ["SELECT transform(array(1), (x) -> x)", "PARSE_SYNTAX_ERROR"],
    ["SELECT INTERVAL 1 MONTH 1 DAY", "PARSE_SYNTAX_ERROR"],
    ["SELECT 'a' LIKE 'a!!' ESCAPE '!!'", "INVALID_ESC"],
    [
      "SELECT a FROM VALUES (1) AS v(a) WHERE row_number() OVER (ORDER BY a) = 1",
      "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE",
    ],
    ["SELECT * FROM VALUES (1) AS v(a) TABLESAMPLE (3 PERCENT) REPEATABLE (n)", "PARSE_SYNTAX_ERROR"],
    ["SELECT no.such.upper('a')", "UNRESOLVED_ROUTINE"],
  ])("%s", async (text, condition) => {
    const spark = await session();
    const answer = (async () => spark.sql(text).collect())();
    await expect(answer).rejects.toMatchObject({ condition });
  });
});
