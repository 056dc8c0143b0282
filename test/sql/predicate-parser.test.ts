/** Several patterns at once. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT 'abc' LIKE ALL ('a%', '%c'), 'abc' NOT LIKE ANY ('a%', '%c'), 'aBc' ILIKE SOME ('AB%')": [
    '{"likeall(abc)":true,"notlikeany(abc)":false,"likeany(lower(aBc))":true}',
  ],
  "SELECT 'abc' LIKE ANY ('x', NULL), NULL LIKE ANY ('a')": [
    '{"(abc LIKE x OR abc LIKE NULL)":null,"likeany(NULL)":null}',
  ],
  "SELECT 'abc' LIKE ANY ()": "INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN",
  "SELECT likeany('abc', 'a%')": "UNRESOLVED_ROUTINE",
});
