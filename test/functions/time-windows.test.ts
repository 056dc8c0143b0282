/** What `window` takes, and which of several things that are wrong is said. */
import { expectAnswers } from "./answers.ts";

const TIMES = "FROM VALUES (TIMESTAMP'2021-01-01 00:00:00') AS t(ts)";

expectAnswers({
  [`SELECT window(ts, 60000000).end AS e ${TIMES}`]: ['{"e":"2021-01-01T00:01:00.000Z"}'],
  "SELECT window(NULL, '1 hour')": [],
  [`SELECT window(ts, 'ten minutes') ${TIMES}`]: "CANNOT_PARSE_INTERVAL",
  "SELECT window(array(1), 'ten minutes')": "CANNOT_PARSE_INTERVAL",
  [`SELECT window(ts, INTERVAL '1' HOUR) ${TIMES}`]: "WINDOW_INTERVAL_NOT_A_LITERAL",
  [`SELECT window(ts, 1.5) ${TIMES}`]: "WINDOW_INTERVAL_NOT_A_LITERAL",
  // A window that cannot be leaves no column of its name behind.
  [`SELECT window, count(*) ${TIMES} GROUP BY window(ts, '0 seconds')`]: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
  [`SELECT count(*) ${TIMES} GROUP BY window(ts, '0 seconds')`]: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
});
