/** Calls of what cannot be called so. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT row_number()": "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE",
  "SELECT row_number(1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT dense_rank(1, 2)": "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE",
  "SELECT length('a', x -> x)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT length(x -> x)": "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION",
  "SELECT any_match(array(1), x -> x = 1)": "UNRESOLVED_ROUTINE",
  "SELECT transform(array(1, 2), `x` -> `x` + 1) AS r": ['{"r":[2,3]}'],
  "SELECT try_cast('1')": "UNRESOLVED_ROUTINE",
  "SELECT abs(1 AS INT)": "PARSE_SYNTAX_ERROR",
});
