/** UNPIVOT: columns as rows. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (a, b)) ORDER BY k": [
    '{"k":"a","v":1}',
    '{"k":"b","v":2}',
  ],
  "SELECT * FROM VALUES (1, 2, 'x') AS t(a, b, c) UNPIVOT (v FOR k IN (a, b)) ORDER BY k": [
    '{"c":"x","k":"a","v":1}',
    '{"c":"x","k":"b","v":2}',
  ],
  "SELECT * FROM VALUES (1, NULL, 'x') AS t(a, b, c) UNPIVOT (v FOR k IN (a, b)) ORDER BY k": [
    '{"c":"x","k":"a","v":1}',
  ],
  "SELECT * FROM VALUES (1, NULL, 'x') AS t(a, b, c) UNPIVOT INCLUDE NULLS (v FOR k IN (a, b)) ORDER BY k": [
    '{"c":"x","k":"a","v":1}',
    '{"c":"x","k":"b","v":null}',
  ],
  "SELECT * FROM VALUES (1, NULL, 'x') AS t(a, b, c) UNPIVOT EXCLUDE NULLS (v FOR k IN (a, b)) ORDER BY k": [
    '{"c":"x","k":"a","v":1}',
  ],
  "SELECT * FROM VALUES (1, 2, 'x') AS t(a, b, c) UNPIVOT (v FOR k IN (a AS one, b AS two)) ORDER BY k": [
    '{"c":"x","k":"one","v":1}',
    '{"c":"x","k":"two","v":2}',
  ],
  "SELECT * FROM VALUES (1, 2, 'x') AS t(a, b, c) UNPIVOT (v FOR k IN (a one, b)) ORDER BY k": [
    '{"c":"x","k":"b","v":2}',
    '{"c":"x","k":"one","v":1}',
  ],
  "SELECT * FROM VALUES (1, 2, 'x') AS t(a, b, c) UNPIVOT (v FOR k IN (a, c))": "UNPIVOT_VALUE_DATA_TYPE_MISMATCH",
  "SELECT * FROM VALUES (1, 2L, 1.5) AS t(a, b, c) UNPIVOT (v FOR k IN (a, b, c)) ORDER BY k": [
    '{"k":"a","v":1.0}',
    '{"k":"b","v":2.0}',
    '{"k":"c","v":1.5}',
  ],
  "SELECT * FROM VALUES (1, 2, 3, 4, 'x') AS t(a, b, c, d, i) UNPIVOT ((v, w) FOR k IN ((a, b), (c, d))) ORDER BY k": [
    '{"i":"x","k":"a_b","v":1,"w":2}',
    '{"i":"x","k":"c_d","v":3,"w":4}',
  ],
  "SELECT * FROM VALUES (1, 2, 3, 4, 'x') AS t(a, b, c, d, i) UNPIVOT ((v, w) FOR k IN ((a, b) AS first, (c, d) AS second)) ORDER BY k":
    ['{"i":"x","k":"first","v":1,"w":2}', '{"i":"x","k":"second","v":3,"w":4}'],
  "SELECT * FROM VALUES (1, 2, NULL, NULL, 'x') AS t(a, b, c, d, i) UNPIVOT ((v, w) FOR k IN ((a, b), (c, d))) ORDER BY k":
    ['{"i":"x","k":"a_b","v":1,"w":2}'],
  "SELECT * FROM VALUES (1, 2, NULL, 4, 'x') AS t(a, b, c, d, i) UNPIVOT ((v, w) FOR k IN ((a, b), (c, d))) ORDER BY k":
    ['{"i":"x","k":"a_b","v":1,"w":2}', '{"i":"x","k":"c_d","v":null,"w":4}'],
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (nosuch))": "UNRESOLVED_COLUMN.WITH_SUGGESTION",
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN ())": "PARSE_SYNTAX_ERROR",
  "SELECT u.k, u.v FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (a, b)) AS u ORDER BY k": [
    '{"k":"a","v":1}',
    '{"k":"b","v":2}',
  ],
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (a, b)) AS u(p, q) ORDER BY p": "PARSE_SYNTAX_ERROR",
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (t.a, t.b)) ORDER BY k": [
    '{"k":"a","v":1}',
    '{"k":"b","v":2}',
  ],
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (a + 1, b))": "PARSE_SYNTAX_ERROR",
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (*))": "PARSE_SYNTAX_ERROR",
  "SELECT * FROM VALUES (named_struct('x', 1, 'y', 2), 3) AS t(s, b) UNPIVOT (v FOR k IN (s.x, s.y))":
    "UNPIVOT_REQUIRES_ATTRIBUTES",
  "SELECT k, sum(v) FROM VALUES (1, 2), (3, 4) AS t(a, b) UNPIVOT (v FOR k IN (a, b)) GROUP BY k ORDER BY k": [
    '{"k":"a","sum(v)":4}',
    '{"k":"b","sum(v)":6}',
  ],
  "SELECT * FROM VALUES (1, 2) AS t(a, b) UNPIVOT (v FOR k IN (a, b)) WHERE v > 1": ['{"k":"b","v":2}'],
  "FROM VALUES (1, 2) AS t(a, b) |> UNPIVOT (v FOR k IN (a, b)) |> ORDER BY k": ['{"k":"a","v":1}', '{"k":"b","v":2}'],
  "SELECT * FROM VALUES (1, 2) AS t(a, b) JOIN VALUES (1, 5) AS s(a2, c) ON a = a2 UNPIVOT (v FOR k IN (b, c)) ORDER BY k":
    ['{"a":1,"a2":1,"k":"b","v":2}', '{"a":1,"a2":1,"k":"c","v":5}'],
});
