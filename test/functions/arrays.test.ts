/** Arrays of other lengths than they should be, and fields of one name. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT to_json(arrays_zip(a, a)) AS x FROM (SELECT array(1, 2) AS a)": [
    '{"x":"[{\\"a\\":1,\\"a\\":1},{\\"a\\":2,\\"a\\":2}]"}',
  ],
  "SELECT map_from_arrays(array(1, 2), array(1))": "MAP_KEYS_AND_VALUES_DIFFER",
  "SELECT sequence(1, 100000000000)": "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER",
  "SELECT size(array_repeat(1, 2147483647))": "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER",
  "SELECT percentile(id, array()) AS p, approx_percentile(id, array()) AS a FROM range(2)": ['{"p":null,"a":null}'],
});
