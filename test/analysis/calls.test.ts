/** What only an aggregate may have beside its arguments. */
import { expectAnswers } from "../functions/answers.ts";

const UNSUPPORTED_SYNTAX = "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX";

expectAnswers({
  "SELECT upper(DISTINCT 'a')": UNSUPPORTED_SYNTAX,
  "SELECT upper('a') FILTER (WHERE true)": UNSUPPORTED_SYNTAX,
  "SELECT explode(array(1)) FILTER (WHERE true)": UNSUPPORTED_SYNTAX,
  "SELECT count(i) FILTER (WHERE i) FROM VALUES (1) AS t(i)": "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN",
  "SELECT count(1) FILTER (WHERE NULL)": "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN",
  "SELECT collect_set(i) IGNORE NULLS AS s FROM VALUES (1) AS t(i)": ['{"s":[1]}'],
});
