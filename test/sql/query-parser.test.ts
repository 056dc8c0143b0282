import { describe, expect, test } from "vitest";
import { parseQuery } from "../../src/sql/query-parser.ts";
import { conditionOf, errorOf } from "../scratch.ts";
import { relationShape } from "./shape.ts";

const parsed = (text: string): string => relationShape(parseQuery(text, { zone: "UTC" }));

function cases(name: string, table: readonly (readonly [text: string, structure: string])[]): void {
  describe(name, () => {
    test.each(table)("%s", (text, structure) => {
      expect(parsed(text)).toBe(structure);
    });
  });
}

cases("SELECT", [
  ["SELECT 1", "(row [1])"],
  ["SELECT 1;", "(row [1])"],
  ["SELECT a, b + 1 AS c FROM t", "(project [a, (as (+ b 1) c)] t)"],
  ["SELECT * FROM t", "(project [*] t)"],
  ["SELECT t.*, 1 FROM t", "(project [t.*, 1] t)"],
  ["SELECT a FROM db.t", "(project [a] db.t)"],
  ["SELECT a FROM `my table`", "(project [a] `my table`)"],
  ["SELECT a FROM t AS x", "(project [a] (as x t))"],
  ["SELECT a FROM t x", "(project [a] (as x t))"],
  ["SELECT a FROM t AS x (p, q)", "(project [a] (as x (names p q t)))"],
  ["SELECT DISTINCT a FROM t", "(distinct (project [a] t))"],
  ["SELECT ALL a FROM t", "(project [a] t)"],
  ["FROM t SELECT a", "(project [a] t)"],
  ["TABLE t", "t"],
]);

cases("WHERE, GROUP BY, HAVING", [
  ["SELECT a FROM t WHERE a > 1 AND b", "(project [a] (filter (and (> a 1) b) t))"],
  ["SELECT a, count(*) FROM t GROUP BY a", "(groupby [a, (count *)] by [a] t)"],
  [
    "SELECT count(*) AS n FROM t WHERE b GROUP BY a, c + 1 HAVING n > 1",
    "(groupby [(as (count *) n)] by [a, (+ c 1)] having (> n 1) (filter b t))",
  ],
  ["SELECT a FROM t GROUP BY ALL", "(groupby [a] by all t)"],
  ["SELECT sum(a) FROM t HAVING sum(a) > 1", "(groupby [(sum a)] by [] having (> (sum a) 1) t)"],
  ["SELECT a FROM t GROUP BY ROLLUP(a, b)", "(rollup [a] by [a, b] t)"],
  ["SELECT a FROM t GROUP BY CUBE(a, b)", "(cube [a] by [a, b] t)"],
  ["SELECT a FROM t GROUP BY a, b WITH ROLLUP", "(rollup [a] by [a, b] t)"],
  ["SELECT a FROM t GROUP BY GROUPING SETS ((a, b), a, ())", "(groupingSets [a] by [a, b] [a, b] [a] [] t)"],
  [
    "SELECT window, count(*) FROM t GROUP BY window(time, '5 seconds')",
    "(groupby [window, (count *)] by [(window time '5 seconds')] t)",
  ],
]);

cases("ORDER BY, LIMIT, OFFSET", [
  ["SELECT a FROM t ORDER BY a", "(sort [(ascending nulls-first a)] (project [a] t))"],
  [
    "SELECT a FROM t ORDER BY a DESC, b ASC NULLS LAST",
    "(sort [(descending nulls-last a), (ascending nulls-last b)] (project [a] t))",
  ],
  ["SELECT a FROM t LIMIT 5", "(limit 5 (project [a] t))"],
  ["SELECT a FROM t LIMIT ALL", "(project [a] t)"],
  [
    "SELECT a FROM t ORDER BY a LIMIT 5 OFFSET 2",
    "(limit 5 (offset 2 (sort [(ascending nulls-first a)] (project [a] t))))",
  ],
]);

cases("set operations: INTERSECT binds closest; ORDER BY and LIMIT belong to the whole", [
  ["SELECT a FROM t UNION ALL SELECT b FROM u", "(union all (project [a] t) (project [b] u))"],
  ["SELECT a FROM t UNION SELECT b FROM u", "(distinct (union all (project [a] t) (project [b] u)))"],
  ["SELECT 1 EXCEPT SELECT 2", "(except (row [1]) (row [2]))"],
  ["SELECT 1 MINUS SELECT 2", "(except (row [1]) (row [2]))"],
  ["SELECT 1 INTERSECT ALL SELECT 2", "(intersect all (row [1]) (row [2]))"],
  ["SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3", "(union all (row [1]) (intersect (row [2]) (row [3])))"],
  ["SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3", "(union all (union all (row [1]) (row [2])) (row [3]))"],
  ["(SELECT 1 LIMIT 1) UNION ALL (SELECT 2) LIMIT 3", "(limit 3 (union all (limit 1 (row [1])) (row [2])))"],
  ["SELECT a FROM t UNION ALL BY NAME SELECT b FROM u", "(union all by-name (project [a] t) (project [b] u))"],
]);

cases("joins", [
  ["SELECT * FROM a JOIN b ON a.x = b.x", "(project [*] (join inner a b on (== a.x b.x)))"],
  ["SELECT * FROM a INNER JOIN b USING (x, y)", "(project [*] (join inner a b using x y))"],
  ["SELECT * FROM a LEFT JOIN b ON c", "(project [*] (join leftOuter a b on c))"],
  ["SELECT * FROM a LEFT OUTER JOIN b ON c", "(project [*] (join leftOuter a b on c))"],
  ["SELECT * FROM a RIGHT JOIN b ON c", "(project [*] (join rightOuter a b on c))"],
  ["SELECT * FROM a FULL OUTER JOIN b ON c", "(project [*] (join fullOuter a b on c))"],
  ["SELECT * FROM a LEFT SEMI JOIN b ON c", "(project [*] (join leftSemi a b on c))"],
  ["SELECT * FROM a ANTI JOIN b ON c", "(project [*] (join leftAnti a b on c))"],
  ["SELECT * FROM a CROSS JOIN b", "(project [*] (join cross a b))"],
  [
    "SELECT * FROM a x JOIN b AS y ON x.i = y.i LEFT JOIN c ON d",
    "(project [*] (join leftOuter (join inner (as x a) (as y b) on (== x.i y.i)) c on d))",
  ],
  ["SELECT * FROM a, b", "(project [*] (join inner a b))"],
  [
    "SELECT * FROM a JOIN (SELECT 1 AS x) b ON a.x = b.x",
    "(project [*] (join inner a (as b (row [(as 1 x)])) on (== a.x b.x)))",
  ],
]);

cases("subqueries and common table expressions", [
  ["SELECT a FROM (SELECT b FROM t) AS s", "(project [a] (as s (project [b] t)))"],
  ["SELECT a FROM ((SELECT b FROM t))", "(project [a] (project [b] t))"],
  ["WITH x AS (SELECT 1 AS a) SELECT a FROM x", "(project [a] (as x (row [(as 1 a)])))"],
  [
    "WITH x(p) AS (SELECT 1), y AS (SELECT p FROM x) SELECT * FROM y",
    "(project [*] (as y (project [p] (as x (names p (row [1]))))))",
  ],
  [
    "WITH x AS (SELECT 1 AS a) SELECT * FROM (WITH x AS (SELECT 2 AS a) SELECT a FROM x)",
    "(project [*] (project [a] (as x (row [(as 2 a)]))))",
  ],
  ["SELECT (SELECT max(b) FROM u) FROM t", "(project [(scalar (project [(max b)] u))] t)"],
  ["SELECT a FROM t WHERE a IN (SELECT b FROM u)", "(project [a] (filter (in a (project [b] u)) t))"],
  ["SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u)", "(project [a] (filter (exists (project [1] u)) t))"],
]);

cases("streams", [
  ["SELECT * FROM STREAM t", "(project [*] stream t)"],
  ["SELECT * FROM STREAM(t)", "(project [*] stream t)"],
  [
    "SELECT * FROM STREAM t WATERMARK time DELAY OF INTERVAL 10 SECONDS",
    "(project [*] (watermark time 'INTERVAL 10 SECONDS' stream t))",
  ],
  [
    "SELECT * FROM STREAM t WATERMARK time DELAY OF INTERVAL '10' SECONDS AS s",
    "(project [*] (as s (watermark time 'INTERVAL 10 SECONDS' stream t)))",
  ],
  [
    "SELECT * FROM STREAM t WATERMARK to_timestamp(x) AS time DELAY OF INTERVAL 1 MINUTE",
    "(project [*] (watermark time 'INTERVAL 1 MINUTE' (project [*, (as (to_timestamp x) time)] stream t)))",
  ],
  ["SELECT stream FROM stream", "(project [stream] stream)"],
]);

cases("rows and generators", [
  ["VALUES (1, 'a')", "(values [1, 'a'])"],
  ["SELECT * FROM VALUES (1), (2) AS t(x)", "(project [*] (as t (names x (values [1] [2]))))"],
  ["VALUES 1, 2", "(values [1] [2])"],
  ["SELECT * FROM t LATERAL VIEW explode(xs) e AS x", "(project [*] (lateral (explode xs) e x t))"],
  ["SELECT * FROM t LATERAL VIEW OUTER explode(m) AS k, v", "(project [*] (lateral outer (explode m)  k v t))"],
]);

test("words are keywords only where they can be", () => {
  expect(parsed("SELECT date, value, values FROM table1 WHERE group_id = 1")).toBe(
    "(project [date, value, values] (filter (== group_id 1) table1))",
  );
  expect(parsed("SELECT `from` FROM `select`")).toBe("(project [`from`] select)");
});

describe("what is refused", () => {
  test.each([
    ["", "PARSE_EMPTY_STATEMENT"],
    ["  -- nothing\n", "PARSE_EMPTY_STATEMENT"],
    [";", "PARSE_EMPTY_STATEMENT"],
    ["INSERT INTO t VALUES (1)", "UNSUPPORTED_SQL_STATEMENT"],
    ["CREATE TABLE t (a INT)", "UNSUPPORTED_SQL_STATEMENT"],
    ["DROP TABLE t", "UNSUPPORTED_SQL_STATEMENT"],
    ["SELEC a FROM t", "PARSE_SYNTAX_ERROR"],
    ["SELECT", "PARSE_SYNTAX_ERROR"],
    ["SELECT FROM t", "PARSE_SYNTAX_ERROR"],
    ["SELECT a, FROM t", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t WHERE", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t GROUP a", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t ORDER BY", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t LIMIT x", "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE"],
    ["SELECT a FROM t LIMIT 3000000000", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE"],
    ["SELECT a FROM t LIMIT 'two'", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE"],
    ["SELECT a FROM t LIMIT 1.5", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE"],
    ["SELECT a FROM t LIMIT -1", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE"],
    ["SELECT a FROM t; SELECT b FROM t", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t JOIN", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM (SELECT b FROM t", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t UNION", "PARSE_SYNTAX_ERROR"],
    ["WITH x AS SELECT 1 SELECT 2", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t WHERE a = 1 b = 2", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t HAVING", "PARSE_SYNTAX_ERROR"],
    ["SELECT a FROM t GROUP BY a ORDER a", "PARSE_SYNTAX_ERROR"],
  ])("%s: %s", async (text, condition) => {
    expect(await conditionOf(() => parsed(text))).toBe(condition);
  });

  test("the error shows line, column and a caret under the fault", async () => {
    const error = await errorOf(() => parsed("SELECT a,\n       b\nFORM t"));
    expect([error.line, error.column]).toEqual([3, 5]);
    expect(error.message).toContain("; line 3 pos 5\n\n== SQL ==\nSELECT a,\n       b\nFORM t\n-----^^^");
  });
});
