/** The most frequent value. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT mode(a, false) FROM VALUES (3),(1),(2),(1) AS t(a)": ['{"mode(a)":1}'],
  "SELECT mode(a, NULL) FROM VALUES (3),(1),(2),(1) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_NULL",
  "SELECT mode(a, 1) FROM VALUES (3),(1),(2),(1) AS t(a)": "UNEXPECTED_INPUT_TYPE",
  "SELECT mode(a, b) FROM VALUES (3, true) AS t(a, b)": "NON_FOLDABLE_ARGUMENT",
  "SELECT mode() FROM VALUES (3, true) AS t(a, b)": "INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING",
  "SELECT mode(a) WITHIN GROUP (ORDER BY a) FROM VALUES (3, true) AS t(a, b)":
    "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS",
  "SELECT mode() WITHIN GROUP (ORDER BY a, b) FROM VALUES (3, true) AS t(a, b)":
    "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS",
  "SELECT mode() WITHIN GROUP (ORDER BY a) FROM VALUES (3),(3),(1) AS t(a)": [
    '{"mode() WITHIN GROUP (ORDER BY a DESC)":3}',
  ],
  "SELECT mode() WITHIN GROUP (ORDER BY a) FROM VALUES ('b'),('a') AS t(a)": [
    '{"mode() WITHIN GROUP (ORDER BY a DESC)":"a"}',
  ],
  "SELECT mode() WITHIN GROUP (ORDER BY a) FILTER (WHERE a > 'a') FROM VALUES ('b'),('a') AS t(a)": [
    '{"mode() WITHIN GROUP (ORDER BY a DESC) FILTER (WHERE (a > a))":"b"}',
  ],
  "SELECT mode(DISTINCT a) FROM VALUES ('b'),('b') AS t(a)": "INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED",
  "SELECT mode(a) FROM VALUES (map(1,2)) AS t(a)": ['{"mode(a)":{"1":2}}'],
  "SELECT mode(a) FROM VALUES (array(1)),(array(1)),(array(2)) AS t(a)": ['{"mode(a)":[1]}'],
  "SELECT mode(a) FROM VALUES (3),(1),(2) AS t(a)": ['{"mode(a)":1}'],
  "SELECT mode(a) FROM VALUES (5),(4),(5),(4) AS t(a)": ['{"mode(a)":4}'],
  "SELECT mode(a) FROM VALUES (4),(5),(5),(4) AS t(a)": ['{"mode(a)":4}'],
});
