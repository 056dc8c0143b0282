/** Intervals of months, days and time side by side: their texts, and arithmetic part by part. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT string(make_interval(1, 2)) AS a, string(make_interval(0, 0, 0, 0, 0, 0, -1.5)) AS b, CAST('INTERVAL 1 DAY' AS INTERVAL) AS c, CAST('-1' AS INTERVAL) AS d, CAST('1 days 1 days' AS INTERVAL) AS e":
    ['{"a":"1 years 2 months","b":"-1.5 seconds","c":"1 days","d":null,"e":"2 days"}'],
  "SELECT make_interval(1, 2, 3) - make_interval(0, 0, 0, 1) AS a, make_interval(1, 2, 3) / 2 AS b": [
    '{"a":"1 years 2 months 20 days","b":"7 months 10 days 12 hours"}',
  ],
  "SELECT 1.5 * make_interval(1, 2, 3)": [
    '{"multiply_interval(make_interval(1, 2, 3, 0, 0, 0, 0.000000), 1.5)":"1 years 9 months 31 days 12 hours"}',
  ],
  "SELECT make_interval(1) / 0": "INTERVAL_DIVIDED_BY_ZERO",
  "SELECT make_interval(1) + INTERVAL '1' DAY": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT make_interval(1) < make_interval(2)": "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
});
