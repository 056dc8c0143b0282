/** Functions that compare say what the comparison says. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT nullif(1, true)": "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
  "SELECT nullif(1, 1, 1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT between(2, 1, true)": "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
  "SELECT decode(5, DATE'2021-03-04', 'a')": "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
  "SELECT nullifzero(true)": "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
  "SELECT zeroifnull(array(1))": "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
  "SELECT greatest(1, '2')": "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
  "SELECT typeof(decode(5, 1, NULL)), typeof(decode(5, 1, 1.5)), typeof(zeroifnull(1.5)), typeof(nullifzero(NULL))": [
    '{"typeof(decode(5, 1, NULL))":"string","typeof(decode(5, 1, 1.5))":"double","typeof(zeroifnull(1.5))":"decimal(11,1)","typeof(nullifzero(NULL))":"void"}',
  ],
  "SELECT array_position(array(1, 2), 1.5)": "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES",
  "SELECT array_contains(array(1, 2), 1.0), array_position(array(1), NULL)": [
    '{"array_contains(array(1, 2), 1.0)":true,"array_position(array(1), NULL)":null}',
  ],
});
