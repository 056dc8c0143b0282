/** What items of arrays must be: of a type that has an order, or that has a text of its own. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT array_max(array(map(1, 1)))": "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
  "SELECT array_distinct(array(struct(map(1, 1))))": "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
  "SELECT array_join(array(struct(1)), ',')": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT array_join(array(1, NULL, 2), ',') AS a": ['{"a":"1,2"}'],
});
