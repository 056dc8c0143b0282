/** Sums and averages. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT avg(a) FROM VALUES (INTERVAL '1' HOUR),(INTERVAL '2' HOUR) AS t(a)": [
    '{"avg(a)":"INTERVAL \'0 01:30:00\' DAY TO SECOND"}',
  ],
  "SELECT avg(a) FROM VALUES (INTERVAL '1' YEAR),(INTERVAL '2' YEAR) AS t(a)": [
    '{"avg(a)":"INTERVAL \'1-6\' YEAR TO MONTH"}',
  ],
  "SELECT try_avg(a) FROM VALUES (INTERVAL '1' YEAR),(INTERVAL '2' YEAR) AS t(a)": [
    '{"try_avg(a)":"INTERVAL \'1-6\' YEAR TO MONTH"}',
  ],
  "SELECT avg(a) FROM VALUES (INTERVAL '1' MONTH),(INTERVAL '2' MONTH),(INTERVAL '2' MONTH) AS t(a)": [
    '{"avg(a)":"INTERVAL \'0-2\' YEAR TO MONTH"}',
  ],
  "SELECT avg(a) FROM VALUES (INTERVAL '1' MONTH),(INTERVAL '-2' MONTH) AS t(a)": [
    '{"avg(a)":"INTERVAL \'-0-1\' YEAR TO MONTH"}',
  ],
  "SELECT avg(a) FROM VALUES (CAST(NULL AS INTERVAL MONTH)) AS t(a)": ['{"avg(a)":null}'],
});
