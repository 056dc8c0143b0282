/** Elements by an index, values by a key. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT array(1, 2)['x']": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT array(1, 2)[1.0]": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT map('a', 1)[array(1)]": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT map(1, 'a')['x']": "CAST_INVALID_INPUT",
  "SELECT array(1, 2)[5L]": "INVALID_ARRAY_INDEX",
  "SELECT array(1, 2)[1L] AS a, map(1, 'a')['1'] AS b, map(1, 'a')[1.5] AS c": ['{"a":2,"b":"a","c":"a"}'],
  "SELECT a :: double, CAST(a AS DOUBLE) + 1 FROM VALUES (1.5D) AS t(a)": ['{"a":1.5,"(CAST(a AS DOUBLE) + 1)":2.5}'],
});
