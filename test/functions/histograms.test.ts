/** Bins that follow the values. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT histogram_numeric(a, 5) FROM VALUES (1),(2),(10) AS t(a)": [
    '{"histogram_numeric(a, 5)":[{"x":1,"y":1.0},{"x":2,"y":1.0},{"x":10,"y":1.0}]}',
  ],
  "SELECT histogram_numeric(a, 3) FROM VALUES (0),(1),(2),(10),(11),(20),(21),(22) AS t(a)": [
    '{"histogram_numeric(a, 3)":[{"x":1,"y":3.0},{"x":10,"y":2.0},{"x":21,"y":3.0}]}',
  ],
  "SELECT histogram_numeric(a, 1) FROM VALUES (1),(2),(10) AS t(a)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT histogram_numeric(a, 0) FROM VALUES (1),(2),(10) AS t(a)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT histogram_numeric(a, NULL) FROM VALUES (1),(2),(10) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_NULL",
  "SELECT histogram_numeric(a, a) FROM VALUES (1),(2),(10) AS t(a)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT histogram_numeric(a, 2) FROM VALUES (1.5D),(2.25D),(10D) AS t(a)": [
    '{"histogram_numeric(a, 2)":[{"x":1.875,"y":2.0},{"x":10.0,"y":1.0}]}',
  ],
  "SELECT histogram_numeric(a, 2) FROM VALUES (1.5),(2.25),(10) AS t(a)": [
    '{"histogram_numeric(a, 2)":[{"x":1.88,"y":2.0},{"x":10.00,"y":1.0}]}',
  ],
  "SELECT histogram_numeric(a, 2) FROM VALUES (DATE'2020-01-01'),(DATE'2020-01-02'),(DATE'2021-01-01') AS t(a)": [
    '{"histogram_numeric(a, 2)":[{"x":"2020-01-01","y":2.0},{"x":"2021-01-01","y":1.0}]}',
  ],
  "SELECT histogram_numeric(a, 2) FROM VALUES (TIMESTAMP'2020-01-01 00:00:00'),(TIMESTAMP'2020-01-02 00:00:00') AS t(a)":
    ['{"histogram_numeric(a, 2)":[{"x":"2020-01-01T00:00:00.000Z","y":1.0},{"x":"2020-01-02T00:00:00.000Z","y":1.0}]}'],
  "SELECT histogram_numeric(a, 2) FROM VALUES (INTERVAL '1' DAY),(INTERVAL '3' DAY),(INTERVAL '30' DAY) AS t(a)": [
    '{"histogram_numeric(a, 2)":[{"x":"INTERVAL \'2 00:00:00\' DAY TO SECOND","y":2.0},{"x":"INTERVAL \'30 00:00:00\' DAY TO SECOND","y":1.0}]}',
  ],
  "SELECT histogram_numeric(a, 2) FROM VALUES ('1'),('3') AS t(a)": [
    '{"histogram_numeric(a, 2)":[{"x":1.0,"y":1.0},{"x":3.0,"y":1.0}]}',
  ],
  "SELECT histogram_numeric(a, 2) FROM VALUES (NULL) AS t(a)": ['{"histogram_numeric(a, 2)":null}'],
  "SELECT histogram_numeric(a, 2) FROM VALUES (CAST(NULL AS INT)) AS t(a)": ['{"histogram_numeric(a, 2)":null}'],
  "SELECT histogram_numeric(a, 2) FROM VALUES (true) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT histogram_numeric(a, 3) FROM VALUES (5),(5),(5),(1),(9) AS t(a)": [
    '{"histogram_numeric(a, 3)":[{"x":1,"y":1.0},{"x":5,"y":3.0},{"x":9,"y":1.0}]}',
  ],
});
