/** Functions over windows: what they are refused for, in Spark's order, and what they take. */
import { expectAnswers } from "../functions/answers.ts";

const T = "FROM VALUES (1, 'a'), (2, 'b') AS t(i, s)";
const over = (call: string, window = "ORDER BY i"): string => `SELECT ${call} OVER (${window}) AS w ${T} ORDER BY i`;
const UNSUPPORTED_SYNTAX = "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX";

expectAnswers({
  [over("rank()", "PARTITION BY i")]: "WINDOW_FUNCTION_FRAME_NOT_ORDERED",
  [over("lag(i, s)", "")]: "WINDOW_FUNCTION_FRAME_NOT_ORDERED",
  [over("nth_value(i, 0)", "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW")]: "WINDOW_FUNCTION_FRAME_NOT_ORDERED",
  [over("upper(s)")]: "UNSUPPORTED_EXPR_FOR_WINDOW",
  [over("explode(array(i))")]: "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS",
  [over("sum(DISTINCT i)")]: "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED",
  [over("lag(DISTINCT i)")]: UNSUPPORTED_SYNTAX,
  [over("row_number() FILTER (WHERE i > 1)")]: UNSUPPORTED_SYNTAX,
  [over("sum(i) FILTER (WHERE i)")]: "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN",
  [over("sum(i)", "ORDER BY map(1, 2)")]: "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
  [over("sum(i)", "PARTITION BY map(1, 2)")]: "EXPRESSION_TYPE_IS_NOT_ORDERABLE",
  [over("ntile(i)")]: "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  [over("ntile(2L)")]: "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  [over("lag(i, i)")]: "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  [over("lag(i, 1, true)")]: "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  [over("nth_value(i, -1)")]: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  [over("nth_value(i, NULL)")]: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  [over("nth_value(i)")]: "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  // What stands in for a row that is not there becomes what the rows are.
  [over("typeof(lag(i, 1, 1.7) OVER (ORDER BY i)), lag(i, 1, '7')")]: [
    '{"typeof(lag(i, 1, 1.7) OVER (ORDER BY i ASC NULLS FIRST ROWS BETWEEN -1 FOLLOWING AND -1 FOLLOWING))":"int","w":1}',
    '{"typeof(lag(i, 1, 1.7) OVER (ORDER BY i ASC NULLS FIRST ROWS BETWEEN -1 FOLLOWING AND -1 FOLLOWING))":"int","w":7}',
  ],
  [over("ntile()")]: ['{"w":1}', '{"w":1}'],
  // IGNORE NULLS comes behind FILTER.
  [`SELECT any_value(i) FILTER (WHERE i > 1) IGNORE NULLS AS a ${T}`]: ['{"a":2}'],
  [`SELECT any_value(i) IGNORE NULLS FILTER (WHERE i > 1) ${T}`]: "PARSE_SYNTAX_ERROR",
});
