/** Numbers as intervals: they count the smallest field, and what is left of it is rounded. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT CAST(14 AS INTERVAL YEAR TO MONTH) AS a, CAST(1.5 AS INTERVAL HOUR TO MINUTE) AS b, CAST(-1.5 AS INTERVAL MONTH) AS c, CAST(1.0000005 AS INTERVAL SECOND) AS d":
    [
      '{"a":"INTERVAL \'1-2\' YEAR TO MONTH","b":"INTERVAL \'0 00:01:30\' DAY TO SECOND","c":"INTERVAL \'-0-2\' YEAR TO MONTH","d":"INTERVAL \'0 00:00:01.000001\' DAY TO SECOND"}',
    ],
  "SELECT CAST(1.5D AS INTERVAL DAY)": "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
  "SELECT CAST('x' AS VOID)": "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
  "SELECT string(CAST(FLOAT(3.3) AS TIMESTAMP)) AS t": ['{"t":"1970-01-01 00:00:03.299999"}'],
});
