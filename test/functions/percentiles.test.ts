/** Percentiles between values and among them. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT percentile_cont(0.25) FROM VALUES (0),(10) AS t(a)": "INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING",
  "SELECT percentile_cont(a, 0.25) FROM VALUES (0),(10) AS t(a)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT percentile_cont(array(0.25, 0.5)) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)": [
    '{"percentile_cont(array(0.25, 0.5)) WITHIN GROUP (ORDER BY a)":[2.5,5.0]}',
  ],
  "SELECT percentile_disc(array(0.25, 0.5)) WITHIN GROUP (ORDER BY a DESC) FROM VALUES (0),(10),(20) AS t(a)": [
    '{"percentile_disc(array(0.25, 0.5)) WITHIN GROUP (ORDER BY a DESC)":[20.0,10.0]}',
  ],
  "SELECT percentile_disc(0.25) WITHIN GROUP (ORDER BY a DESC) FROM VALUES (0),(10),(20),(30) AS t(a)": [
    '{"percentile_disc(0.25) WITHIN GROUP (ORDER BY a DESC)":30.0}',
  ],
  "SELECT percentile_disc(0.0) WITHIN GROUP (ORDER BY a), percentile_disc(1) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10),(20),(30) AS t(a)":
    ['{"percentile_disc(0.0) WITHIN GROUP (ORDER BY a)":0.0,"percentile_disc(1) WITHIN GROUP (ORDER BY a)":30.0}'],
  "SELECT percentile_cont(1.5) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)":
    "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT percentile_cont(NULL) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)":
    "DATATYPE_MISMATCH.UNEXPECTED_NULL",
  "SELECT percentile_cont(a) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)":
    "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a, a) FROM VALUES (0),(10) AS t(a)":
    "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS",
  "SELECT percentile_cont(0.5, 1) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)":
    "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT percentile_cont(DISTINCT 0.5) WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)":
    "INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED",
  "SELECT percentile_cont() WITHIN GROUP (ORDER BY a) FROM VALUES (0),(10) AS t(a)":
    "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FILTER (WHERE a > 0) FROM VALUES (0),(10),(20) AS t(a)": [
    '{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FILTER (WHERE (a > 0))":15.0}',
  ],
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY 1) FROM VALUES (0),(10),(20) AS t(a)": [
    '{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":10.0}',
    '{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":10.0}',
    '{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":10.0}',
  ],
  "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a) OVER (ORDER BY a) FROM VALUES (0),(10),(20) AS t(a)":
    "INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC",
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES ('1'),('3') AS t(a)": [
    '{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a)":2.0}',
  ],
  "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES ('1'),('3') AS t(a)": [
    '{"percentile_disc(0.5) WITHIN GROUP (ORDER BY a)":1.0}',
  ],
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES (INTERVAL '1' MONTH),(INTERVAL '2' MONTH) AS t(a)":
    ['{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a)":"INTERVAL \'0-1\' YEAR TO MONTH"}'],
  "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES (INTERVAL '1' HOUR),(INTERVAL '2' HOUR) AS t(a)": [
    '{"percentile_disc(0.5) WITHIN GROUP (ORDER BY a)":"INTERVAL \'0 01:00:00\' DAY TO SECOND"}',
  ],
  "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES (1.5),(2.5) AS t(a)": [
    '{"percentile_disc(0.5) WITHIN GROUP (ORDER BY a)":1.5}',
  ],
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES (true),(false) AS t(a)":
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM VALUES (CAST(NULL AS INT)) AS t(a)": [
    '{"percentile_cont(0.5) WITHIN GROUP (ORDER BY a)":null}',
  ],
  "SELECT median(a) FROM VALUES (INTERVAL '1' MONTH),(INTERVAL '2' MONTH) AS t(a)": [
    '{"median(a)":"INTERVAL \'0-1\' YEAR TO MONTH"}',
  ],
  "SELECT median(a) FROM VALUES (INTERVAL '1' DAY),(INTERVAL '2' DAY) AS t(a)": [
    '{"median(a)":"INTERVAL \'1 12:00:00\' DAY TO SECOND"}',
  ],
  "SELECT median(a) FROM VALUES ('x') AS t(a)": "CAST_INVALID_INPUT",
  "SELECT percentile(a, 0.5) FROM VALUES (INTERVAL '1' MONTH),(INTERVAL '2' MONTH) AS t(a)": [
    '{"percentile(a, 0.5, 1)":"INTERVAL \'0-1\' YEAR TO MONTH"}',
  ],
  "SELECT percentile(a, array(0.5, 0.1)) FROM VALUES (INTERVAL '1' MONTH),(INTERVAL '2' MONTH) AS t(a)": [
    '{"percentile(a, array(0.5, 0.1), 1)":["INTERVAL \'0-1\' YEAR TO MONTH","INTERVAL \'0-1\' YEAR TO MONTH"]}',
  ],
  "SELECT percentile(a, 0.5) FROM VALUES (INTERVAL '1' HOUR),(INTERVAL '4' HOUR) AS t(a)": [
    '{"percentile(a, 0.5, 1)":"INTERVAL \'0 02:30:00\' DAY TO SECOND"}',
  ],
  "SELECT percentile(a, 0.5, 0) FROM VALUES (1) AS t(a)": ['{"percentile(a, 0.5, 0)":null}'],
  "SELECT percentile(a, 0.5, 2.5) FROM VALUES (1) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT percentile(a, 0.5, b) FROM VALUES (0,NULL),(5,2) AS t(a,b)": ['{"percentile(a, 0.5, b)":5.0}'],
  "SELECT percentile(a, b) FROM VALUES (0,0.5) AS t(a,b)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT percentile(a, 0.5) FROM VALUES (true) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT percentile(DISTINCT a, 0.5) FROM VALUES (1),(1),(5) AS t(a)": ['{"percentile(DISTINCT a, 0.5, 1)":3.0}'],
  "SELECT percentile_approx(a, 0.5, 0) FROM VALUES (0) AS t(a)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT percentile_approx(a, 0.5, NULL) FROM VALUES (0) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_NULL",
  "SELECT percentile_approx(a, 0.5, a) FROM VALUES (0) AS t(a)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT percentile_approx(a, 0.5, 2.5) FROM VALUES (0) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT percentile_approx(a, 0.5, '100') FROM VALUES (0) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
});
