/** PIVOT: rows as columns. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT * FROM VALUES ('x', 1), ('y', 2), ('x', 3) AS t(k, v) PIVOT (sum(v) FOR k IN ('x', 'y'))": ['{"x":4,"y":2}'],
  "SELECT * FROM VALUES (2012, 'Java', 20000, 1), (2012, 'dotNET', 5000, 2), (2013, 'dotNET', 48000, 3), (2013, 'Java', 30000, 4) AS s(y, c, e, z) PIVOT (sum(e) FOR c IN ('dotNET', 'Java'))":
    [
      '{"y":2012,"z":1,"dotNET":null,"Java":20000}',
      '{"y":2012,"z":2,"dotNET":5000,"Java":null}',
      '{"y":2013,"z":3,"dotNET":48000,"Java":null}',
      '{"y":2013,"z":4,"dotNET":null,"Java":30000}',
    ],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000), (2012, 'dotNET', 5000), (2013, 'dotNET', 48000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN ('dotNET', 'Java')) ORDER BY y":
    ['{"y":2012,"dotNET":5000,"Java":20000}', '{"y":2013,"dotNET":48000,"Java":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000), (2012, 'dotNET', 5000), (2013, 'dotNET', 48000) AS s(y, c, e)) PIVOT (sum(e), avg(e) FOR c IN ('dotNET', 'Java')) ORDER BY y":
    [
      '{"y":2012,"dotNET_sum(e)":5000,"dotNET_avg(e)":5000.0,"Java_sum(e)":20000,"Java_avg(e)":20000.0}',
      '{"y":2013,"dotNET_sum(e)":48000,"dotNET_avg(e)":48000.0,"Java_sum(e)":null,"Java_avg(e)":null}',
    ],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000), (2012, 'dotNET', 5000), (2013, 'dotNET', 48000) AS s(y, c, e)) PIVOT (sum(e) AS s, max(e) AS m FOR c IN ('dotNET' AS d, 'Java' AS j)) ORDER BY y":
    [
      '{"y":2012,"d_s":5000,"d_m":5000,"j_s":20000,"j_m":20000}',
      '{"y":2013,"d_s":48000,"d_m":48000,"j_s":null,"j_m":null}',
    ],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000), (2013, 'dotNET', 48000) AS s(y, c, e)) PIVOT (sum(e) AS s FOR c IN ('dotNET' AS d, 'Java')) ORDER BY y":
    ['{"y":2012,"d":null,"Java":20000}', '{"y":2013,"d":48000,"Java":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000), (2013, 'dotNET', 48000) AS s(y, c, e)) PIVOT (sum(e) FOR y IN (2012, 2013)) ORDER BY c":
    ['{"c":"Java","2012":20000,"2013":null}', '{"c":"dotNET","2012":null,"2013":48000}'],
  "SELECT * FROM VALUES (2012, 'Java', 1, 20000), (2013, 'dotNET', 2, 48000) AS s(y, c, s, e) PIVOT (sum(e) FOR (y, c) IN ((2012, 'Java'), (2013, 'dotNET') AS q))":
    ['{"s":1,"{2012, Java}":20000,"q":null}', '{"s":2,"{2012, Java}":null,"q":48000}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (count(*) FOR c IN ('Java', 'x'))":
    ['{"y":2012,"e":20000,"Java":1,"x":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) + 1 FOR c IN ('Java', 'x'))":
    ['{"y":2012,"Java":20001,"x":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (ceil(sum(e)), sum(e) + avg(y) AS a FOR c IN ('Java', 'x'))":
    ['{"Java_CEIL(sum(e))":20000,"Java_a":22012.0,"x_CEIL(sum(e))":null,"x_a":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN (y))":
    "NON_LITERAL_PIVOT_VALUES",
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN (1, 2))": [
    '{"y":2012,"1":null,"2":null}',
  ],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR y IN ('2012', 2013))":
    ['{"c":"Java","2012":20000,"2013":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN ('a', NULL))":
    ['{"y":2012,"a":null,"null":null}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, CAST(NULL AS STRING), 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN ('a', NULL))":
    ['{"y":2012,"a":null,"null":20000}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR nosuch IN ('a'))":
    "UNRESOLVED_COLUMN.WITH_SUGGESTION",
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR (y, c) IN (2012, 'a'))":
    "PIVOT_VALUE_DATA_TYPE_MISMATCH",
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e), FOR c IN ('a'))":
    "PARSE_SYNTAX_ERROR",
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN ())":
    "PARSE_SYNTAX_ERROR",
  "SELECT * FROM (SELECT y, d, e FROM VALUES (2012, DATE'2020-01-01', 20000) AS s(y, d, e)) PIVOT (sum(e) FOR d IN (DATE'2020-01-01', DATE'2021-01-01'))":
    ['{"y":2012,"2020-01-01":20000,"2021-01-01":null}'],
  "SELECT * FROM (SELECT y, d, e FROM VALUES (2012, 1.50, 20000) AS s(y, d, e)) PIVOT (sum(e) FOR d IN (1.5, 2.25))": [
    '{"y":2012,"1.5":20000,"2.25":null}',
  ],
  "SELECT * FROM (SELECT y, d, e FROM VALUES (2012, true, 20000) AS s(y, d, e)) PIVOT (sum(e) FOR d IN (true, false))":
    ['{"y":2012,"true":20000,"false":null}'],
  "SELECT * FROM (SELECT y, d, e FROM VALUES (2012, array(1), 20000) AS s(y, d, e)) PIVOT (sum(e) FOR d IN (array(1)))":
    ['{"y":2012,"[1]":20000}'],
  "SELECT p.y, p.Java FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN ('Java')) AS p":
    ['{"y":2012,"Java":20000}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FOR c IN ('Java')) AS p(a, b)":
    "PARSE_SYNTAX_ERROR",
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000),(2012, 'Java', 1) AS s(y, c, e)) PIVOT (collect_list(e) AS l, first(e) FOR c IN ('Java'))":
    ['{"y":2012,"Java_l":[20000,1],"Java_first(e)":20000}'],
  "SELECT * FROM VALUES (1, 2) AS t(a, b) PIVOT (sum(a) FOR b IN (2)) WHERE `2` > 0": ['{"2":1}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(DISTINCT e) FOR c IN ('Java'))":
    ['{"y":2012,"Java":20000}'],
  "SELECT * FROM (SELECT y, c, e FROM VALUES (2012, 'Java', 20000) AS s(y, c, e)) PIVOT (sum(e) FILTER (WHERE e > 1) FOR c IN ('Java'))":
    ['{"y":2012,"Java":20000}'],
  // Columns are called after their values as texts.
  "SELECT * FROM (SELECT a, b FROM VALUES (1, 1.5D) AS t(a, b)) PIVOT (sum(a) FOR b IN (1.5D, 2D, 1e10D))": [
    '{"1.5":1,"2.0":null,"1.0E10":null}',
  ],
  "SELECT * FROM (SELECT a, b FROM VALUES (1, X'41') AS t(a, b)) PIVOT (sum(a) FOR b IN (X'41', X'4142'))": [
    '{"A":1,"AB":null}',
  ],
  "SELECT * FROM (SELECT a, b FROM VALUES (1, INTERVAL '1' DAY) AS t(a, b)) PIVOT (sum(a) FOR b IN (INTERVAL '1' DAY, INTERVAL '2' DAY AS two))":
    ['{"INTERVAL \'1\' DAY":1,"two":null}'],
  "FROM VALUES ('x', 1), ('y', 2) AS t(k, v) |> PIVOT (sum(v) FOR k IN ('x', 'y'))": ['{"x":1,"y":2}'],
});
