/** Frames of windows: which may be written. */
import { expectAnswers } from "../functions/answers.ts";

const T = "FROM VALUES (1, 'a'), (2, 'b') AS t(i, s)";
const over = (call: string, window: string): string => `SELECT ${call} OVER (${window}) AS w ${T} ORDER BY i`;

expectAnswers({
  [over("sum(i)", "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW")]: "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER",
  [over("sum(i)", "RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING")]: ['{"w":3}', '{"w":3}'],
  [over("sum(i)", "ORDER BY i, s RANGE BETWEEN 1 PRECEDING AND CURRENT ROW")]:
    "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER",
  [over("row_number()", "ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW")]: ['{"w":1}', '{"w":2}'],
});
